import type * as Sdk from 'ai'
import type { LanguageModel, ModelAnswer, ModelRequest, Reworded, RewordRequest } from '#ports/language-model.ts'
import { limitedFetch } from './limited-fetch.ts'
import { costOf, OUTPUT_TOKENS_MAX, type TokenPrice } from './price.ts'
import { proposalPrompt, rewordPrompt, type Prompt } from './prompt.ts'
import { PROPOSAL_SCHEMA, proposalOf, readAnswer, type ProposalAnswer } from './proposal-schema.ts'

export type SdkProvider = 'openai' | 'anthropic' | 'openai-compatible'

export type AiSdkOptions = {
  provider: SdkProvider
  model: string
  apiKey: string | null
  /** Null for the provider's own address. */
  baseUrl: string | null
  price: TokenPrice
  rewords: boolean
  /** Tests put a stand-in here; otherwise the network. */
  fetch?: typeof fetch
}

/**
 * A model of OpenAI, Anthropic or any server that speaks OpenAI's chat interface (Ollama, vLLM). The packages are loaded here, and so only in
 * an installation that uses them: they take about 37 MB.
 */
export async function createAiSdkModel(options: AiSdkOptions): Promise<LanguageModel> {
  const [sdk, model] = await Promise.all([import('ai'), sdkModel(options)])
  // The package would print its remarks about settings that a model does not know.
  Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false })
  return modelOver(sdk, model, options)
}

/** The adapter over a model of the package; apart from `createAiSdkModel` so that a test can hand in the package's own mock. */
export function modelOver(
  sdk: typeof Sdk,
  model: Sdk.LanguageModel,
  options: Pick<AiSdkOptions, 'provider' | 'price' | 'rewords'>,
): LanguageModel {
  const schema = sdk.jsonSchema<ProposalAnswer>(PROPOSAL_SCHEMA as Parameters<typeof sdk.jsonSchema>[0], {
    validate(value) {
      const read = readAnswer(value)
      return read === null ? { success: false, error: new Error('the answer is no object') } : { success: true, value: read }
    },
  })
  const settings = {
    model,
    maxRetries: 0,
    temperature: 0,
    maxOutputTokens: OUTPUT_TOKENS_MAX,
    providerOptions: { openai: { store: false } },
  }

  async function propose(request: ModelRequest, signal: AbortSignal): Promise<ModelAnswer> {
    const prompt = proposalPrompt(request)
    try {
      const result = await sdk.generateText({ ...settings, ...prompt, output: sdk.Output.object({ schema }), abortSignal: signal })
      const costMicros = costOf(options.price, wordsOf(prompt), result.usage)
      return { kind: 'proposed', proposal: proposalOf(request.text, result.output), costMicros }
    } catch (error) {
      return { kind: 'failed', reason: reasonOf(error), costMicros: costOfFailure(sdk, error, options.price, prompt) }
    }
  }

  async function reword(request: RewordRequest, signal: AbortSignal): Promise<Reworded> {
    const prompt = rewordPrompt(request)
    try {
      const result = await sdk.generateText({ ...settings, ...prompt, abortSignal: signal })
      return { text: result.text.trim(), costMicros: costOf(options.price, wordsOf(prompt), result.usage) }
    } catch (error) {
      return { text: null, costMicros: costOfFailure(sdk, error, options.price, prompt) }
    }
  }

  return { name: options.provider, propose, reword: options.rewords ? reword : null }
}

async function sdkModel({ provider, model, apiKey, baseUrl, fetch = limitedFetch }: AiSdkOptions): Promise<Sdk.LanguageModel> {
  const place = { fetch, ...(baseUrl === null ? {} : { baseURL: baseUrl }) }
  switch (provider) {
    case 'openai': {
      const { createOpenAI } = await import('@ai-sdk/openai')
      return createOpenAI({ ...place, apiKey: apiKey ?? '' })(model)
    }
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic')
      return createAnthropic({ ...place, apiKey: apiKey ?? '' })(model)
    }
    case 'openai-compatible': {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
      const key = apiKey === null ? {} : { apiKey }
      // Ollama and vLLM both take a JSON schema as the form of the answer.
      return createOpenAICompatible({ name: provider, baseURL: baseUrl ?? '', fetch, ...key, supportsStructuredOutputs: true })(model)
    }
    default:
      return provider satisfies never
  }
}

function wordsOf({ instructions, prompt }: Prompt): string {
  return instructions + prompt
}

/** A refusal by the server costs nothing; an answer that could not be used, or never came, may well be on the bill. */
function costOfFailure(sdk: typeof Sdk, error: unknown, price: TokenPrice, prompt: Prompt): number {
  if (sdk.APICallError.isInstance(error) && error.statusCode !== 200) return 0
  if (sdk.NoObjectGeneratedError.isInstance(error)) return costOf(price, wordsOf(prompt), error.usage ?? null)
  return costOf(price, wordsOf(prompt), null)
}

/** Short and without the server's own words, which end in a log. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault'
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? ` ${error.statusCode}` : ''
  return `${error.name}${status}`
}

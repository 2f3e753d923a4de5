import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as sdk from 'ai'
import { MockLanguageModelV4 } from 'ai/test'
import { createAiSdkModel, modelOver, type AiSdkOptions } from '#adapters/ai-sdk/ai-sdk-model.ts'
import { systemClock } from '#adapters/clock/system-clock.ts'
import { createGravityModel } from '#adapters/gravity/gravity-model.ts'
import { gravityStandIn } from './gravity-stand-in.ts'
import { languageModelContract, modelRequest } from './language-model.ts'
import { chatShape, messagesShape, responsesShape, standInServer, type ModelWorld, type WireShape } from './model-world.ts'

const PRICE = { input: 3, output: 15 }

async function overSdk(provider: AiSdkOptions['provider'], shape: WireShape, path: string): Promise<ModelWorld> {
  const server = await standInServer(shape)
  // The package knows which models take a schema by their names.
  const model = provider === 'anthropic' ? 'claude-haiku-4-5' : 'stand-in'
  const options = { provider, model, apiKey: 'sk-test', baseUrl: `${server.origin}${path}`, price: PRICE, rewords: true }
  return { ...server, model: await createAiSdkModel(options) }
}

async function overGravity(kind: 'hosted' | 'container'): Promise<ModelWorld> {
  const service = await gravityStandIn(kind)
  const apiKey = kind === 'hosted' ? 'GAI-test' : null
  return { ...service, vanish: service.close, model: createGravityModel({ baseUrl: service.origin, apiKey, clock: systemClock() }) }
}

languageModelContract('OpenAI', () => overSdk('openai', responsesShape, '/v1'))
languageModelContract('Anthropic', () => overSdk('anthropic', messagesShape, '/v1'))
languageModelContract('OpenAI-compatible', () => overSdk('openai-compatible', chatShape, '/v1'))
languageModelContract('Gravity AI, hosted', () => overGravity('hosted'))
languageModelContract('Gravity AI, container', () => overGravity('container'))

test('each provider is asked at its documented address, with its own header, for an answer in the form of our schema', async () => {
  const expected = [
    ['openai', responsesShape, '/v1/responses', 'authorization', 'Bearer sk-test', 'json_schema'],
    ['anthropic', messagesShape, '/v1/messages', 'x-api-key', 'sk-test', 'json_schema'],
    ['openai-compatible', chatShape, '/v1/chat/completions', 'authorization', 'Bearer sk-test', 'json_schema'],
  ] as const
  for (const [provider, shape, path, header, value, form] of expected) {
    const world = await overSdk(provider, shape, '/v1')
    await world.model.propose(modelRequest(), AbortSignal.timeout(5_000))
    await world.close()
    const [request] = world.seen()
    assert.ok(request)
    assert.deepEqual([request.path, request.headers[header]], [path, value])
    assert.ok(request.body.includes(form) && request.body.includes('emergency_help'))
  }
})

test('the price of a call is its tokens, within what is possible', async () => {
  const priced = async (usage: unknown) => {
    const world = await overSdk('openai-compatible', (words) => ({ ...(chatShape(words) as object), usage }), '/v1')
    const { costMicros } = await world.model.propose(modelRequest(), AbortSignal.timeout(5_000))
    await world.close()
    return costMicros
  }
  assert.equal(await priced({ prompt_tokens: 400, completion_tokens: 60, total_tokens: 460 }), 400 * 3 + 60 * 15)
  const absurd = await priced({ prompt_tokens: 1e15, completion_tokens: 1e15, total_tokens: 2e15 })
  assert.ok(absurd < 100_000, String(absurd))
  const unsaid = await priced(undefined)
  assert.ok(unsaid > 0, String(unsaid))
})

test('another wording is asked for without schema and comes back as it is, to be verified elsewhere', async () => {
  const mock = new MockLanguageModelV4({
    doGenerate: {
      content: [{ type: 'text', text: ' Thanks! What is the address, please? ' }],
      finishReason: { unified: 'stop', raw: 'stop' },
      usage: {
        inputTokens: { total: 100, noCache: 100, cacheRead: 0, cacheWrite: 0 },
        outputTokens: { total: 10, text: 10, reasoning: 0 },
      },
      warnings: [],
    },
  })
  const model = modelOver(sdk, mock, { provider: 'openai', price: PRICE, rewords: true })
  assert.ok(model.reword)
  const reworded = await model.reword({ text: 'What is the address?', language: 'en' }, AbortSignal.timeout(5_000))
  assert.deepEqual(reworded, { text: 'Thanks! What is the address, please?', costMicros: 100 * 3 + 10 * 15 })
  assert.equal(modelOver(sdk, mock, { provider: 'openai', price: PRICE, rewords: false }).reword, null)
})

import { systemClock } from '#adapters/clock/system-clock.ts'
import { ConfigError, loadConfig } from '#config/config.ts'
import type { LanguageModel, ModelRequest } from '#ports/language-model.ts'
import { openLanguageModel } from '#execution/open-language-model.ts'
import type { Surroundings } from './ledger.ts'

export const PROBE_MODEL_HELP = `lead-agent probe-model: asks the configured language model about one invented text, once.

The model is the one of AI_PROVIDER, AI_MODEL, AI_API_KEY, AI_BASE_URL and AI_OUTPUT_MAPPING. The call may cost money. Nothing is stored and nobody
is texted. Prints one JSON line. Exit code: 0 labels came back, 1 they did not, 2 no model is configured or its settings cannot be used.
`

/** A real call may be slow; it is not worth more. */
const PROBE_LIMIT_MS = 60_000

/** Nobody's words. Every field that a model may quote stands in it. */
const PROBE: ModelRequest = {
  text: 'Hi, Dana Lee here, my kitchen sink is clogged. 412 Oak St, Springfield 62704, tomorrow morning please',
  trade: 'plumbing',
  asked: null,
  services: ['sink', 'drain', 'toilet', 'water heater'],
}

/** The one step that needs a real account: shows whether the provider answers as documented, how fast, and what we make of it. */
export async function probeModelCommand({ out, err, env }: Surroundings): Promise<number> {
  const clock = systemClock()
  const opened = await modelOf(env, clock)
  if (typeof opened === 'string') {
    err.write(`${opened}\n`)
    return 2
  }
  const startedAt = clock.now()
  // Timers of our clock let a process end; here the answer is all that it lives for.
  const alive = setInterval(() => {}, PROBE_LIMIT_MS)
  const answer = await opened.propose(PROBE, AbortSignal.timeout(PROBE_LIMIT_MS)).finally(() => clearInterval(alive))
  const tookMs = clock.now() - startedAt
  const said = answer.kind === 'proposed' ? { ...answer.proposal, quotes: quotesOf(answer.proposal.spans) } : { reason: answer.reason }
  out.write(
    `${JSON.stringify({ provider: opened.name, answered: answer.kind === 'proposed', tookMs, costMicros: answer.costMicros, ...said })}\n`,
  )
  return answer.kind === 'proposed' ? 0 : 1
}

/** The model, or what is wrong with the settings. */
async function modelOf(env: Surroundings['env'], clock: ReturnType<typeof systemClock>): Promise<LanguageModel | string> {
  try {
    const { ai } = loadConfig(env)
    if (ai === null) return 'No model is configured: set AI_PROVIDER, see docs/howto-language-models.md'
    return await openLanguageModel(ai, clock)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
}

function quotesOf(spans: Readonly<Record<string, readonly [number, number] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(spans).flatMap(([field, span]) => (span === undefined ? [] : [[field, PROBE.text.slice(...span)]])),
  )
}

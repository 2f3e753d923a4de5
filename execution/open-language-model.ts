import { ConfigError, type AiConfig } from '#config/config.ts'
import type { Clock } from '#ports/clock.ts'
import type { GuardedModel, LanguageModel } from '#ports/language-model.ts'

/** A model that chats is not worth waiting for longer; a job of Gravity AI has the guard's own limit. */
const CHAT_GIVE_UP_MS = 15_000

/** The configured model behind its deadline and circuit breaker; null when the embedded engine works alone, and then no package of one is loaded. */
export async function openGuardedModel(ai: AiConfig | null, clock: Clock): Promise<GuardedModel | null> {
  if (ai === null) return null
  const { guardModel } = await import('#adapters/guarded-model/guard-model.ts')
  return guardModel(await openLanguageModel(ai, clock), {
    clock,
    deadlineMs: ai.deadlineMs,
    ...(ai.provider === 'gravity' ? {} : { giveUpMs: CHAT_GIVE_UP_MS }),
  })
}

/** The configured model as it is. Throws `ConfigError` for an output mapping that cannot be used. */
export async function openLanguageModel(ai: AiConfig, clock: Pick<Clock, 'after'>): Promise<LanguageModel> {
  const { provider, apiKey, baseUrl } = ai
  if (provider === 'gravity') {
    const { createGravityModel } = await import('#adapters/gravity/gravity-model.ts')
    const { readOutputMapping } = await import('#adapters/gravity/output-mapping.ts')
    const mapping = readOutputMapping(ai.outputMapping ?? {})
    if (typeof mapping === 'string') throw new ConfigError([{ name: 'AI_OUTPUT_MAPPING', text: `AI_OUTPUT_MAPPING: ${mapping}` }])
    return createGravityModel({ baseUrl, apiKey, clock, mapping })
  }
  const { createAiSdkModel } = await import('#adapters/ai-sdk/ai-sdk-model.ts')
  return createAiSdkModel({ provider, model: ai.model ?? '', apiKey, baseUrl, price: ai.price, rewords: ai.rewords })
}

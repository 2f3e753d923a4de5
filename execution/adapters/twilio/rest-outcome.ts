import { z } from 'zod'

import { meaningOf } from './errors.ts'
import type { RestAnswer } from './rest.ts'
import type { Outcome } from '#core/effect.ts'

/** Time and chance, given from outside so that tests can hold them still. */
export type Chance = { random: () => number; now: () => number }

/** Twilio's word for wrong credentials, whatever the body of a 401 says. */
const WRONG_CREDENTIALS = 20003
const TOO_MANY_REQUESTS = 20429

/** Waits without advice from Twilio are spread over this span, so that many senders do not come back at once. */
const RETRY_MS = { min: 1_000, spread: 4_000 }

/** No advice of a server may park a text for longer. */
const RETRY_AFTER_MS_MAX = 900_000

const fault = z.object({ code: z.coerce.number().int().positive() })

/**
 * The outcome of a request that makes something (a text). `read` takes the value out of the body, null when it is not there. Whatever may
 * have arrived without a readable answer is `unknown`, because Twilio has no idempotency key (2026).
 */
export function outcomeOfCreate<Value>(answer: RestAnswer, read: (body: unknown) => Value | null, chance: Chance): Outcome<Value> {
  return outcomeOf(answer, read, chance, (reason) => ({ kind: 'unknown', reason }))
}

/** The outcome of a request that only reads: when in doubt it is simply asked again. */
export function outcomeOfRead<Value>(answer: RestAnswer, read: (body: unknown) => Value | null, chance: Chance): Outcome<Value> {
  return outcomeOf(answer, read, chance, (reason) => retry(jittered(RETRY_MS.min, chance), reason, null))
}

function outcomeOf<Value>(
  answer: RestAnswer,
  read: (body: unknown) => Value | null,
  chance: Chance,
  inDoubt: (reason: string) => Outcome<Value>,
): Outcome<Value> {
  if (answer.kind === 'not-sent') return retry(jittered(RETRY_MS.min, chance), `Twilio could not be reached: ${answer.reason}`, null)
  if (answer.kind === 'lost') return inDoubt(`the answer of Twilio was lost: ${answer.reason}`)
  const { status, body } = answer
  if (status >= 200 && status < 300) {
    const value = read(body)
    return value === null ? inDoubt(`Twilio answered ${status}, but the answer cannot be read`) : { kind: 'done', value }
  }
  if (status >= 500 || status === 408 || status < 200) return inDoubt(`Twilio answered ${status}`)
  return outcomeOfRefusal(answer, chance)
}

/** Everything below 500 that is no success was not processed. Twilio's own sentence is left out: it repeats phone numbers. */
function outcomeOfRefusal(answer: Extract<RestAnswer, { kind: 'answered' }>, chance: Chance): Outcome<never> {
  const { status, body } = answer
  if (status < 400) return { kind: 'refused', reason: `Twilio answered with a redirect (${status}); check TWILIO_API_BASE_URL`, code: null }
  const parsed = fault.safeParse(body)
  const code = status === 401 ? WRONG_CREDENTIALS : parsed.success ? parsed.data.code : status === 429 ? TOO_MANY_REQUESTS : null
  const { action, afterMs, words } = meaningOf(code)
  const reason = code === null ? `Twilio answered ${status}: ${words}` : `Twilio ${code}: ${words}`
  if (action === 'reconcile') return { kind: 'unknown', reason }
  if (status !== 429 && action !== 'retry-later' && action !== 'hold') return { kind: 'refused', reason, code }
  return retry(adviceOf(answer, chance) ?? jittered(afterMs ?? RETRY_MS.min, chance), reason, code)
}

function retry(afterMs: number, reason: string, code: number | null): Outcome<never> {
  return { kind: 'retry', afterMs, reason, code }
}

function jittered(atLeastMs: number, { random }: Chance): number {
  return Math.round(atLeastMs + random() * RETRY_MS.spread)
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3); null when it is absent or nonsense. */
function adviceOf({ retryAfter }: { retryAfter: string | null }, { now }: Chance): number | null {
  if (retryAfter === null) return null
  const afterMs = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - now()
  return Number.isFinite(afterMs) ? Math.min(Math.max(afterMs, 0), RETRY_AFTER_MS_MAX) : null
}

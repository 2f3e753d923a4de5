import type { Outcome } from '#core/effect.ts'
import { MINUTE_MS, SECOND_MS } from '#core/values/instant.ts'
import type { Clock } from '#ports/clock.ts'
import type { Workflows } from '#ports/workflows.ts'
import { eventBody } from './event-body.ts'
import { signedHeaders } from './sign-event.ts'

/** A workflow answers when its work is done, and that work may ask another system. Far below the lease of a claimed row. */
const ANSWER_WITHIN_MS = 20 * SECOND_MS

/** However long a receiver asks us to wait, its later events must not grow too old meanwhile. */
const WAIT_MAX_MS = 10 * MINUTE_MS

/** The receiver understood the event and says that no repetition will help. Everything else may pass: n8n answers 404 while it starts. */
const NEVER = new Set([400, 410, 413, 415, 422])

/** A connection that was never made carried nothing. */
const NOT_REACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

type Settings = { webhookUrl: string; signingSecret: string; answerWithinMs?: number }

/** Sends signed events to one address, which may be n8n or anything else that checks the signature. Its answer is never read beyond the status. */
export function createN8n(
  { webhookUrl, signingSecret, answerWithinMs = ANSWER_WITHIN_MS }: Settings,
  clock: Pick<Clock, 'now'>,
): Workflows {
  return {
    async tell({ tenantId, effectId, event }, ended) {
      const body = eventBody(tenantId, effectId, event)
      const headers = { 'content-type': 'application/json', ...signedHeaders(body, clock.now(), signingSecret) }
      try {
        const signal = AbortSignal.any([ended, AbortSignal.timeout(answerWithinMs)])
        // What is signed for one address must not be carried on to another.
        const response = await fetch(webhookUrl, { method: 'POST', headers, body, redirect: 'manual', signal })
        // Nobody waits for the end of an answer that nobody reads.
        response.body?.cancel().catch(() => {})
        return outcomeOf(response)
      } catch (error) {
        return outcomeOfFault(error)
      }
    },
  }
}

function outcomeOf({ status, headers }: Response): Outcome<null> {
  if (status >= 200 && status <= 299) return { kind: 'done', value: null }
  const reason = `status ${status}`
  if (NEVER.has(status)) return { kind: 'refused', reason, code: status }
  return { kind: 'retry', afterMs: waitOf(headers.get('retry-after')), reason, code: status }
}

/** Seconds only; a date, which nobody here sends, counts as no word. */
function waitOf(retryAfter: string | null): number {
  return retryAfter !== null && /^\d{1,9}$/.test(retryAfter) ? Math.min(WAIT_MAX_MS, Number(retryAfter) * SECOND_MS) : 0
}

function outcomeOfFault(error: unknown): Outcome<null> {
  const code = codeOf(error)
  if (code !== null && NOT_REACHED.has(code)) return { kind: 'retry', afterMs: 0, reason: code, code: null }
  return { kind: 'unknown', reason: code ?? (error instanceof Error ? error.name : 'fault') }
}

/** What `fetch` throws wraps the fault of the network. */
function codeOf(error: unknown): string | null {
  const cause = error instanceof Error ? error.cause : null
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : null
  return typeof code === 'string' ? code : null
}

import type { SeededRandom } from './seeded-random.ts'

/** What can go wrong with one REST request. */
export type RestFaultAction =
  /** The request is processed, and the connection breaks before the answer. */
  | { kind: 'lose-answer' }
  /** The request is never processed; the connection breaks after `afterMs` (30 s unless told otherwise). */
  | { kind: 'time-out'; afterMs?: number }
  /** Refused without being processed. 429 carries Twilio's 20429, everything else 20500. */
  | { kind: 'status'; status: 429 | 500 | 503 }
  /** Processed at once, answered late. */
  | { kind: 'slow'; ms: number }

/** What can go wrong with one webhook. */
export type WebhookFaultAction =
  /** The same request once more (`copies` times), `gapMs` after the first; the answers to the copies are ignored. */
  | { kind: 'duplicate'; copies?: number; gapMs?: number }
  | { kind: 'delay'; ms: number }
  /** Never sent. A call's document then counts as a connection failure. */
  | { kind: 'drop' }
  /** Held back until the next webhook to the same path has been sent, at most `atMostMs`. */
  | { kind: 'reorder'; atMostMs?: number }
  /** Sent and answered, but the answer is lost on the way back. */
  | { kind: 'lose-answer' }

/** A fault on request. `path` is a part of the path or a pattern; `times` counts down (1 unless told otherwise); `chance` is 0 to 1. */
export type Fault = { path: string | RegExp; method?: string; times?: number; chance?: number } & (
  | { on: 'rest'; action: RestFaultAction }
  | { on: 'webhook'; action: WebhookFaultAction }
)

export type FaultBook = {
  add(fault: Fault): { remove(): void; remaining(): number }
  takeRest(request: { method: string; path: string }): RestFaultAction | null
  takeWebhook(request: { method: string; path: string }): WebhookFaultAction | null
  clear(): void
}

/** Keeps the faults asked for. The first one that matches is used up; a fault whose chance does not come is not. */
export function createFaultBook(random: SeededRandom): FaultBook {
  const entries: { fault: Fault; remaining: number }[] = []

  function take(on: Fault['on'], request: { method: string; path: string }): Fault | null {
    for (const entry of entries) {
      if (entry.fault.on !== on || entry.remaining <= 0 || !matches(entry.fault, request)) continue
      if (entry.fault.chance !== undefined && !random.chance(entry.fault.chance)) continue
      entry.remaining -= 1
      return entry.fault
    }
    return null
  }

  return {
    add(fault) {
      const entry = { fault, remaining: fault.times ?? (fault.chance === undefined ? 1 : Number.POSITIVE_INFINITY) }
      entries.push(entry)
      return {
        remove: () => {
          entry.remaining = 0
        },
        remaining: () => entry.remaining,
      }
    },
    takeRest(request) {
      const fault = take('rest', request)
      return fault?.on === 'rest' ? fault.action : null
    },
    takeWebhook(request) {
      const fault = take('webhook', request)
      return fault?.on === 'webhook' ? fault.action : null
    },
    clear() {
      entries.length = 0
    },
  }
}

function matches(fault: Fault, request: { method: string; path: string }): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== request.method.toUpperCase()) return false
  return typeof fault.path === 'string' ? request.path.includes(fault.path) : fault.path.test(request.path)
}

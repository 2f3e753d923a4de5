/** What can be read on a timeline of the phone network. */
export type CarrierEventKind =
  | 'call'
  | 'leg'
  | 'verb'
  | 'key'
  | 'webhook'
  | 'text'
  | 'text-status'
  | 'rest'
  | 'recording'
  | 'opt-out'
  | 'fault'
  | 'alert'

/** One thing that happened, at a time of the carrier's clock. `detail` holds plain JSON values only. */
export type CarrierEvent = {
  id: number
  at: number
  kind: CarrierEventKind
  callSid?: string
  messageSid?: string
  detail: Readonly<Record<string, unknown>>
}

export type EventLog = {
  add(event: Omit<CarrierEvent, 'id' | 'at'>): void
  /** A failure that Twilio's debugger would show. `code` is Twilio's. */
  alert(alert: { code: number; message: string; callSid?: string; messageSid?: string; url?: string }): void
  /** The newest events, oldest first, at most the log's capacity; after `afterId` when given. */
  events(afterId?: number): readonly CarrierEvent[]
  subscribe(listener: (event: CarrierEvent) => void): () => void
}

/** Sized for a timeline to look at, not as a store: about a thousand calls of twenty events. */
const CAPACITY_EVENTS = 20_000

/** Keeps the newest events only, so that an endless rehearsal cannot fill the memory. */
export function createEventLog(options: { now: () => number; capacity?: number }): EventLog {
  const capacity = options.capacity ?? CAPACITY_EVENTS
  const listeners = new Set<(event: CarrierEvent) => void>()
  let kept: CarrierEvent[] = []
  let lastId = 0

  function add(partial: Omit<CarrierEvent, 'id' | 'at'>): void {
    lastId += 1
    const event: CarrierEvent = { id: lastId, at: options.now(), ...partial }
    kept.push(event)
    // Cutting only a quarter beyond the capacity keeps the cost of forgetting constant per event.
    if (kept.length >= capacity + Math.ceil(capacity / 4)) kept = kept.slice(-capacity)
    for (const listener of listeners) listener(event)
  }

  return {
    add,
    alert({ code, message, callSid, messageSid, url }) {
      add({
        kind: 'alert',
        ...(callSid === undefined ? {} : { callSid }),
        ...(messageSid === undefined ? {} : { messageSid }),
        detail: { code, message, ...(url === undefined ? {} : { url }) },
      })
    },
    events(afterId = 0) {
      const newest = kept.slice(-capacity)
      return afterId === 0 ? newest : newest.filter((event) => event.id > afterId)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

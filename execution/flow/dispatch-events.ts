import { plus } from '#core/values/instant.ts'
import { LEASE_MS, POLL_MS } from './dispatch.ts'
import { performWorkflow } from './effects/run-workflow.ts'
import type { FlowParts } from './parts.ts'

/** Deeds under way at once. n8n takes some ten events a second (measured), and one that hangs must not keep the others from being tried. */
export const EVENTS_AT_ONCE = 4

export type EventDispatcher = {
  start(): void
  /** Works until nothing is due; answers how many rows were tried. Tests call this instead of waiting. */
  processAll(): Promise<number>
  /** Takes no more work and breaks off what is under way, which is told again after the next start: no restart waits for a receiver that hangs. */
  stop(): Promise<void>
}

/**
 * The lane of events for slow processes outside: rows, claims and workers of its own, so that a receiver that is dead, slow or mad takes nothing from a
 * text, an alert or a call. Nobody nudges it: it looks once a second, and while there is nothing it only reads.
 */
export function createEventDispatcher(parts: Pick<FlowParts, 'store' | 'clock' | 'workflows' | 'measures'>): EventDispatcher {
  const { store, clock, measures } = parts
  const working = new Set<Promise<void>>()
  let looking: Promise<number> = Promise.resolve(0)
  let cancelLook: () => void = () => {}
  const ending = new AbortController()
  let stopped = false

  function begin(row: Awaited<ReturnType<typeof store.acrossTenants.claimEvents>>[number]): void {
    const deed = performWorkflow(parts, row, row.effect, ending.signal)
      .catch((error: unknown) => measures.effectFailed('run-workflow', error))
      .finally(() => {
        working.delete(deed)
        void look()
      })
    working.add(deed)
  }

  async function claim(): Promise<number> {
    const at = clock.now()
    const limit = EVENTS_AT_ONCE - working.size
    if (stopped || limit <= 0) return 0
    try {
      const next = await store.acrossTenants.nextEventAt()
      if (next === null || next > at) return 0
      const rows = await store.acrossTenants.claimEvents({ at, limit, leaseUntil: plus(at, LEASE_MS) })
      rows.forEach(begin)
      return rows.length
    } catch (error) {
      measures.effectFailed('claim', error)
      return 0
    }
  }

  /** One look at a time, so that two never claim beyond the limit. */
  function look(): Promise<number> {
    looking = looking.then(claim)
    return looking
  }

  function lookAgainLater(): void {
    if (stopped) return
    cancelLook = clock.after(POLL_MS, () => void look().then(lookAgainLater))
  }

  return {
    start: lookAgainLater,
    async processAll() {
      let total = 0
      for (;;) {
        const begun = await look()
        total += begun
        if (begun === 0 && working.size === 0) return total
        await Promise.all(working)
      }
    },
    async stop() {
      stopped = true
      cancelLook()
      ending.abort()
      await looking
      await Promise.all(working)
    },
  }
}

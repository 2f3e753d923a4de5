import { plus, type Instant } from '#core/values/instant.ts'
import type { OutboxRow } from '#ports/store.ts'
import { performLookUp } from './effects/look-up-caller.ts'
import { performReading } from './effects/read-texts.ts'
import { performText } from './effects/send-text.ts'
import { performTimer } from './effects/timer.ts'
import type { FlowParts } from './parts.ts'

/** Claimed rows belong to this process for so long; longer than every deed may take. */
export const LEASE_MS = 60_000

/** Deeds under way at once. Enough to hide the carrier's answer time at 100 texts a second, small enough to stay fair. */
export const DEEDS_AT_ONCE = 64

/** The safety net under every nudge and timer. */
export const POLL_MS = 1_000

export type Dispatcher = {
  /** Wakes up soon; cheap, may be called for every event. */
  nudge(): void
  /** Works until nothing is due; answers how many rows were done. Tests and the simulation call this instead of waiting. */
  processAll(): Promise<number>
  /** Takes no more work and waits for what is under way. */
  stop(): Promise<void>
}

type Claimed = OutboxRow & { wasUnknown: boolean }

/**
 * Does what the rows of the outbox say: claim (a short transaction), ask the gate and perform (no transaction open), record what became of it
 * (a short transaction). Woken by a nudge after each commit, right by a poll.
 */
export function createDispatcher(parts: Omit<FlowParts, 'nudge'>): Dispatcher {
  const working = new Set<Promise<void>>()
  let stopped = false
  let pumping: Promise<number> | null = null
  let wanted = false
  let cancelWake: () => void = () => {}

  function nudge(): void {
    if (stopped) return
    if (pumping !== null) {
      wanted = true
      return
    }
    pumping = pump()
    pumping.finally(() => {
      pumping = null
      if (wanted) nudge()
      else void sleepUntilDue()
    })
  }

  /** Claims and starts work while there is any; does not wait for slow deeds before claiming others. */
  async function pump(): Promise<number> {
    let done = 0
    do {
      wanted = false
      const claimed = await claim()
      for (const row of claimed) start(row)
      done += claimed.length
      if (claimed.length > 0) wanted = true
      if (working.size >= DEEDS_AT_ONCE) await Promise.race(working)
    } while (wanted && !stopped)
    return done
  }

  async function claim(): Promise<Claimed[]> {
    const room = DEEDS_AT_ONCE - working.size
    if (room <= 0) return []
    const at = parts.clock.now()
    try {
      return await parts.store.acrossTenants.claimDue({ at, limit: room, leaseUntil: plus(at, LEASE_MS) })
    } catch (error) {
      parts.measures.effectFailed('claim', error)
      return []
    }
  }

  function start(row: Claimed): void {
    const deed = perform(parts, row)
      .catch((error: unknown) => parts.measures.effectFailed(row.effect.kind, error))
      .finally(() => {
        working.delete(deed)
        nudge()
      })
    working.add(deed)
  }

  async function sleepUntilDue(): Promise<void> {
    cancelWake()
    if (stopped) return
    const next = await parts.store.acrossTenants.nextDueAt().catch(() => null)
    if (pumping !== null || stopped) return
    cancelWake()
    cancelWake = parts.clock.after(delayUntil(next, parts.clock.now()), nudge)
  }

  return {
    nudge,
    async processAll() {
      let total = 0
      for (;;) {
        if (pumping !== null) await pumping
        const claimed = await claim()
        for (const row of claimed) start(row)
        total += claimed.length
        if (claimed.length === 0 && working.size === 0) return total
        await Promise.all(working)
      }
    },
    async stop() {
      stopped = true
      cancelWake()
      if (pumping !== null) await pumping
      await Promise.all(working)
    },
  }
}

function delayUntil(due: Instant | null, now: Instant): number {
  return due === null ? POLL_MS : Math.max(1, Math.min(POLL_MS, due - now))
}

async function perform(parts: Omit<FlowParts, 'nudge'>, row: Claimed): Promise<void> {
  const tenant = await parts.tenants.find(row.tenantId)
  if (tenant === null) {
    await parts.store.transaction(row.tenantId, (tx) => tx.outbox.settle(row.id, 'canceled'))
    return
  }
  const { effect } = row
  switch (effect.kind) {
    case 'send-sms':
    case 'tell-owner':
      return performText(parts, tenant, row, effect, row.wasUnknown)
    case 'look-up-caller':
      return performLookUp(parts, tenant, row, effect)
    case 'read-texts':
      return performReading(parts, tenant, row, effect)
    case 'start-timer':
      return performTimer(parts, tenant, row, effect)
    default:
      return effect satisfies never
  }
}

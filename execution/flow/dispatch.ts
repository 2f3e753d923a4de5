import { plus, type Instant } from '#core/values/instant.ts'
import type { OutboxRow } from '#ports/outbox.ts'
import { performPersonCall } from './effects/call-person.ts'
import { performLookUp } from './effects/look-up-caller.ts'
import { performReadCalendar } from './effects/read-calendar.ts'
import { performCode } from './effects/send-code.ts'
import { performReading } from './effects/read-texts.ts'
import { performAlert } from './effects/tell-owner.ts'
import { performText } from './effects/send-text.ts'
import { performTimer } from './effects/timer.ts'
import { performFetchMedia, performRemoveMedia } from './media/fetch-media.ts'
import type { FlowParts } from './parts.ts'

/** Claimed rows belong to this process for so long; longer than every deed may take. */
export const LEASE_MS = 60_000

/** Deeds under way at once. Enough to hide the carrier's answer time at 100 texts a second, small enough to stay fair. */
export const DEEDS_AT_ONCE = 64

/**
 * Callers on the line come before texts: while more webhooks than `WAITING_ANSWERS_BUSY` wait for their answer, only a few deeds go on, unless the
 * oldest due row has waited for `LAG_MAX_MS`. That is half of the five seconds in which a missed caller has the first text.
 */
export const WAITING_ANSWERS_BUSY = 16
export const DEEDS_WHEN_BUSY = 2
export const LAG_MAX_MS = 2_500

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

type DispatcherParts = Omit<FlowParts, 'nudge'>

/**
 * Does what the rows of the outbox say: claim (a short transaction), ask the gate and perform (no transaction open), record what became of it
 * (a short transaction). Woken by a nudge after each commit, right by a poll.
 */
export function createDispatcher(parts: DispatcherParts): Dispatcher {
  return new OutboxDispatcher(parts)
}

class OutboxDispatcher implements Dispatcher {
  readonly #parts: DispatcherParts
  readonly #working = new Set<Promise<void>>()
  #stopped = false
  #pumping: Promise<void> | null = null
  #wanted = false
  #lagMs = 0
  #cancelWake: () => void = () => {}

  constructor(parts: DispatcherParts) {
    this.#parts = parts
  }

  nudge(): void {
    if (this.#stopped) return
    this.#wanted = true
    if (this.#pumping !== null) return
    this.#pumping = this.#pump().finally(() => {
      this.#pumping = null
      if (this.#wanted) this.nudge()
      else void this.#sleepUntilDue()
    })
  }

  async processAll(): Promise<number> {
    let total = 0
    for (;;) {
      if (this.#pumping !== null) await this.#pumping
      const started = await this.#claimAndStart()
      total += started
      if (started === 0 && this.#working.size === 0) return total
      await Promise.all(this.#working)
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancelWake()
    if (this.#pumping !== null) await this.#pumping
    await Promise.all(this.#working)
  }

  /** Claims and starts work while there is any; does not wait for slow deeds before claiming others. */
  async #pump(): Promise<void> {
    while (this.#wanted && !this.#stopped) {
      this.#wanted = false
      if ((await this.#claimAndStart()) > 0) this.#wanted = true
      if (this.#working.size >= DEEDS_AT_ONCE) await Promise.race(this.#working)
    }
  }

  async #claimAndStart(): Promise<number> {
    const { clock, waitingAnswers } = this.#parts
    const isBusy = waitingAnswers() > WAITING_ANSWERS_BUSY && this.#lagMs < LAG_MAX_MS
    const room = (isBusy ? DEEDS_WHEN_BUSY : DEEDS_AT_ONCE) - this.#working.size
    if (room <= 0) return 0
    const at = clock.now()
    try {
      const claimed = await this.#parts.store.acrossTenants.claimDue({ at, limit: room, leaseUntil: plus(at, LEASE_MS) })
      for (const row of claimed) this.#start(row)
      this.#lagMs = claimed.reduce((most, row) => Math.max(most, at - row.notBefore), 0)
      return claimed.length
    } catch (error) {
      this.#parts.measures.effectFailed('claim', error)
      return 0
    }
  }

  #start(row: Claimed): void {
    const deed = perform(this.#parts, row)
      .catch((error: unknown) => this.#parts.measures.effectFailed(row.effect.kind, error))
      .finally(() => {
        this.#working.delete(deed)
        this.nudge()
      })
    this.#working.add(deed)
  }

  /** A poll only looks; what is due is claimed. An idle process reads once a second and writes nothing. */
  async #sleepUntilDue(): Promise<void> {
    this.#cancelWake()
    const next = this.#stopped ? null : await this.#nextDueAt()
    if (this.#stopped || this.#pumping !== null) return
    this.#cancelWake()
    const delayMs = delayUntil(next, this.#parts.clock.now())
    this.#cancelWake = this.#parts.clock.after(delayMs, () => (delayMs < POLL_MS ? this.nudge() : void this.#sleepUntilDue()))
  }

  async #nextDueAt(): Promise<Instant | null> {
    try {
      return await this.#parts.store.acrossTenants.nextDueAt()
    } catch (error) {
      this.#parts.measures.effectFailed('claim', error)
      return null
    }
  }
}

function delayUntil(due: Instant | null, now: Instant): number {
  return due === null ? POLL_MS : Math.max(1, Math.min(POLL_MS, due - now))
}

async function perform(parts: DispatcherParts, row: Claimed): Promise<void> {
  const tenant = await parts.tenants.find(row.tenantId)
  if (tenant === null) {
    await parts.store.transaction(row.tenantId, (tx) => tx.outbox.settle(row.id, 'canceled'))
    return
  }
  const { effect } = row
  switch (effect.kind) {
    case 'send-sms':
    case 'text-staff':
      return performText(parts, tenant, row, effect, row.wasUnknown)
    case 'tell-owner':
      return performAlert(parts, tenant, row, effect)
    case 'call-person':
      return performPersonCall(parts, tenant, row, effect)
    case 'send-code':
      return performCode(parts, tenant, row, effect, row.wasUnknown)
    case 'look-up-caller':
      return performLookUp(parts, tenant, row, effect)
    case 'read-texts':
      return performReading(parts, tenant, row, effect)
    case 'start-timer':
      return performTimer(parts, tenant, row, effect)
    case 'fetch-media':
      return performFetchMedia(parts, tenant, row, effect)
    case 'remove-media':
      return performRemoveMedia(parts, row, effect)
    case 'read-calendar':
      return performReadCalendar(parts, tenant, row, effect)
    case 'run-workflow':
      throw new Error(`the event ${row.id} was claimed among the others, which \`dispatch-events.ts\` alone may do`)
    default:
      return effect satisfies never
  }
}

// States of a leg: ringing -> in-progress -> ended, or ringing -> ended. `status` is Twilio's word for it.

import type { CarrierClock } from './clock.ts'
import { createInterruptibleWait } from './interruptible-wait.ts'
import type { HttpMethod } from './numbers.ts'
import type { PartyPlan, PlannedInput } from './personas.ts'

export type CallStatus = 'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled'
export type CallDirection = 'inbound' | 'outbound-api' | 'outbound-dial'
export type ProgressEvent = 'initiated' | 'ringing' | 'answered' | 'completed'

/** Where a document comes from: an address to ask, or TwiML handed in by REST. */
export type DocumentSource =
  | { kind: 'url'; url: string; method: HttpMethod; params: Readonly<Record<string, string>> }
  | { kind: 'twiml'; twiml: string }

/** Where the progress of a leg is announced. */
export type LegCallback = { url: string; method: HttpMethod; events: ReadonlySet<ProgressEvent> }

/** Facts of a leg that never change. */
export type LegFacts = {
  callSid: string
  accountSid: string
  direction: CallDirection
  from: string
  to: string
  parent: Leg | null
  forwardedFrom: string | null
  phoneNumberSid: string | null
  plan: PartyPlan
  callback: LegCallback | null
  fallback: { url: string; method: HttpMethod } | null
}

export type LegInput = { key: string } | { speech: string }

/** One telephone's connection with the carrier. */
export type Leg = LegFacts & {
  readonly createdAt: number
  status: CallStatus
  answeredAt: number | null
  endedAt: number | null
  /** Connected with another person. */
  bridged: boolean
  /** The first words or sounds have been played. */
  heardMessage: boolean
  metGather: boolean
  recorded: boolean
  callbackSequence: number
  /** Waits for whatever `arm` waits for, unless the leg ends or is redirected first: then the reason is thrown. One wait at a time. */
  until<T>(arm: (resolve: (value: T) => void) => () => void): Promise<T>
  wait(ms: number): Promise<void>
  /** Throws if the leg has ended or was redirected while nobody waited. */
  check(): void
  redirect(source: DocumentSource): void
  /** Ends the leg: timers stop, the wait under way is broken off with `LegEnded`. Once only. */
  end(status: CallStatus): void
  whenEnded(listener: () => void): void
  /** Runs a task of this leg's person, unless the leg has ended by then. */
  later(ms: number, run: () => void): void
  /** Whoever listens for keys and speech; null when nobody does. */
  setInputListener(listener: ((input: LegInput) => void) | null): void
  /** The person presses or says something; false when nobody listened. */
  input(planned: PlannedInput): boolean
}

/** The leg is over; thrown through whatever was being carried out on it. */
export class LegEnded extends Error {
  override name = 'LegEnded'
}

/** A REST update has given the leg another document. */
export class LegRedirected extends Error {
  override name = 'LegRedirected'
  readonly source: DocumentSource

  constructor(source: DocumentSource) {
    super('the call was redirected')
    this.source = source
  }
}

/** Makes a leg that rings. */
export function createLeg(clock: CarrierClock, facts: LegFacts): Leg {
  const timers = new Set<{ cancel(): void }>()
  const endListeners: (() => void)[] = []
  const waiting = createInterruptibleWait(() => (leg.endedAt === null ? null : new LegEnded()))
  let listener: ((input: LegInput) => void) | null = null

  const leg: Leg = {
    ...facts,
    ...freshState(facts, clock.now()),
    until: waiting.until,
    check: waiting.check,
    wait: (ms) =>
      waiting.until<void>((resolve) => {
        const timer = clock.after(ms, () => resolve())
        return () => timer.cancel()
      }),
    redirect: (source) => waiting.breakOff(new LegRedirected(source)),
    end(status) {
      if (leg.endedAt !== null) return
      leg.endedAt = clock.now()
      leg.status = status
      for (const timer of timers) timer.cancel()
      timers.clear()
      listener = null
      waiting.breakOff(new LegEnded())
      for (const each of endListeners) each()
    },
    whenEnded: (each) => {
      endListeners.push(each)
    },
    later(ms, run) {
      if (leg.endedAt !== null || !Number.isFinite(ms)) return
      const timer = clock.after(ms, () => {
        timers.delete(timer)
        run()
      })
      timers.add(timer)
    },
    setInputListener: (next) => {
      listener = next
    },
    input(planned) {
      if (listener === null) return false
      listener('key' in planned ? { key: planned.key } : { speech: planned.speech })
      return true
    },
  }
  return leg
}

function freshState(facts: LegFacts, now: number) {
  const status: CallStatus = facts.direction === 'inbound' ? 'ringing' : 'queued'
  return {
    createdAt: now,
    status,
    answeredAt: null,
    endedAt: null,
    bridged: false,
    heardMessage: false,
    metGather: false,
    recorded: false,
    callbackSequence: 0,
  }
}

/** Seconds from answer to end, as Twilio counts a call; 0 when it was never answered. */
export function durationSeconds(leg: Leg): number {
  if (leg.answeredAt === null || leg.endedAt === null) return 0
  return Math.max(1, Math.ceil((leg.endedAt - leg.answeredAt) / 1_000))
}

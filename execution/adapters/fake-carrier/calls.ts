import type { AccountBook } from './accounts.ts'
import type { CallContext, VoiceOptions } from './call-context.ts'
import type { DocumentSource, Leg, LegCallback, LegFacts } from './call-leg.ts'
import { createLeg, durationSeconds } from './call-leg.ts'
import { finishLeg, hangUp, scheduleHangUp } from './call-lifecycle.ts'
import type { CallbackSender } from './callbacks.ts'
import { interpret } from './call-session.ts'
import type { CarrierClock } from './clock.ts'
import type { EventLog } from './event-log.ts'
import type { HandsetBook } from './handsets.ts'
import type { HttpMethod, NumberBook } from './numbers.ts'
import type { CallerPersona, PhonePersona } from './personas.ts'
import { callerPlan, phonePlan } from './personas.ts'
import type { RecordingBook } from './recordings.ts'
import { ringPhone } from './ring-phone.ts'
import type { SeededRandom } from './seeded-random.ts'
import type { SidMaker } from './sids.ts'
import type { WebhookSender } from './webhooks.ts'

/** A call from the telephone network to one of our numbers. `phones` overrides, for this call alone, how telephones behave. */
export type InboundCall = {
  from: string
  to: string
  caller: CallerPersona
  phones?: Readonly<Record<string, PhonePersona>>
  /** The number that diverted the call to us, when the network tells. */
  forwardedFrom?: string
}

/** How a call went. */
export type CallSummary = {
  callSid: string
  status: Leg['status']
  durationSeconds: number
  answered: boolean
  heardMessage: boolean
}

/** A call under way, to watch and to meddle with (Phone Lab lets a visitor press keys). */
export type CallHandle = {
  callSid: string
  summary(): CallSummary
  hangUp(): void
  press(key: string): boolean
  say(text: string): boolean
  /** Resolves when the caller's leg has ended. */
  ended: Promise<CallSummary>
}

/** A call that the product makes by REST. */
export type OutboundCall = {
  accountSid: string
  from: string
  to: string
  source: DocumentSource
  callback: LegCallback | null
  fallback: { url: string; method: HttpMethod } | null
  ringMs: number
}

export type CallBook = {
  place(call: InboundCall): CallHandle
  dialOut(call: OutboundCall): Leg
  find(callSid: string): Leg | null
  /** Legs of an account, the newest first. */
  ofAccount(accountSid: string): readonly Leg[]
  forget(callSid: string): void
  /** Ends a leg by REST: `canceled` before it was answered, `completed` after. */
  stop(leg: Leg): void
}

/** Enough for an hour at full load; ended legs are forgotten first. */
const KEPT_MAX = 50_000

/** Runs the calls of the fake network. */
export function createCallBook(parts: {
  clock: CarrierClock
  log: EventLog
  random: SeededRandom
  newSid: SidMaker
  accounts: AccountBook
  numbers: NumberBook
  handsets: HandsetBook
  recordings: RecordingBook
  webhooks: WebhookSender
  callbacks: CallbackSender
  voice: VoiceOptions
  spawn(work: Promise<unknown>): void
}): CallBook {
  const legs = new Map<string, Leg>()
  const phonesOfCall = new WeakMap<Leg, Readonly<Record<string, PhonePersona>>>()

  const context: CallContext = { ...parts, openLeg, interpret: (leg, source) => interpret(context, leg, source) }

  function openLeg(facts: Omit<LegFacts, 'callSid' | 'plan'> & { plan?: LegFacts['plan'] }): Leg {
    const overrides = facts.parent === null ? undefined : phonesOfCall.get(facts.parent)
    const plan = facts.plan ?? phonePlan(overrides?.[facts.to] ?? parts.handsets.get(facts.to).phone)
    const leg = createLeg(parts.clock, { ...facts, plan, callSid: parts.newSid('CA') })
    legs.set(leg.callSid, leg)
    if (legs.size > KEPT_MAX) forgetOldest()
    const { from, to, direction, parent } = leg
    parts.log.add({ kind: 'leg', callSid: leg.callSid, detail: { step: 'started', direction, from, to, parent: parent?.callSid ?? null } })
    return leg
  }

  function forgetOldest(): void {
    for (const [callSid, leg] of legs) {
      if (leg.endedAt === null) continue
      legs.delete(callSid)
      return
    }
  }

  function place(call: InboundCall): CallHandle {
    const number = parts.numbers.byE164(call.to)
    if (number === null) throw new Error(`nobody has the number ${call.to}; provision it first`)
    const leg = openLeg({
      accountSid: number.accountSid,
      direction: 'inbound',
      from: call.from,
      to: call.to,
      parent: null,
      forwardedFrom: call.forwardedFrom ?? null,
      phoneNumberSid: number.sid,
      plan: callerPlan(call.caller),
      callback:
        number.statusCallback === null
          ? null
          : { url: number.statusCallback, method: number.statusCallbackMethod, events: new Set(['completed'] as const) },
      fallback: number.voiceFallbackUrl === null ? null : { url: number.voiceFallbackUrl, method: number.voiceFallbackMethod },
    })
    phonesOfCall.set(leg, call.phones ?? {})
    scheduleHangUp(context, leg, leg.plan.hangUpAfterMs)
    const params: Record<string, string> = number.voiceCallerIdLookup ? { CallerName: 'WIRELESS CALLER' } : {}
    if (number.voiceUrl === null) failUnset(leg)
    else parts.spawn(runToEnd(leg, { kind: 'url', url: number.voiceUrl, method: number.voiceMethod, params }))
    return handleOf(leg)
  }

  function failUnset(leg: Leg): void {
    parts.log.alert({ code: 11100, message: `the number ${leg.to} has no voice address`, callSid: leg.callSid })
    finishLeg(context, leg, 'failed')
  }

  async function runToEnd(leg: Leg, source: DocumentSource): Promise<void> {
    await interpret(context, leg, source)
    // The last document ran out of verbs: the carrier hangs up. A call that was never answered is answered for that moment.
    if (leg.endedAt !== null) return
    leg.answeredAt ??= parts.clock.now()
    finishLeg(context, leg, 'completed')
  }

  function handleOf(leg: Leg): CallHandle {
    const summary = () => summaryOf(leg)
    return {
      callSid: leg.callSid,
      summary,
      hangUp: () => hangUp(context, leg),
      press: (key) => leg.input({ afterMs: 0, key }),
      say: (speech) => leg.input({ afterMs: 0, speech }),
      ended: new Promise((resolve) => {
        if (leg.endedAt === null) leg.whenEnded(() => resolve(summary()))
        else resolve(summary())
      }),
    }
  }

  function dialOut(call: OutboundCall): Leg {
    const { source, ringMs, ...facts } = call
    const number = parts.numbers.byE164(call.from)
    const leg = openLeg({ ...facts, direction: 'outbound-api', parent: null, forwardedFrom: null, phoneNumberSid: number?.sid ?? null })
    parts.spawn(
      ringPhone(context, leg, ringMs).then(async (ending) => {
        if (ending === 'answered') await runToEnd(leg, source)
      }),
    )
    return leg
  }

  return {
    place,
    dialOut,
    find: (callSid) => legs.get(callSid) ?? null,
    ofAccount: (accountSid) => [...legs.values()].filter((leg) => leg.accountSid === accountSid).toReversed(),
    forget: (callSid) => {
      legs.delete(callSid)
    },
    stop: (leg) => finishLeg(context, leg, leg.answeredAt === null ? 'canceled' : 'completed'),
  }
}

function summaryOf(leg: Leg): CallSummary {
  return {
    callSid: leg.callSid,
    status: leg.status,
    durationSeconds: durationSeconds(leg),
    answered: leg.answeredAt !== null,
    heardMessage: leg.heardMessage,
  }
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newLead } from '#core/calls/lead-of-call.ts'
import { EXAMPLE_AT, exampleDirective, exampleFacts } from '#core/conversation/example-turn.ts'
import { newConversation, type Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import { decide } from '#core/decide.ts'
import type { PlannedEffect } from '#core/effect.ts'
import type { ConversationEvent } from '#core/event.ts'
import { handlingOf } from '#core/owner/handling.ts'
import type { Person } from '#core/owner/staff.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { HOUR_MS, MINUTE_MS, plus, SECOND_MS, type Instant } from '#core/values/instant.ts'
import { parsePhoneNumber, type PhoneNumber } from '#core/values/phone-number.ts'
import { parseTenantId } from '#core/values/tenant-id.ts'
import { startLadder } from './climb.ts'
import { isSettledEmergency, whyNotCall } from './gate-person.ts'
import {
  ESCALATION,
  LADDER_AGAIN_MS,
  LADDER_LONGEST_MS,
  LADDER_STEPS_MAX,
  LADDER_STEP_SHORTEST_MS,
  faultOfStep,
  type LadderStep,
} from './ladder.ts'

const CUSTOMER = number('+13125550142')
const LEAD = 'ld_1'
const CLAIMED_MS = 10 * SECOND_MS

/** A legal ladder of any length. */
const ladder = fc
  .array(
    fc.record({ gapS: fc.integer({ min: 30, max: 150 }), act: fc.constantFrom('text', 'call'), who: fc.constantFrom('owner', 'fallback') }),
    {
      maxLength: LADDER_STEPS_MAX - 1,
    },
  )
  .map((steps) => {
    const all: LadderStep[] = [{ afterMs: 0, act: 'text', who: 'owner' }]
    for (const { gapS, act, who } of steps) all.push({ afterMs: (all.at(-1)?.afterMs ?? 0) + gapS * SECOND_MS, act, who } as LadderStep)
    return all
  })

/** What people, customers and the carrier may do in any order, with the time since the thing before. */
const happening = fc.record({
  afterMs: fc.integer({ min: 0, max: 200 * SECOND_MS }),
  what: fc.constantFrom(
    'acknowledge',
    'call',
    'book',
    'not-a-lead',
    'take-over',
    'later',
    'key-1',
    'key-2',
    'key-9',
    'more-danger',
    'old-timer',
  ),
  who: fc.constantFrom<'owner' | 'fallback'>('owner', 'fallback'),
})

type World = {
  conversation: Conversation
  at: Instant
  waiting: { effect: PlannedEffect; due: Instant; claimed: boolean }[]
  done: { effect: PlannedEffect; at: Instant }[]
}

test('law: after an acknowledgement nobody is paged or rung, the customer hears of it at most once, and every ladder ends in time', () => {
  let accepted = 0
  fc.assert(
    fc.property(ladder, fc.array(happening, { maxLength: 12 }), fc.boolean(), (steps, happenings, hasSecond) => {
      const world = begin(steps, hasSecond)
      for (const one of happenings) {
        letPass(world, one.afterMs, steps, hasSecond)
        apply(world, eventOf(one, world.at), steps, hasSecond)
      }
      letPass(world, LADDER_LONGEST_MS + MINUTE_MS, steps, hasSecond)
      const escalation = world.conversation.lead === null ? null : handlingOf(world.conversation.lead).escalation
      assert.ok(escalation !== null && (steps.length === 1 || escalation.state !== 'climbing'), 'the ladder is over')
      const pages = world.done.filter(
        ({ effect: { effect } }) => effect.kind === 'tell-owner' || (effect.kind === 'call-person' && effect.why === 'emergency'),
      )
      assert.ok(pages.length < steps.length, 'never more than the steps')
      if (escalation.state === 'accepted' || escalation.state === 'dropped') {
        for (const page of pages) assert.ok(page.at <= (escalation.settledAt ?? 0), 'no page after it was settled')
      }
      const told = world.done.filter(({ effect: { effect } }) => effect.kind === 'send-sms')
      assert.ok(told.length <= 1, 'at most one text says who accepted')
      if (told.length === 1) accepted += 1
      if (escalation.state !== 'accepted') assert.equal(told.length, 0, 'nobody is said to have it who has not accepted')
    }),
    { numRuns: 300 },
  )
  assert.ok(accepted > 50, `only ${accepted} runs told a customer`)
})

test('law: no ladder that passes the check is longer or faster than its bounds', () => {
  const wild = fc.array(
    fc.record({
      afterMs: fc.integer({ min: 0, max: 2 * LADDER_LONGEST_MS }),
      act: fc.constantFrom<'text' | 'call'>('text', 'call'),
      who: fc.constantFrom<'owner' | 'fallback'>('owner', 'fallback'),
    }),
    { maxLength: 2 * LADDER_STEPS_MAX },
  )
  fc.assert(
    fc.property(fc.oneof(wild, ladder), (steps) => {
      if (steps.some((_, place) => faultOfStep(steps, place) !== null)) return
      assert.ok(steps.length <= LADDER_STEPS_MAX)
      for (const [place, step] of steps.entries()) {
        assert.ok(step.afterMs <= LADDER_LONGEST_MS)
        const before = steps[place - 1]
        assert.ok(before === undefined || step.afterMs - before.afterMs >= LADDER_STEP_SHORTEST_MS)
      }
    }),
  )
})

test('a ladder starts again only long after it was settled, and then nobody has accepted the new emergency', () => {
  const steps = exampleDirective().ladder
  const world = begin(steps, true)
  apply(world, acted('acknowledge', 'owner', world.at), steps, true)
  const soon = startLadder(world.conversation, contextAt(plus(world.at, LADDER_AGAIN_MS - SECOND_MS), steps, true))
  assert.deepEqual([soon.restarted, soon.effects.length], [false, 0])
  const later = startLadder(world.conversation, contextAt(plus(world.at, 7 * HOUR_MS), steps, true))
  assert.deepEqual([later.restarted, later.effects.length], [true, 1])
  assert.equal(later.next.lead?.intake.acceptedBy, null)
  assert.deepEqual(world.conversation.lead?.intake.timesSaid, { 'emergency-accepted': 1 })
  assert.deepEqual(later.next.lead?.intake.timesSaid, {}, 'who accepted the new one is said anew')
  assert.equal(later.next.lead === null ? '' : handlingOf(later.next.lead).acknowledgedBy, null)
})

function begin(steps: readonly LadderStep[], hasSecond: boolean): World {
  const conversation = newConversation(CUSTOMER, CUSTOMER)
  const lead = newLead(LEAD, 'sms', conversation, EXAMPLE_AT, 0)
  const paged = { ...lead, intake: { ...lead.intake, urgency: 'emergency' as const, pagedAt: EXAMPLE_AT } }
  const started = startLadder({ ...conversation, lead: paged }, contextAt(EXAMPLE_AT, steps, hasSecond))
  const world: World = { conversation: started.next, at: EXAMPLE_AT, waiting: [], done: [] }
  plan(world, started.effects)
  return world
}

function plan(world: World, effects: readonly PlannedEffect[]): void {
  for (const effect of effects) {
    // A call is claimed at once and rings a little later: what is claimed can no longer be cancelled, only stopped by its gate.
    const claimed = effect.effect.kind === 'call-person'
    world.waiting.push({ effect, due: plus(effect.notBefore ?? world.at, claimed ? CLAIMED_MS : 0), claimed })
  }
}

/** Does what falls due, in order of time; a call asks its gate in that moment, as the flow does. */
function letPass(world: World, ms: number, steps: readonly LadderStep[], hasSecond: boolean): void {
  const end = plus(world.at, ms)
  for (;;) {
    const next = world.waiting.toSorted((a, b) => a.due - b.due).find((row) => row.due <= end)
    if (next === undefined) break
    world.waiting = world.waiting.filter((row) => row !== next)
    world.at = next.due > world.at ? next.due : world.at
    const { effect } = next.effect
    if (effect.kind === 'start-timer') apply(world, { kind: 'timer-due', timer: effect.timer }, steps, hasSecond)
    else if (effect.kind !== 'call-person' || whyNotCall(effect, world.conversation) === null)
      world.done.push({ effect: next.effect, at: world.at })
  }
  world.at = end
}

function apply(world: World, event: ConversationEvent | null, steps: readonly LadderStep[], hasSecond: boolean): void {
  const context = contextAt(world.at, steps, hasSecond)
  if (event === null) {
    const again = startLadder(world.conversation, context)
    world.conversation = again.next
    plan(world, again.effects)
    return
  }
  const decision = decide(event, world.conversation, context)
  world.conversation = decision.next
  world.waiting = world.waiting.filter(
    ({ effect, claimed }) => claimed || effect.cancelKey === null || !decision.cancels.includes(effect.cancelKey),
  )
  const state = decision.next.lead === null ? undefined : handlingOf(decision.next.lead).escalation?.state
  const left = world.waiting.filter(({ effect, claimed }) => effect.cancelKey === ESCALATION && !claimed)
  assert.ok((state !== 'accepted' && state !== 'dropped') || left.length === 0, 'no step waits once it is settled')
  plan(world, decision.effects)
}

function eventOf({ what, who }: { what: string; who: 'owner' | 'fallback' }, at: Instant): ConversationEvent | null {
  const call = { legSid: 'CA1', leadId: LEAD, who, why: 'emergency' as const }
  switch (what) {
    case 'more-danger':
      return null
    case 'old-timer':
      return { kind: 'timer-due', timer: { kind: 'escalation', leadId: LEAD, step: 1 } }
    case 'key-1':
    case 'key-2':
    case 'key-9':
      return { kind: 'person-key-pressed', digits: what.slice(-1), ...call }
    case 'take-over':
      return { kind: 'person-took-over', until: plus(at, HOUR_MS), by: personOf(who) }
    default:
      return acted(what, who, at)
  }
}

function acted(what: string, who: 'owner' | 'fallback', at: Instant): ConversationEvent {
  const by = personOf(who)
  const of = { kind: 'person-acted' as const, leadId: LEAD, by }
  if (what === 'book') return { ...of, act: { kind: 'book', when: null } }
  if (what === 'call') return { ...of, act: { kind: 'call' } }
  if (what === 'later') return { ...of, act: { kind: 'later', until: plus(at, HOUR_MS) } }
  return what === 'not-a-lead'
    ? { ...of, act: { kind: 'outcome', outcome: 'not_a_lead', amountCents: null } }
    : { ...of, act: { kind: 'acknowledge' } }
}

function personOf(role: 'owner' | 'fallback'): Person {
  return { role, name: role === 'owner' ? 'Sam' : 'Pat', phone: null, ourNumber: null }
}

function contextAt(at: Instant, steps: readonly LadderStep[], hasSecond: boolean): DecideContext {
  return {
    policy: policyOf(hasSecond),
    directive: exampleDirective({ ladder: steps }),
    at,
    tzdata: '2026c',
    textSlot: at,
    diary: null,
    facts: exampleFacts(),
  }
}

function policyOf(hasSecond: boolean): TenantPolicy {
  const tenantId = parseTenantId('t_ace')
  assert.ok(tenantId)
  return {
    tenantId,
    status: 'active',
    name: 'Ace Plumbing',
    trade: 'plumbing',
    timezone: 'America/Chicago',
    country: 'US',
    region: 'IL',
    mailingAddress: null,
    businessPhone: null,
    website: null,
    ownerName: 'Sam',
    ownerPhone: number('+12175550101'),
    ownerPhoneVerified: true,
    fallbackPhone: hasSecond ? number('+12175550103') : null,
    fallbackPhoneVerified: true,
    numbers: [{ e164: number('+12175550102'), topology: 'forwarded' }],
    hours: { week: {}, exceptions: [] },
    limits: { requestsPerMinute: 20, textsPerHour: 60, textsPerDay: 200, monthlyBudgetCents: 5_000 },
    registration: { kind: 'attested', status: 'none', campaignSid: null, note: null },
    messagingServiceSid: null,
    ringSeconds: 15,
    messageAudioUrl: null,
  }
}

function number(text: string): PhoneNumber {
  const parsed = parsePhoneNumber(text)
  assert.ok(parsed)
  return parsed
}

test('every step of a ladder carries the key that ends it', () => {
  const steps = exampleDirective().ladder
  const world = begin(steps, true)
  assert.deepEqual(
    world.waiting.map((row) => row.effect.cancelKey),
    [ESCALATION],
  )
})

test('a page that is on its way when somebody accepts is stopped; one of another lead, and an answer, are not', () => {
  const steps = exampleDirective().ladder
  const world = begin(steps, true)
  const page = {
    kind: 'text-staff',
    to: number('+12175550103'),
    from: null,
    body: 'x',
    alert: 'emergency',
    leadId: LEAD,
    covers: ['a'],
  } as const
  assert.equal(isSettledEmergency({ ...page, covers: [...page.covers] }, world.conversation), false)
  apply(world, acted('acknowledge', 'owner', world.at), steps, true)
  assert.equal(isSettledEmergency({ ...page, covers: [...page.covers] }, world.conversation), true)
  assert.equal(isSettledEmergency({ ...page, covers: [] }, world.conversation), false)
  assert.equal(isSettledEmergency({ ...page, covers: ['a'], leadId: 'ld_2' }, world.conversation), false)
})

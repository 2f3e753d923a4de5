import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newConversation, type Conversation, type Lead } from '#core/conversation/conversation.ts'
import { newIntake } from '#core/conversation/new-intake.ts'
import type { ConversationEvent } from '#core/event.ts'
import { DESK_KEY } from '#core/owner/desk.ts'
import { withHandling } from '#core/owner/handling.ts'
import { nothing } from '#core/planning.ts'
import { instant } from '#core/values/instant.ts'
import { phone, testPolicy } from '../../../tests/flow/house.ts'
import { withDomainEvents } from './events-of-decision.ts'

const AT = instant(Date.UTC(2026, 10, 23, 15))
const CALLER = phone('+13125550142')
const POLICY = testPolicy('t_ace')
const TIMER: ConversationEvent = { kind: 'timer-due', timer: { kind: 'turn-due' } }
const NOBODY = newConversation(CALLER, CALLER)

function leadOf(changes: Partial<Lead> = {}, intake: Partial<Lead['intake']> = {}): Lead {
  const base = { id: 'ld_1', status: 'open', source: 'call', createdAt: AT, missedCalls: 1 } as const
  return { ...base, intake: { ...newIntake('en'), ...intake }, ...changes }
}

const having = (lead: Lead | null, changes: Partial<Conversation> = {}): Conversation => ({ ...NOBODY, lead, ...changes })

/** Types and once-keys of what would be told. */
function told(before: Conversation, after: Conversation, event: ConversationEvent = TIMER): [string, string | null][] {
  return withDomainEvents(nothing(after), before, { id: 'e1', at: AT, event }, POLICY).effects.map(({ effect, onceKey }) =>
    effect.kind === 'run-workflow' ? [effect.event.type, onceKey] : assert.fail(effect.kind),
  )
}

test('a lead that is seen for the first time is captured, once', () => {
  assert.deepEqual(told(NOBODY, having(leadOf())), [['lead.captured', 'lead.captured:ld_1']])
  assert.deepEqual(told(having(leadOf()), having(leadOf({ missedCalls: 2 }))), [])
  assert.deepEqual(told(having(leadOf()), having(leadOf({ id: 'ld_2' }))), [['lead.captured', 'lead.captured:ld_2']])
})

test('a lead that becomes complete or an emergency says so, both at once when it arrives so', () => {
  assert.deepEqual(told(having(leadOf()), having(leadOf({}, { qualifiedAt: AT }))), [['lead.qualified', 'lead.qualified:ld_1']])
  assert.deepEqual(told(having(leadOf()), having(leadOf({}, { pagedAt: AT }))), [['lead.emergency', 'lead.emergency:ld_1']])
  assert.deepEqual(told(having(leadOf({}, { pagedAt: AT })), having(leadOf({}, { pagedAt: AT, urgency: 'emergency' }))), [])
  const types = told(NOBODY, having(leadOf({}, { qualifiedAt: AT, urgency: 'emergency' }))).map(([type]) => type)
  assert.deepEqual(types, ['lead.captured', 'lead.qualified', 'lead.emergency'])
})

test('what became of a lead is told at every change, by a visit and by a person', () => {
  const open = leadOf()
  assert.deepEqual(told(having(open), having({ ...open, status: 'booked' })), [['lead.booked', null]])
  assert.deepEqual(
    told(having({ ...open, status: 'booked' }), having(withHandling({ ...open, status: 'booked' }, { outcome: 'booked' }))),
    [],
  )
  const won = withHandling(open, { outcome: 'won', amountCents: 12_000 })
  assert.deepEqual(told(having(open), having(won)), [['lead.outcome_changed', null]])
  assert.deepEqual(told(having(won), having(withHandling(won, { outcome: 'open' }))), [['lead.outcome_changed', null]])
})

test('an outcome of a lead that a newer one has replaced is told without its facts', () => {
  const by = { role: 'owner', name: 'Sam', phone: null, ourNumber: null } as const
  const event = { kind: 'person-acted', leadId: 'ld_old', act: { kind: 'outcome', outcome: 'lost', amountCents: null }, by } as const
  const same = having(leadOf())
  const decided = withDomainEvents(nothing(same), same, { id: 'e1', at: AT, event }, POLICY)
  assert.deepEqual(
    decided.effects.map(({ effect }) => effect),
    [
      {
        kind: 'run-workflow',
        event: { type: 'lead.outcome_changed', at: AT, leadId: 'ld_old', outcome: 'lost', amountCents: null, lead: null },
      },
    ],
  )
})

test('an opt-out is told with the number, of callers alone', () => {
  const out = { ...NOBODY.contact, suppressedAt: AT, suppressedRule: 'STOP' }
  assert.deepEqual(told(NOBODY, having(null, { contact: out })), [['caller.opted_out', null]])
  assert.deepEqual(told(having(null, { contact: out }), having(null, { contact: out })), [])
  const owner = newConversation(phone('+12175550101'), phone('+12175550101'))
  assert.deepEqual(told(owner, { ...owner, contact: out }), [])
})

test("nothing is told of the owner's desk, and other effects keep their places", () => {
  const desk = newConversation(DESK_KEY, null)
  assert.deepEqual(told(desk, { ...desk, lead: leadOf() }), [])
  const timer = {
    effect: { kind: 'start-timer', timer: { kind: 'turn-due' } },
    notBefore: null,
    cancelKey: null,
    onceKey: null,
    lane: null,
  } as const
  const decided = withDomainEvents({ ...nothing(having(leadOf())), effects: [timer] }, NOBODY, { id: 'e1', at: AT, event: TIMER }, POLICY)
  assert.deepEqual(decided.effects[0], timer)
  assert.equal(decided.effects.length, 2)
})

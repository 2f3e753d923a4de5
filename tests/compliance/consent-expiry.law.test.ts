/**
 * Goal: consent ends at the right instant, on the right day of the calendar. Method: the ends are computed again with another calendar (temporal-polyfill) and
 * the whole permission question is asked at the last instant and one millisecond later.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { COMPLIANCE_RULES } from '#core/compliance/compliance-rules.ts'
import { maySend } from '#core/compliance/may-send.ts'
import { DAY_MS, instant, MINUTE_MS, plus, type Instant } from '#core/values/instant.ts'
import { BOOKED, question, type QuestionParts } from './decision-cases.ts'

const moments = fc.integer({ min: Date.parse('2024-01-01T00:00:00Z'), max: Date.parse('2031-12-31T23:59:59Z') }).map((ms) => instant(ms))

function monthsAfter(at: Instant, months: number): Instant {
  const dated = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC')
  return instant(dated.add({ months }, { overflow: 'constrain' }).epochMilliseconds)
}

/** A confirmation that may go at any hour, right after the booking: nothing but the class can end it. */
function ask(at: Instant, contact: NonNullable<QuestionParts['contact']>, to: string) {
  const booking = { ...BOOKED, stepAt: plus(at, -MINUTE_MS) }
  const { kind, reasons } = maySend(question({ kind: 'appointment_confirm', to, at, contact, booking }), COMPLIANCE_RULES)
  return [kind, ...reasons]
}

const CANADA = '+14035550143'
const STATES = '+13125550143'
const numbers = fc.constantFrom(CANADA, STATES)

test('express consent that nobody uses ends eighteen calendar months later, to the millisecond', () => {
  fc.assert(
    fc.property(moments, numbers, (expressAt, to) => {
      const ends = monthsAfter(expressAt, 18)
      assert.deepEqual(ask(ends, { expressAt }, to), ['send', 'consent_c3', 'send'])
      assert.deepEqual(ask(plus(ends, 1), { expressAt }, to), ['never', 'consent_expired'])
    }),
  )
})

test('a conversation ends seven days after the last text, or with the inquiry: three months in the States, six in Canada', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 0, max: 300 * DAY_MS }), numbers, (inquiryAt, later, to) => {
      const lastInboundAt = plus(inquiryAt, later)
      const bound = monthsAfter(inquiryAt, to === CANADA ? 6 : 3)
      const ends = instant(Math.min(plus(lastInboundAt, 7 * DAY_MS), bound))
      const contact = { inquiryAt, lastInboundAt, engaged: true }
      assert.deepEqual(ask(ends, contact, to), ['send', 'consent_c2', 'send'])
      assert.deepEqual(ask(plus(ends, 1), contact, to), ['never', 'consent_expired'])
    }),
  )
})

test('on the last day of a long month it ends on the last day of a short one', () => {
  const last = instant(Date.parse('2026-08-31T15:00:00Z'))
  const contact = { inquiryAt: last, lastInboundAt: instant(Date.parse('2027-02-27T15:00:00Z')), engaged: true }
  assert.deepEqual(ask(instant(Date.parse('2027-02-28T15:00:00Z')), contact, CANADA), ['send', 'consent_c2', 'send'])
  assert.deepEqual(ask(instant(Date.parse('2027-02-28T15:00:00.001Z')), contact, CANADA), ['never', 'consent_expired'])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseInstant, toIso } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'
import { addCalendarMonths } from './calendar-months.ts'
import { classExpiry } from './consent.ts'
import { statedQuestion } from './stated-question.ts'
import type { ConsentClass, ContactStanding } from './send-question.ts'

function at(iso: string): Instant {
  const parsed = parseInstant(iso)
  assert.ok(parsed !== null)
  return parsed
}

function monthsAfter(iso: string, months: number): string {
  return toIso(addCalendarMonths(at(iso), months)).slice(0, 16)
}

function expiry(name: ConsentClass, facts: Partial<ContactStanding>, jurisdiction: 'US' | 'CA'): string | null | undefined {
  const { contact } = statedQuestion({ to: '+13125550143', at: at('2026-11-24T12:00:00Z'), kind: 'followup' }, '2026c')
  const ends = classExpiry(name, { ...contact, ...facts }, jurisdiction)
  return ends === null ? null : Number.isFinite(ends) ? new Date(ends).toISOString().slice(0, 16) : undefined
}

test('calendar months end on the same day number, or on the last day of a shorter month', () => {
  assert.equal(monthsAfter('2026-08-31T10:00:00Z', 6), '2027-02-28T10:00')
  assert.equal(monthsAfter('2027-08-31T10:00:00Z', 6), '2028-02-29T10:00')
  assert.equal(monthsAfter('2026-11-30T10:00:00Z', 3), '2027-02-28T10:00')
  assert.equal(monthsAfter('2028-02-29T10:00:00Z', 24), '2030-02-28T10:00')
  assert.equal(monthsAfter('2026-01-15T23:59:00Z', 18), '2027-07-15T23:59')
  assert.equal(monthsAfter('2026-12-31T00:00:00Z', 2), '2027-02-28T00:00')
})

test('a call with the announcement lasts 72 hours', () => {
  const callAt = at('2026-11-20T10:00:00Z')
  assert.equal(expiry('C1D', { callAt, disclosurePlayed: true }, 'US'), '2026-11-23T10:00')
  assert.equal(expiry('C1D', { callAt, disclosurePlayed: false }, 'US'), null)
  assert.equal(expiry('C1D', { callAt, disclosurePlayed: true, declinedText: true }, 'US'), null)
})

test('a conversation lasts seven days after the last text, within the inquiry’s three or six months', () => {
  const lastInboundAt = at('2026-11-20T10:00:00Z')
  const old = at('2026-08-25T10:00:00Z')
  assert.equal(expiry('C2', { lastInboundAt, inquiryAt: lastInboundAt }, 'US'), '2026-11-27T10:00')
  assert.equal(expiry('C2', { lastInboundAt, inquiryAt: old }, 'US'), '2026-11-25T10:00')
  assert.equal(expiry('C2', { lastInboundAt, inquiryAt: old }, 'CA'), '2026-11-27T10:00')
  assert.equal(expiry('C2', { lastInboundAt, inquiryAt: at('2026-05-22T10:00:00Z') }, 'CA'), '2026-11-22T10:00')
  assert.equal(expiry('C2', { lastInboundAt: null, inquiryAt: lastInboundAt }, 'CA'), '2026-11-27T10:00')
})

test('express consent lapses after eighteen months without use, written consent does not', () => {
  const expressAt = at('2025-01-31T10:00:00Z')
  assert.equal(expiry('C3', { expressAt }, 'US'), '2026-07-31T10:00')
  assert.equal(expiry('C3', { expressAt, lastInboundAt: at('2025-08-31T10:00:00Z') }, 'US'), '2027-02-28T10:00')
  assert.equal(expiry('C3', { writtenAt: expressAt }, 'US'), undefined)
  assert.equal(expiry('C4', { expressAt }, 'US'), null)
})

test('a purchase lasts eighteen months in the United States and two years in Canada', () => {
  const purchaseAt = at('2026-08-31T10:00:00Z')
  assert.equal(expiry('P', { purchaseAt }, 'US'), '2028-02-29T10:00')
  assert.equal(expiry('P', { purchaseAt }, 'CA'), '2028-08-31T10:00')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#core/values/instant.ts'
import { policyOf, tenantId } from '../../../tests/contract/store-examples.ts'
import type { JsonObject } from './canonical-json.ts'
import { evidencePack } from './evidence-pack.ts'
import { evidencePage } from './evidence-page.ts'

const AT = Date.UTC(2026, 11, 7, 16)

function entry(sequence: number, kind: string, facts: JsonObject, personal: JsonObject | 'destroyed' | null = null) {
  const hash = String(sequence).padStart(64, 'a')
  return {
    tenantId: 't_ace',
    sequence,
    at: AT + sequence * 1_000,
    kind,
    person: 'p',
    facts: JSON.stringify(facts),
    sealed: null,
    prevHash: '',
    hash,
    personal,
  }
}

function packOf(entries: ReturnType<typeof entry>[], ok = true) {
  const verdict = ok ? { ok, entries: entries.length, head: 'h' } : { ok, entry: 3, problem: 'the entry is not as it was written' }
  return evidencePack({ policy: policyOf(tenantId('t_ace')), number: '+13125550142', verdict, entries, madeAt: instant(AT) })
}

test('the page never claims to be more than a tamper-evident record', () => {
  const text = JSON.stringify(evidencePage(packOf([])))
  assert.match(text, /tamper-evident/i)
  assert.doesNotMatch(text, /legal proof|certif|court/i)
  assert.match(text, /The ledger holds nothing about this number/)
})

test('a damaged ledger is said first of all', () => {
  assert.match(JSON.stringify(evidencePage(packOf([entry(1, 'consent', {})], false)).facts), /DAMAGED at entry 3/)
})

test('beginning and end of a long story are shown, and what is left out is counted', () => {
  const { rows } = evidencePage(packOf(Array.from({ length: 100 }, (_, place) => entry(place + 1, 'erasure', {}))))
  assert.equal(rows.length, 26)
  assert.match(rows[0]?.what ?? '', /^#1 /)
  assert.match(rows[8]?.what ?? '', /\(75 entries more are in the JSON file\)/)
  assert.match(rows.at(-1)?.what ?? '', /^#100 /)
})

test('an opt-out counts from its first word until somebody opts in again', () => {
  const said = (sequence: number, ...changes: string[]) => entry(sequence, 'consent', { changes })
  assert.equal(packOf([said(1, 'wrote', 'opted_out'), said(2, 'opted_out')]).summary.optedOutSince, '2026-12-07T16:00:01.000Z')
  assert.equal(packOf([said(1, 'opted_out'), said(2, 'opted_in_again')]).summary.optedOutSince, null)
})

test('words of an erased person are not shown, and the sentence stays whole', () => {
  const facts = { changes: ['wrote', 'opted_out'], rule: 'keyword-stop', evidence: { class: 'C0', source: 'sms' } }
  const [row] = evidencePage(packOf([entry(1, 'revocation', facts, 'destroyed')])).rows
  assert.match(row?.what ?? '', /They wrote, OPTED OUT \(erased\); class C0 by sms; rule keyword-stop\./)
})

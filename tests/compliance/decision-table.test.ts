import assert from 'node:assert/strict'
import { test } from 'node:test'
import { COMPLIANCE_RULES } from '#core/compliance/compliance-rules.ts'
import type { ComplianceRules } from '#core/compliance/compliance-rules.ts'
import { DISABLED_KINDS, type DecisionRow } from '#core/compliance/decision-table.ts'
import { MINUTE_MS } from '#core/values/instant.ts'
import { DECISION_CASES, wrongCases } from './decision-cases.ts'
import { EDGE_CASES } from './decision-edges.ts'

const CASES = [...DECISION_CASES, ...EDGE_CASES]

for (const key of COMPLIANCE_RULES.decisions.keys()) {
  test(`the row ${key} answers as the table of the facts says`, () => {
    const cases = CASES.filter((example) => example.row === key)
    assert.ok(cases.length > 0, 'a row without a case')
    assert.deepEqual(wrongCases(cases, COMPLIANCE_RULES), [])
  })
}

test('every case belongs to a row', () => {
  const rows = new Set<string>(COMPLIANCE_RULES.decisions.keys())
  assert.deepEqual(
    CASES.filter((example) => !rows.has(example.row)),
    [],
  )
})

// Goal: the cases above would notice a slip in the table. Method: each change of a row or a list must turn at least one case wrong.
type RowKey = Parameters<ComplianceRules['decisions']['get']>[0]

function withRow(key: RowKey, change: (row: DecisionRow) => Partial<DecisionRow>): ComplianceRules {
  const decisions = new Map(COMPLIANCE_RULES.decisions)
  const row = decisions.get(key)
  assert.ok(row !== undefined)
  decisions.set(key, { ...row, ...change(row) })
  return { ...COMPLIANCE_RULES, decisions }
}

function longer(row: DecisionRow): Partial<DecisionRow> {
  return { age: row.age === null ? null : { ...row.age, maxMs: row.age.maxMs + MINUTE_MS } }
}

const mutations: [string, ComplianceRules][] = [
  ['an instant reply may come a minute later', withRow('instant_reply/US', longer)],
  [
    'an instant reply in a strict state may carry an emoji',
    withRow('instant_reply/US_STRICT', () => ({ content: new Set(['brand'] as const) })),
  ],
  ['an instant reply in Canada needs no call', withRow('instant_reply/CA', () => ({ needs: [['C0']] }))],
  [
    'an instant reply in Quebec may be English',
    withRow('instant_reply/QC', (row) => ({ content: new Set([...row.content].filter((need) => need !== 'french')) })),
  ],
  ['a reply may come a minute later', withRow('ai_reply/QC', longer)],
  ['the answer to STOP may come a minute later', withRow('stop_confirmation/US', longer)],
  ['a confirmation needs no booking age', withRow('appointment_confirm/US', () => ({ age: null }))],
  [
    'a Canadian confirmation needs no address',
    withRow('appointment_confirm/CA', (row) => ({ content: new Set([...row.content].filter((need) => need !== 't_id')) })),
  ],
  ['a reminder needs express consent', withRow('appointment_reminder/US', () => ({ needs: [['C3']] }))],
  [
    'a followup may come before twenty hours',
    withRow('followup_engaged/CA', (row) => ({ age: row.age === null ? null : { ...row.age, minMs: 0 } })),
  ],
  ['Connecticut is like the other strict states', withRow('followup_engaged/US_STRICT', () => ({ needsIn: [] }))],
  ['a nudge is allowed in strict states', withRow('followup_nudge/US_STRICT', () => ({ decision: 'by-consent', needs: [['C1D']] }))],
  ['a nudge needs no announcement', withRow('followup_nudge/US', () => ({ needs: [['C1']] }))],
  ['a nudge in Quebec needs no inquiry', withRow('followup_nudge/QC', () => ({ needs: [['C1']] }))],
  ['a review request needs no express consent', withRow('review_request/US', () => ({ needs: [['P']] }))],
  [
    'a review request may come on the first day',
    withRow('review_request/CA', (row) => ({ age: row.age === null ? null : { ...row.age, minMs: 0 } })),
  ],
  [
    'New York is not strict',
    { ...COMPLIANCE_RULES, strictRegions: new Set([...COMPLIANCE_RULES.strictRegions].filter((region) => region !== 'US-NY')) },
  ],
]

for (const [name, rules] of mutations) {
  test(`a table in which ${name} turns a case wrong`, () => {
    assert.notDeepEqual(wrongCases(CASES, rules), [])
  })
}

/** Every change of one row by itself: its ages moved by a minute, each class and each word that it asks for left out, the row blocked or lost. */
function changesOfRow(key: RowKey, row: DecisionRow): [string, ComplianceRules][] {
  const changes: [string, Partial<DecisionRow>][] = []
  const { age, needs, content } = row
  if (age !== null) {
    changes.push(['ends a minute later', { age: { ...age, maxMs: age.maxMs + MINUTE_MS } }])
    if (age.minMs !== 0) changes.push(['begins a minute sooner', { age: { ...age, minMs: age.minMs - MINUTE_MS } }])
  }
  for (const [place, classes] of needs.entries()) {
    const others = needs.filter((_, index) => index !== place)
    for (const name of classes) changes.push([`asks no ${name}`, { needs: [...others, classes.filter((other) => other !== name)] }])
  }
  for (const need of content) changes.push([`asks no ${need}`, { content: new Set([...content].filter((other) => other !== need)) }])
  if (row.decision === 'blocked') changes.push(['is open to whoever called', { decision: 'by-consent', needs: [['C1']] }])
  else changes.push(['is blocked', { decision: 'blocked' }])
  const decisions = new Map(COMPLIANCE_RULES.decisions)
  decisions.delete(key)
  return [
    ...changes.map(([name, change]): [string, ComplianceRules] => [name, withRow(key, () => change)]),
    ['is lost', { ...COMPLIANCE_RULES, decisions }],
  ]
}

for (const [key, row] of COMPLIANCE_RULES.decisions) {
  // Refused by name before its row is asked.
  if (DISABLED_KINDS.has(key.slice(0, key.indexOf('/')))) continue
  test(`every single change of the row ${key} turns a case wrong`, () => {
    const cases = CASES.filter((example) => example.row === key)
    const unnoticed = changesOfRow(key, row).flatMap(([name, rules]) => (wrongCases(cases, rules).length === 0 ? [name] : []))
    assert.deepEqual(unnoticed, [])
  })
}

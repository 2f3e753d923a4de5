import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { COMPLIANCE_RULES } from '#core/compliance/compliance-rules.ts'
import type { ComplianceRules } from '#core/compliance/compliance-rules.ts'
import { quietHours } from '#core/compliance/quiet-hours.ts'
import { parseInstant, toIso } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'

// Goal: the legal hours for every zone rule of the facts. Method: labelled cases whose expected answers were worked out by hand from the tables, in local
// wall-clock times with their offsets, not by this program. `until` in the file is the local opening; instants are compared.
type HoursCase = {
  id: string
  why: string
  to: string
  at: string
  kind: string
  zip?: string
  region?: string
  tzdata?: string
  expect: { decision: 'send' | 'defer'; until: string | null }
}

const CASES_MIN = 200
/** What Node 24.21 carries: older than two of the four overrides. */
const TZDATA = '2026c'

const cases = readFileSync(new URL('quiet-hours.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as HoursCase) // our own file, read by this test alone

test('the file holds enough cases, each with an id of its own', () => {
  assert.ok(cases.length >= CASES_MIN, `only ${cases.length}`)
  assert.equal(new Set(cases.map((example) => example.id)).size, cases.length)
})

/** What is wrong with the answer to a case, or null. */
function fault(example: HoursCase, rules: ComplianceRules): string | null {
  const answer = quietHours({ ...example, at: instantOf(example.at), tzdata: example.tzdata ?? TZDATA }, rules)
  const got = `${answer.decision} ${answer.until === null ? null : toIso(answer.until)}`
  const { decision, until } = example.expect
  const expected = `${decision} ${until === null ? null : toIso(instantOf(until))}`
  return got === expected ? null : `expected ${expected}, got ${JSON.stringify({ ...answer, until: got })}`
}

function instantOf(iso: string): Instant {
  const at = parseInstant(iso)
  if (at === null) throw new Error(`${iso} is no instant`)
  return at
}

for (const example of cases) {
  test(`${example.id} ${example.why}`, () => assert.equal(fault(example, COMPLIANCE_RULES), null))
}

// Goal: the cases would notice a slip in a table. Method: every window of a region in the file is moved, every zone of a split code is dropped,
// and each such change must turn at least one case wrong.
function noticed(rules: ComplianceRules): boolean {
  return cases.some((example) => fault(example, rules) !== null)
}

const codes = new Set(cases.map((example) => example.to.slice(2, 5)))
const regions = new Set([...codes].flatMap((code) => COMPLIANCE_RULES.areaCodes.get(code)?.regions ?? []))

test('moving the opening or the close of any region in the file by half an hour is noticed', () => {
  assert.ok(regions.size >= 50, `only ${regions.size} regions`)
  for (const region of ['UNKNOWN', ...regions] as const) {
    const row = COMPLIANCE_RULES.windows.get(region)
    assert.ok(row !== undefined && row.weekday !== null, region)
    for (const weekday of [
      { ...row.weekday, start: row.weekday.start - 30 },
      { ...row.weekday, end: row.weekday.end + 30 },
    ]) {
      // Prince Edward Island shares its code with Nova Scotia, and the territories share one: alone none of them decides.
      if (
        COMPLIANCE_RULES.areaCodes.values().some((codeRow) => codeRow.regions.length > 1 && codeRow.regions.some((name) => name === region))
      )
        continue
      const windows = new Map(COMPLIANCE_RULES.windows).set(region, { ...row, weekday })
      assert.ok(noticed({ ...COMPLIANCE_RULES, windows }), `${region} ${weekday.start}-${weekday.end}`)
    }
  }
})

test('dropping the earliest or the latest clock of any split code in the file is noticed', () => {
  let dropped = 0
  for (const code of codes) {
    const zones = COMPLIANCE_RULES.areaCodeZones.get(code) ?? []
    // Of five clocks the middle ones never decide alone, and two may stand alike.
    if (zones.length < 2 || code === '867' || code === '807') continue
    for (const zone of zones) {
      const areaCodeZones = new Map(COMPLIANCE_RULES.areaCodeZones).set(
        code,
        zones.filter((kept) => kept !== zone),
      )
      assert.ok(noticed({ ...COMPLIANCE_RULES, areaCodeZones }), `${code} without ${zone.zone}`)
      dropped += 1
    }
  }
  assert.ok(dropped >= 60, `only ${dropped}`)
})

test('losing a holiday is noticed', () => {
  for (const holiday of COMPLIANCE_RULES.holidays) {
    assert.ok(noticed({ ...COMPLIANCE_RULES, holidays: COMPLIANCE_RULES.holidays.filter((kept) => kept !== holiday) }), holiday.name)
  }
})

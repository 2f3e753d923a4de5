import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AREA_CODES } from '#core/compliance/area-codes.ts'
import { classExpiry } from '#core/compliance/consent.ts'
import { COMPLIANCE_RULES } from '#core/compliance/compliance-rules.ts'
import type { ComplianceRules } from '#core/compliance/compliance-rules.ts'
import { maySend } from '#core/compliance/may-send.ts'
import { quietHours } from '#core/compliance/quiet-hours.ts'
import { CONSENT_CLASSES, SEND_KINDS } from '#core/compliance/send-question.ts'
import type { SendQuestion } from '#core/compliance/send-question.ts'
import type { WindowRow } from '#core/compliance/windows.ts'
import { localTime } from '#core/hours/local-time.ts'
import { DAY_MS, instant, MINUTE_MS, plus } from '#core/values/instant.ts'
import { NOON, question } from './decision-cases.ts'

// The invariants 2, 3, 4, 6 and 8 of the facts, section 6.8, over questions of every kind, place, time and standing.
const RUNS = { numRuns: 600 }

const codes = fc.constantFrom(...AREA_CODES.keys(), '800', '500', '357')
const PROACTIVE = ['appointment_reminder', 'followup', 'review_request']
const moments = fc.integer({ min: -400 * 24 * 60, max: 400 * 24 * 60 }).map((minutes) => plus(NOON, minutes * MINUTE_MS))
const addresses = fc.constantFrom(
  {},
  {},
  { region: 'TX' },
  { region: 'QC' },
  { zip: '60601' },
  { zip: '02903' },
  { zip: 'H2X 1Y4' },
  { zip: '79901', region: 'NY' },
)

/** A date up to forty days before the question, or none. */
const before = fc.option(fc.integer({ min: 0, max: 40 * 24 * 60 }), { nil: null })
const bodies = fc.constantFrom(
  null,
  'Ace Plumbing: still leaking? STOP to end.',
  'Ace Plumbing, 12 Main St, Springfield, IL 62701, 217-555-0100: automated assistant. ARRET, STOP to end.',
  'Hello there',
)

const questions: fc.Arbitrary<SendQuestion> = fc
  .record({
    code: codes,
    at: moments,
    kind: fc.constantFrom(...SEND_KINDS, ...PROACTIVE, ...PROACTIVE),
    body: bodies,
    call: before,
    inbound: before,
    inquiry: before,
    express: before,
    purchase: before,
    request: fc.option(fc.integer({ min: 0, max: 30 * 60 }), { nil: null }),
    sent: before,
    address: addresses,
    flags: fc.record({
      disclosurePlayed: fc.boolean(),
      declinedText: fc.boolean(),
      staffVerified: fc.boolean(),
      suppressed: fc.constantFrom(false, false, true),
    }),
    stepAgo: fc.integer({ min: 0, max: 60 }),
    visitIn: fc.integer({ min: -60, max: 72 * 60 }),
  })
  .map((given) => {
    const dated = (minutes: number | null) => (minutes === null ? null : plus(given.at, -minutes * MINUTE_MS))
    const lastInboundAt = dated(given.inbound)
    return question({
      to: `+1${given.code}5550143`,
      at: given.at,
      kind: given.kind,
      body: given.body,
      contact: {
        callAt: dated(given.call),
        lastInboundAt,
        inquiryAt: dated(given.inquiry),
        expressAt: dated(given.express),
        purchaseAt: dated(given.purchase),
        requestedAt: dated(given.request),
        engaged: lastInboundAt !== null,
        ...given.flags,
        ...given.address,
      },
      history: { proactiveSentAt: given.sent === null ? [] : [plus(given.at, -given.sent * MINUTE_MS)], introducedAt: given.at },
      booking: { agreed: true, stepAt: plus(given.at, -given.stepAgo * MINUTE_MS), visitAt: plus(given.at, given.visitIn * MINUTE_MS) },
      keyword: {
        keyword: given.flags.suppressed ? 'STOP' : 'HELP',
        receivedAt: plus(given.at, -given.stepAgo * MINUTE_MS),
        answeredByCarrier: false,
        confirmed: false,
      },
    })
  })

test('the questions reach all three answers, for proactive texts too', () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(questions, (asked) => {
      const key = `${PROACTIVE.includes(asked.kind) ? 'proactive' : 'other'} ${maySend(asked, COMPLIANCE_RULES).kind}`
      seen.set(key, (seen.get(key) ?? 0) + 1)
    }),
    { numRuns: 3_000, seed: 7 },
  )
  for (const key of ['proactive send', 'proactive wait', 'proactive never', 'other send', 'other never'])
    assert.ok((seen.get(key) ?? 0) >= 10, `${key}: ${seen.get(key) ?? 0}`)
})

/** The window test written again, minute by minute and without the gate's own code. */
function isInsideEveryWindow(asked: SendQuestion, at: number): boolean {
  const { zones } = quietHours(
    {
      to: asked.to,
      at: instant(at),
      kind: 'followup',
      zip: asked.contact.zip,
      region: asked.contact.region,
      tenantTimezone: asked.sender.timezone,
      tzdata: asked.tzdata,
    },
    COMPLIANCE_RULES,
  )
  return zones.every((zone) => {
    const answer = localTime(instant(at), zone, asked.tzdata)
    return answer.minuteOfDay >= 8 * 60 && answer.minuteOfDay < 21 * 60
  })
}

test('no proactive text starts outside the hours of any candidate zone, nor in their last five minutes', () => {
  fc.assert(
    fc.property(questions, (asked) => {
      const permission = maySend(asked, COMPLIANCE_RULES)
      if (permission.kind !== 'send' || !PROACTIVE.includes(asked.kind)) return
      for (let minute = 0; minute <= 5; minute++) {
        const at = plus(asked.at, minute * MINUTE_MS)
        assert.ok(isInsideEveryWindow(asked, at))
        const hours = quietHours(
          {
            to: asked.to,
            at,
            kind: asked.kind,
            zip: asked.contact.zip,
            region: asked.contact.region,
            tenantTimezone: asked.sender.timezone,
            tzdata: asked.tzdata,
          },
          COMPLIANCE_RULES,
        )
        assert.equal(hours.decision, 'send')
      }
    }),
    RUNS,
  )
})

test('waiting ends at the first instant that would be allowed, never before', () => {
  fc.assert(
    fc.property(questions, (asked) => {
      const permission = maySend({ ...asked, body: null }, COMPLIANCE_RULES)
      if (permission.kind !== 'wait' || permission.until === null) return
      assert.ok(permission.until > asked.at)
      assert.notEqual(maySend({ ...asked, body: null, at: plus(permission.until, -1) }, COMPLIANCE_RULES).kind, 'send')
      if (permission.reasons.some((reason) => reason.startsWith('cap_'))) return
      assert.equal(maySend({ ...asked, body: null, at: permission.until }, COMPLIANCE_RULES).kind, 'send')
    }),
    RUNS,
  )
})

test('every send names a consent class that is valid at that instant, or is an answer to a keyword or to staff', () => {
  fc.assert(
    fc.property(questions, (asked) => {
      const { kind, evidence, reasons } = maySend(asked, COMPLIANCE_RULES)
      if (kind !== 'send') return
      if (asked.kind === 'keyword_reply' || asked.kind === 'owner_alert') return
      assert.ok(evidence.classes.length > 0)
      assert.equal(reasons.at(-1), 'send')
      for (const name of evidence.classes) {
        for (const jurisdiction of evidence.jurisdictions)
          assert.ok((classExpiry(name, asked.contact, jurisdiction) ?? -1) >= asked.at, `${name} in ${jurisdiction}`)
      }
    }),
    RUNS,
  )
})

test('once the answer is never, passing time does not change it', () => {
  fc.assert(
    fc.property(questions, fc.integer({ min: 1, max: 10 * DAY_MS }), (asked, laterMs) => {
      const later = { ...asked, at: plus(asked.at, laterMs) }
      if (maySend(asked, COMPLIANCE_RULES).kind === 'never') assert.notEqual(maySend(later, COMPLIANCE_RULES).kind, 'send')
      // The words are asked last, so a bad text may be told to wait for the morning first. Without words even that cannot happen.
      if (maySend({ ...asked, body: null }, COMPLIANCE_RULES).kind !== 'never') return
      assert.equal(maySend({ ...later, body: null }, COMPLIANCE_RULES).kind, 'never')
    }),
    RUNS,
  )
})

test('no class ends sooner in Canada than in the United States', () => {
  fc.assert(
    fc.property(questions, fc.constantFrom(...CONSENT_CLASSES), (asked, name) => {
      const canada = classExpiry(name, asked.contact, 'CA')
      const states = classExpiry(name, asked.contact, 'US')
      assert.equal(canada === null, states === null)
      if (canada !== null && states !== null) assert.ok(canada >= states)
    }),
  )
})

/** No stricter world may allow what this one refuses, nor sooner. */
function assertNotLooser(asked: SendQuestion, looser: ComplianceRules, strictly: SendQuestion, stricter: ComplianceRules): void {
  if (maySend(strictly, stricter).kind === 'send') assert.equal(maySend(asked, looser).kind, 'send')
  const loose = maySend({ ...asked, body: null }, looser)
  const strict = maySend({ ...strictly, body: null }, stricter)
  if (strict.kind === 'send') assert.equal(loose.kind, 'send')
  if (strict.kind === 'wait') assert.notEqual(loose.kind, 'never')
  if (strict.kind === 'wait' && loose.kind === 'wait') assert.ok((strict.until ?? 0) >= (loose.until ?? 0))
}

function narrowed(row: WindowRow, minutes: number): WindowRow {
  const shrink = (window: WindowRow['weekday']) => (window === null ? null : { start: window.start + minutes, end: window.end - minutes })
  return {
    ...row,
    weekday: shrink(row.weekday),
    saturday: shrink(row.saturday),
    sunday: minutes > 100 ? null : shrink(row.sunday),
    holidays: 'none',
  }
}

test('narrower windows never turn a no into a yes', () => {
  fc.assert(
    fc.property(questions, fc.integer({ min: 1, max: 200 }), (asked, minutes) => {
      const windows = new Map([...COMPLIANCE_RULES.windows].map(([region, row]) => [region, narrowed(row, minutes)]))
      assertNotLooser(asked, COMPLIANCE_RULES, asked, { ...COMPLIANCE_RULES, windows })
      assertNotLooser(
        asked,
        COMPLIANCE_RULES,
        { ...asked, sender: { ...asked.sender, narrowTo: { start: 480 + minutes, end: 1260 - minutes } } },
        COMPLIANCE_RULES,
      )
    }),
    RUNS,
  )
})

test('more strict states never turn a no into a yes', () => {
  fc.assert(
    fc.property(questions, (asked) => {
      const all = new Set([...AREA_CODES.values()].flatMap((row) => row.regions))
      assertNotLooser(asked, COMPLIANCE_RULES, asked, { ...COMPLIANCE_RULES, strictRegions: all })
    }),
    RUNS,
  )
})

test('more candidate zones or a known address never turn a no into a yes', () => {
  fc.assert(
    fc.property(questions, addresses, fc.constantFrom('Pacific/Honolulu', 'America/St_Johns', 'Europe/London'), (asked, address, zone) => {
      const plain = { ...asked, contact: { ...asked.contact, zip: null, region: null } }
      const known = /^\+1(800|500|357)/.test(asked.to) ? plain : { ...plain, contact: { ...plain.contact, ...address } }
      assertNotLooser(plain, COMPLIANCE_RULES, known, COMPLIANCE_RULES)
      const home = { ...plain, sender: { ...plain.sender, timezone: zone } }
      assertNotLooser(home, COMPLIANCE_RULES, { ...home, sender: { ...home.sender, addOwnZone: true } }, COMPLIANCE_RULES)
    }),
    RUNS,
  )
})

test('an answer to a form needs a form and a tick of today, and is at once or inside every window', () => {
  const seen = { atOnce: 0, late: 0 }
  fc.assert(
    fc.property(questions, (drawn) => {
      const asked: SendQuestion = { ...drawn, kind: 'inquiry_reply' }
      const { kind } = maySend(asked, COMPLIANCE_RULES)
      if (kind !== 'send') return
      const { requestedAt = null, expressAt, suppressed } = asked.contact
      assert.ok(requestedAt !== null && expressAt !== null && !suppressed)
      const age = asked.at - requestedAt
      assert.ok(age <= DAY_MS)
      if (age <= 10 * MINUTE_MS) seen.atOnce += 1
      else {
        seen.late += 1
        assert.ok(isInsideEveryWindow(asked, asked.at))
      }
    }),
    { numRuns: 6_000, seed: 7 },
  )
  assert.ok(seen.late >= 10, JSON.stringify(seen))
})

test('what is not a plain answer carries identification and a way out in Canada', () => {
  fc.assert(
    fc.property(questions, (asked) => {
      const { kind, evidence } = maySend(asked, COMPLIANCE_RULES)
      const answers = ['instant_reply', 'ai_reply', 'keyword_reply', 'owner_alert']
      if (kind !== 'send' || asked.body === null || answers.includes(asked.kind)) return
      if (!evidence.jurisdictions.some((jurisdiction) => jurisdiction === 'CA' || jurisdiction === 'QC')) return
      assert.match(asked.body, /12 Main St, Springfield, IL 62701/)
      assert.match(asked.body, /STOP/)
    }),
    RUNS,
  )
})

const TABLES = Object.keys(COMPLIANCE_RULES) as (keyof ComplianceRules)[] // the keys of a value of that type

function without(table: keyof ComplianceRules): ComplianceRules {
  return { ...COMPLIANCE_RULES, [table]: undefined }
}

function emptied(table: keyof ComplianceRules): ComplianceRules {
  const value: unknown = COMPLIANCE_RULES[table]
  const empty =
    value instanceof Map
      ? new Map()
      : value instanceof Set
        ? new Set()
        : Array.isArray(value)
          ? []
          : typeof value === 'string'
            ? ''
            : { patterns: new Map() }
  return { ...COMPLIANCE_RULES, [table]: empty }
}

test('with any table missing or empty the answer is never, and the hours defer', () => {
  fc.assert(
    fc.property(questions, fc.constantFrom(...TABLES), (asked, table) => {
      for (const rules of [without(table), emptied(table)]) {
        const permission = maySend(asked, rules)
        assert.deepEqual([permission.kind, permission.reasons], ['never', ['rules_missing']], table)
      }
    }),
    { numRuns: 100 },
  )
  for (const table of TABLES.filter((name) => !['version', 'decisions', 'caps', 'stateCapRegions', 'content'].includes(name))) {
    const answer = quietHours({ to: '+13125550143', at: NOON, kind: 'followup', tzdata: '2026c' }, emptied(table))
    assert.deepEqual([answer.decision, answer.until, answer.rule], ['defer', null, 'rules_missing'], table)
  }
})

test('with the row of a region or a cell lost the answer is never', () => {
  const windows = new Map(COMPLIANCE_RULES.windows)
  windows.delete('US-IL')
  const asked = question({ kind: 'followup', contact: { engaged: true, lastInboundAt: plus(NOON, -DAY_MS) } })
  assert.equal(maySend(asked, COMPLIANCE_RULES).kind, 'send')
  assert.equal(maySend(asked, { ...COMPLIANCE_RULES, windows }).kind, 'never')
  const decisions = new Map(COMPLIANCE_RULES.decisions)
  decisions.delete('followup_engaged/US')
  assert.equal(maySend(asked, { ...COMPLIANCE_RULES, decisions }).kind, 'never')
})

test('a gap between two windows is never shorter than the margin, which the gate relies on', () => {
  for (const [region, row] of COMPLIANCE_RULES.windows) {
    for (const window of [row.weekday, row.saturday, row.sunday]) {
      if (window !== null) assert.ok(window.start >= 5 && window.end <= 1440 - 5 && window.end - window.start > 5, region)
    }
  }
})

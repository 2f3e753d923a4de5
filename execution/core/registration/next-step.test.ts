import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleApplication, exampleRecord } from '../../../tests/registration/example-application.ts'
import { DAY_MS, instant, MINUTE_MS, plus } from '#core/values/instant.ts'
import { parseTenantId } from '#core/values/tenant-id.ts'
import { applyResult } from './apply-result.ts'
import { nextStep } from './next-step.ts'
import type { RegistrationRecord } from './record.ts'
import { REGISTRATION_DEFAULTS, type RegistrationSettings } from './registration-settings.ts'
import { standingOf, withStanding } from './standing.ts'
import { stepName, type RegistrationStep, type StepResult } from './step.ts'
import { labelOf } from './pieces.ts'
import { testPolicy } from '../../../tests/flow/house.ts'

const AT = instant(Date.parse('2026-12-07T16:00:00Z'))
const tenantId = parseTenantId('t_ace')
assert.ok(tenantId !== null)
const settings: RegistrationSettings = {
  tenantId,
  inboundUrl: 'https://a.example.com/sms',
  statusCallback: 'https://a.example.com/sms/status',
  ...REGISTRATION_DEFAULTS,
}

/** Answers every step as a friendly carrier would. */
function friendly(step: RegistrationStep, place: number): StepResult {
  const sid = place.toString(16).padStart(32, '0')
  switch (step.kind) {
    case 'read-policies':
      return {
        kind: 'policies',
        policies: [
          { sid: 'RNdfbf3fae0e1107f8aded0e7cead80bf5', name: 'Secondary Customer Profile of type Business' },
          { sid: 'RNb0d4771c2c98518d916a3d4cd70a8f8b', name: 'A2P Messaging: Local - Business' },
        ],
      }
    case 'find-primary-profile':
      return { kind: 'primary-profile', sid: `BU${sid}` }
    case 'find-number':
      return { kind: 'number', sid: `PN${sid}` }
    case 'make':
      return { kind: 'made', sid: `XX${sid}` }
    case 'evaluate':
      return { kind: 'evaluated', compliant: true, notes: [] }
    case 'read-bundle':
      return { kind: 'bundle', status: 'twilio-approved', notes: [] }
    case 'read-brand':
      return { kind: 'brand', status: 'APPROVED', identity: 'VERIFIED', score: null, notes: [] }
    case 'read-service':
      return { kind: 'service', inboundUrl: settings.inboundUrl, statusCallback: settings.statusCallback, usesNumberWebhook: false }
    case 'read-use-cases':
      return { kind: 'use-cases', codes: ['LOW_VOLUME'] }
    case 'read-campaign':
      return { kind: 'campaign', status: 'VERIFIED', notes: [] }
    default:
      return { kind: 'done' }
  }
}

/** Runs until it waits; answers the steps taken. `instead` replaces the friendly answer. */
function run(record: RegistrationRecord, instead: (step: RegistrationStep) => StepResult | null = () => null) {
  const steps: string[] = []
  let now = record
  for (let place = 1; place < 60; place += 1) {
    const next = nextStep(now, AT, settings)
    if (next.kind !== 'step') return { steps, record: now, next }
    steps.push(stepName(next.step))
    now = applyResult(now, next.step, instead(next.step) ?? friendly(next.step, place), { at: AT, settings })
  }
  throw new Error('it never waits')
}

test('the steps of a company come in the order of the facts', () => {
  const { steps, next } = run(exampleRecord())
  assert.deepEqual(
    steps.map((step) => step.replace(/[A-Z]{2}[0-9a-f]{32}/, 'ID')),
    [
      'read-policies',
      'find-primary-profile',
      'make business',
      'make representative',
      'make address',
      'make document',
      'make profile',
      'assign ID to profile',
      'assign ID to profile',
      'assign ID to profile',
      'assign ID to profile',
      'evaluate profile',
      'hand-in profile',
      'make messaging',
      'make trust-product',
      'assign ID to trust-product',
      'assign ID to trust-product',
      'evaluate trust-product',
      'hand-in trust-product',
      'make brand',
      'read-brand',
      'make service',
      'read-service',
      'read-use-cases',
      'make campaign',
      'find-number +12175550102',
      'add-number +12175550102',
      'read-campaign',
    ],
  )
  assert.deepEqual(next, { kind: 'wait', until: plus(AT, DAY_MS), waitsFor: 'number-settling' })
})

test('nothing is made while the ids of the rule sets do not agree with the carrier', () => {
  const swapped: StepResult = {
    kind: 'policies',
    policies: [
      { sid: 'RNdfbf3fae0e1107f8aded0e7cead80bf5', name: 'A2P Messaging: Local - Business' },
      { sid: 'RNb0d4771c2c98518d916a3d4cd70a8f8b', name: 'Secondary Customer Profile of type Business' },
    ],
  }
  const { steps, next } = run(exampleRecord(), (step) => (step.kind === 'read-policies' ? swapped : null))
  assert.deepEqual([steps, next.kind], [['read-policies'], 'mend'])
})

test('without an approved primary profile a person is told where it is made', () => {
  const { next } = run(exampleRecord(), (step) => (step.kind === 'find-primary-profile' ? { kind: 'primary-profile', sid: null } : null))
  assert.match(next.kind === 'mend' ? (next.failure.reasons[0]?.said ?? '') : '', /ISV reseller or partner/)
})

test('a bundle that is not compliant is not handed in, and its fields are named', () => {
  const notes = [{ code: 22_215, fields: ['business_name'], words: 'The name is missing.' }]
  const { steps, next } = run(exampleRecord(), (step) => (step.kind === 'evaluate' ? { kind: 'evaluated', compliant: false, notes } : null))
  assert.equal(steps.at(-1), 'evaluate profile')
  assert.deepEqual(next.kind === 'mend' && next.failure.reasons[0]?.fields, ['business.legalName'])
})

test('a use case that the carrier does not offer stops before a campaign is paid for', () => {
  const { steps, next } = run(exampleRecord(), (step) =>
    step.kind === 'read-use-cases' ? { kind: 'use-cases', codes: ['MARKETING'] } : null,
  )
  assert.ok(!steps.includes('make campaign'))
  assert.equal(next.kind === 'mend' && next.failure.reasons[0]?.code, 30_900)
})

test('an unknown status counts as still under review and is never an approval', () => {
  const { record, next } = run(exampleRecord(), (step) =>
    step.kind === 'read-campaign' ? { kind: 'campaign', status: 'SPLENDID', notes: [] } : null,
  )
  assert.equal(next.kind === 'wait' && next.waitsFor, 'campaign-review')
  assert.equal(standingOf(record, plus(AT, 9 * DAY_MS), settings).status, 'pending')
})

test('the approval needs brand, service, number, campaign and time, each of them', () => {
  const { record } = run(exampleRecord())
  const later = plus(AT, DAY_MS)
  const status = (changes: Partial<RegistrationRecord>) => standingOf({ ...record, ...changes }, later, settings).status
  assert.equal(status({}), 'approved')
  assert.equal(standingOf(record, plus(later, -1), settings).status, 'pending')
  assert.equal(status({ addedNumbers: [] }), 'pending')
  assert.equal(status({ brand: record.brand && { ...record.brand, identity: 'UNVERIFIED' } }), 'pending')
  assert.equal(status({ campaign: record.campaign && { ...record.campaign, verifiedAt: null } }), 'pending')
  assert.equal(status({ application: exampleApplication({ mock: true }) }), 'pending')
})

test('the policy of a tenant that is attested is not touched', () => {
  const approved = { status: 'approved', campaignSid: 'QE1', messagingServiceSid: 'MG1', tier: 'low-volume-standard' } as const
  const attested = testPolicy('t_ace')
  assert.equal(withStanding(attested, approved), attested)
  const managed = { ...attested, registration: { ...attested.registration, kind: 'managed' as const } }
  const once = withStanding(managed, approved)
  assert.deepEqual([once.registration.status, once.messagingServiceSid], ['approved', 'MG1'])
  assert.equal(withStanding(once, approved), once)
  assert.equal(
    withStanding(once, { status: 'none', campaignSid: null, messagingServiceSid: null, tier: 'attested' }).registration.status,
    'none',
  )
})

test('looks grow rarer while a review goes on', () => {
  const { record } = run(exampleRecord(), (step) =>
    step.kind === 'read-brand' ? { kind: 'brand', status: 'PENDING', identity: null, score: null, notes: [] } : null,
  )
  const waitAfter = (ms: number) => {
    const at = plus(AT, ms)
    const seen = { ...record, brand: record.brand && { ...record.brand, readAt: at } }
    const next = nextStep(seen, at, settings)
    return next.kind === 'wait' ? (next.until - at) / MINUTE_MS : next
  }
  assert.deepEqual([waitAfter(MINUTE_MS), waitAfter(2 * 60 * MINUTE_MS), waitAfter(2 * DAY_MS)], [2, 15, 60])
})

test('labels tell tenants with long ids apart and fit into 64 characters', () => {
  const long = parseTenantId(`t_${'x'.repeat(61)}9`)
  assert.ok(long !== null)
  const label = labelOf('representative', { chain: 2 }, { ...settings, tenantId: long })
  assert.ok(label.length <= 64 && label.includes('9 representative 2'), label)
})

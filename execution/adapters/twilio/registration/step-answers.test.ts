import assert from 'node:assert/strict'
import { test } from 'node:test'

import { brandOf, bundleOf, campaignOf, evaluationOf, madeOf, serviceOf, useCasesOf, verificationOf } from './step-answers.ts'

test('reasons are read from all four shapes that Twilio gives them', () => {
  const brand = brandOf({ status: 'FAILED', errors: [{ error_code: 30701, fields: ['region'], description: 'Invalid State.' }] })
  assert.deepEqual(brand, {
    kind: 'brand',
    status: 'FAILED',
    identity: null,
    score: null,
    notes: [{ code: 30701, fields: ['region'], words: 'Invalid State.' }],
  })
  assert.deepEqual(bundleOf({ status: 'twilio-rejected', errors: [{ code: 18601 }] }), {
    kind: 'bundle',
    status: 'twilio-rejected',
    notes: [{ code: 18601, fields: [], words: null }],
  })
  const verification = (body: object) => verificationOf({ status: 'TWILIO_REJECTED', edit_allowed: true, ...body })
  const reason = { code: 30544, fields: [], words: 'No purpose.' }
  assert.deepEqual(verification({ rejection_reasons: [{ code: 30544, reason: 'No purpose.' }] }), {
    kind: 'verification',
    status: 'TWILIO_REJECTED',
    editAllowed: true,
    notes: [reason],
  })
  assert.deepEqual(verification({ rejection_reasons: null, rejection_reason: 'No purpose.', error_code: 30544 })?.kind, 'verification')
  const evaluated = evaluationOf({
    status: 'noncompliant',
    results: [
      { passed: true, invalid: [] },
      { passed: false, error_code: 22214, failure_reason: 'Missing.', invalid: [] },
      { passed: false, invalid: [{ object_field: 'business_name', failure_reason: 'No name.', error_code: 22215 }] },
    ],
  })
  assert.deepEqual(evaluated, {
    kind: 'evaluated',
    compliant: false,
    notes: [
      { code: 22214, fields: [], words: 'Missing.' },
      { code: 22215, fields: ['business_name'], words: 'No name.' },
    ],
  })
})

test('a reason in an unknown shape is kept as a reason', () => {
  const read = campaignOf({ sid: `QE${'a'.repeat(32)}`, campaign_status: 'FAILED', errors: ['no'] })
  assert.deepEqual(read, { kind: 'campaign', status: 'FAILED', notes: [{ code: null, fields: [], words: null }] })
})

test('the envelope of a list is not taken for a campaign, and an answer without what is needed is none', () => {
  assert.equal(campaignOf({ compliance: [{ sid: 'QE', campaign_status: 'VERIFIED' }], meta: {} }), null)
  for (const body of [undefined, null, '', {}, { sid: 'BN1' }]) assert.equal(madeOf(body), null)
  assert.equal(evaluationOf({ status: 'perhaps' }), null)
  assert.equal(useCasesOf({ us_app_to_person_usecases: null }), null)
})

test('a service without addresses is read as one', () => {
  assert.deepEqual(serviceOf({ inbound_request_url: null, use_inbound_webhook_on_number: true }), {
    kind: 'service',
    inboundUrl: null,
    statusCallback: null,
    usesNumberWebhook: true,
  })
})

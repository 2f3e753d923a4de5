import assert from 'node:assert/strict'
import { test } from 'node:test'
import { APPLICATION_FIELDS } from './application-field.ts'
import { fieldsNamed, listedFailures, meaningOfFailure } from './failure-codes.ts'
import { reasonsOf } from './failure.ts'

/** Section 12.4 of the facts of the carrier, and those of compliance 2.1. */
const CODES_OF_THE_FACTS = [
  ...Array.from({ length: 30_902 - 30_880 + 1 }, (_, place) => 30_880 + place),
  30_908,
  30_915,
  30_930,
  30_991,
  30_544,
  30_540,
  30_545,
  30_551,
  30_555,
  30_556,
  30_569,
  30_570,
  30_831,
  30_857,
  30_936,
  21_724,
]

test('every rejection code of the facts has words and says who mends it', () => {
  for (const code of CODES_OF_THE_FACTS) {
    const meaning = meaningOfFailure(code)
    assert.ok(meaning !== null, `${code} is missing`)
    assert.ok(meaning.words.length > 20, `${code}: "${meaning.words}"`)
    if (meaning.mender === 'business') assert.ok(meaning.fields.length > 0, `${code} is for the business and names no field`)
    if (meaning.mender === 'again') assert.deepEqual(meaning.fields, [], `${code} is nobody's fault and names a field`)
  }
})

test('a field that is to be mended is one that an application has', () => {
  for (const code of listedFailures()) {
    for (const field of meaningOfFailure(code)?.fields ?? []) assert.ok(APPLICATION_FIELDS.includes(field), `${code}: ${field}`)
  }
})

test('what the carrier names itself comes first, and its own sentence is kept', () => {
  const [reason] = reasonsOf([{ code: 30_896, fields: ['MESSAGE_FLOW', 'campaign_size'], words: 'No opt-in.' }])
  assert.deepEqual(reason?.fields, ['words.messageFlow', 'secondOptIn', 'optInImageUrls'])
  assert.equal(reason?.said, 'No opt-in.')
  assert.deepEqual(fieldsNamed(['region', 'street', 'unknown']), ['business.address'])
})

test('an unknown code is a matter for the operator, unless the carrier names a field', () => {
  const [unknown] = reasonsOf([{ code: 39_999, fields: [], words: 'Something.' }])
  assert.deepEqual([unknown?.mender, unknown?.fields, unknown?.said], ['operator', [], 'Something.'])
  const [named] = reasonsOf([{ code: 39_999, fields: ['website_url'], words: null }])
  assert.deepEqual([named?.mender, named?.fields], ['business', ['business.website']])
})

test('a rejection without any reason is still one', () => {
  assert.equal(reasonsOf([]).length, 1)
})

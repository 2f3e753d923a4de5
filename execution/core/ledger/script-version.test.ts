import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { declinedMessage, missedMessage, optedOutMessage } from '#core/calls/spoken.ts'
import { policyOf, tenantId } from '../../../tests/contract/store-examples.ts'
import { SCRIPT_VERSION, scriptVersionOf } from './script-version.ts'

/** Version and hash of the words that callers hear. A new wording gets a new line; an old line is never changed. */
const WORDINGS: Readonly<Record<string, string>> = { '2026-11-22.1': '6d0175e64eb7f6bc' }

test('the announcement that a caller hears has the words that its version stands for', () => {
  const policy = policyOf(tenantId('t_words'))
  const spoken = [
    missedMessage(policy, { emergencyKey: true }),
    missedMessage(policy, { emergencyKey: false }),
    optedOutMessage(policy),
    declinedMessage(policy),
  ]
  const hash = createHash('sha256')
    .update(JSON.stringify(spoken.map((one) => one.text)))
    .digest('hex')
    .slice(0, 16)
  assert.equal(WORDINGS[SCRIPT_VERSION], hash, `the words have changed: give SCRIPT_VERSION a new value, with hash ${hash}`)
})

test("a business's own recording is told apart by its address", () => {
  assert.equal(scriptVersionOf({ audioUrl: null, opening: null }), SCRIPT_VERSION)
  assert.equal(scriptVersionOf({ audioUrl: 'https://example.com/a.mp3', opening: 'x' }), 'recording:https://example.com/a.mp3')
  assert.equal(scriptVersionOf({ audioUrl: null, opening: '{business} here.' }), `${SCRIPT_VERSION} after "{business} here."`)
})

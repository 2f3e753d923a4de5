import assert from 'node:assert/strict'
import { test } from 'node:test'

import { PATH_OF_STEP, stepOfPath, webhookAddresses } from './webhook-addresses.ts'
import { createTwilioWebhooks } from './twilio-webhooks.ts'
import { parseTenantId } from '#core/values/tenant-id.ts'

const tenantId = parseTenantId('ace-plumbing')
assert.ok(tenantId)

test('the four addresses of a tenant, whatever slash the public address ends with', () => {
  const expected = {
    voice: 'https://leads.example.com/twilio/ace-plumbing/voice',
    voiceStatus: 'https://leads.example.com/twilio/ace-plumbing/voice/status',
    sms: 'https://leads.example.com/twilio/ace-plumbing/sms',
    smsStatus: 'https://leads.example.com/twilio/ace-plumbing/sms/status',
  }
  assert.deepEqual(webhookAddresses('https://leads.example.com', tenantId), expected)
  assert.deepEqual(webhookAddresses('https://leads.example.com/', tenantId), expected)
})

test('every path that we hand out leads back to its step', () => {
  for (const [step, path] of Object.entries(PATH_OF_STEP)) {
    assert.deepEqual(stepOfPath(`/twilio/ace-plumbing${path}`), { tenantId, step })
  }
})

test('every other path is nobody’s', () => {
  const paths = [
    '/twilio/ace-plumbing',
    '/twilio/a/voice',
    '/twilio/ace-plumbing/voice/',
    '/twilio/ace-plumbing/voice/constructor',
    '/twilio//voice',
  ]
  for (const path of [...paths, '/api/v1/tenants', '', '/twilio/ace%20plumbing/voice', '/x/twilio/ace-plumbing/voice']) {
    assert.equal(stepOfPath(path), null, path)
  }
})

test('the delivery report brings back the effect, whatever characters its id has', () => {
  const url = `${webhookAddresses('https://leads.example.com', tenantId).smsStatus}?effect=${encodeURIComponent('CA1:received/2&x=1#')}`
  const body = 'MessageSid=SM1&MessageStatus=sent'
  const request = { url, contentType: 'application/x-www-form-urlencoded', body, signature: null }
  const parsed = createTwilioWebhooks({ apiBaseUrl: null }).parse('sms-status', request)
  assert.equal(parsed.kind === 'sms-report' ? parsed.effectId : null, 'CA1:received/2&x=1#')
})

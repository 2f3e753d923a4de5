import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SecretBox } from './secret-box.ts'

const KEY = new Uint8Array(32).fill(7)

test('a sealed text opens for its owner and shows nothing of itself', () => {
  const box = new SecretBox(KEY)
  const sealed = box.seal('the auth token', 'tenant_a')
  assert.equal(box.open(sealed, 'tenant_a'), 'the auth token')
  assert.ok(!Buffer.from(sealed).includes('auth token'))
})

test('the same text is sealed differently each time', () => {
  const box = new SecretBox(KEY)
  assert.notDeepEqual(box.seal('x', 'tenant_a'), box.seal('x', 'tenant_a'))
})

test('a sealed text that was copied to another tenant does not open', () => {
  const box = new SecretBox(KEY)
  const sealed = box.seal('the auth token', 'tenant_a')
  assert.throws(() => box.open(sealed, 'tenant_b'), /LEAD_AGENT_SECRET_KEY/)
})

test('another key gives an error that names LEAD_AGENT_SECRET_KEY', () => {
  const sealed = new SecretBox(KEY).seal('x', 'tenant_a')
  assert.throws(() => new SecretBox(new Uint8Array(32)).open(sealed, 'tenant_a'), /tenant_a do not open with this LEAD_AGENT_SECRET_KEY/)
})

test('any changed byte, and any length, is noticed', () => {
  const box = new SecretBox(KEY)
  const sealed = box.seal('x', 'tenant_a')
  for (const index of sealed.keys()) {
    const changed = Uint8Array.from(sealed, (byte, at) => (at === index ? byte ^ 1 : byte))
    assert.throws(() => box.open(changed, 'tenant_a'), /LEAD_AGENT_SECRET_KEY/)
    assert.throws(() => box.open(sealed.subarray(0, index), 'tenant_a'), /LEAD_AGENT_SECRET_KEY/)
  }
})

test('a key of the wrong length is refused', () => {
  assert.throws(() => new SecretBox(new Uint8Array(16)), /LEAD_AGENT_SECRET_KEY must hold 32 bytes, not 16/)
})

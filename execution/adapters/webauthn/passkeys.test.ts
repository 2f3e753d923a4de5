import assert from 'node:assert/strict'
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import type { PasskeyRow } from '#ports/access.ts'
import { instant } from '#core/values/instant.ts'
import { createPasskeys } from './passkeys.ts'

/*
 * Goal: only the authenticator that was registered, at our address and with our challenge, opens the door.
 * Method: an authenticator in software (WebAuthn Level 3, sections 6 and 7): a P-256 key, authenticator data, client data, a signature.
 */

const ORIGIN = 'https://leads.example.com'

function cbor(value: unknown): Buffer {
  const head = (major: number, size: number) =>
    size < 24
      ? Buffer.from([(major << 5) | size])
      : size < 256
        ? Buffer.from([(major << 5) | 24, size])
        : Buffer.from([(major << 5) | 25, size >> 8, size & 255])
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Map) return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, item]) => [cbor(key), cbor(item)])])
  throw new Error('not needed here')
}

function authenticator(origin = ORIGIN, rpId = 'leads.example.com') {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(16)
  let counter = 0
  const clientData = (type: string, challenge: string) => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const data = (flags: number, rest: Buffer = Buffer.alloc(0)) => {
    counter += 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), count, rest])
  }
  const answer = (response: Record<string, unknown>) => ({
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
    response,
  })
  return {
    id: id.toString('base64url'),
    register(challenge: string) {
      const key = cbor(
        new Map<unknown, unknown>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, Buffer.from(x, 'base64url')],
          [-3, Buffer.from(y, 'base64url')],
        ]),
      )
      const authData = data(0x45, Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]))
      const attestation = cbor(
        new Map<unknown, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData],
        ]),
      )
      return answer({
        clientDataJSON: clientData('webauthn.create', challenge).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      })
    },
    signIn(challenge: string, flags = 0x05) {
      const authData = data(flags)
      const client = clientData('webauthn.get', challenge)
      const signed = Buffer.concat([authData, createHash('sha256').update(client).digest()])
      return answer({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: createSign('sha256').update(signed).sign(privateKey).toString('base64url'),
      })
    },
  }
}

async function registered(device: ReturnType<typeof authenticator>): Promise<PasskeyRow> {
  const passkeys = createPasskeys(ORIGIN)
  const { challenge } = await passkeys.registrationOptions([])
  const made = (await passkeys.checkRegistration(device.register(challenge), challenge)) ?? assert.fail('it was not registered')
  return { ...made, name: 'Phone', createdAt: instant(0), lastUsedAt: null }
}

test('an authenticator is registered and signs in, and its counter goes on', async () => {
  const device = authenticator()
  const row = await registered(device)
  assert.equal(row.id, device.id)
  const passkeys = createPasskeys(ORIGIN)
  const { challenge } = await passkeys.signInOptions()
  const answer = device.signIn(challenge)
  assert.equal(passkeys.idOf(answer), device.id)
  assert.deepEqual(await passkeys.checkSignIn(answer, challenge, row), { counter: 2 })
  assert.equal(await passkeys.checkSignIn(answer, challenge, { ...row, counter: 2 }), null, 'the same answer once more')
})

test('another key, challenge, address, or a touch without the person’s own check opens nothing', async () => {
  const device = authenticator()
  const row = await registered(device)
  const passkeys = createPasskeys(ORIGIN)
  const { challenge } = await passkeys.signInOptions()
  assert.equal(await passkeys.checkSignIn(authenticator().signIn(challenge), challenge, row), null)
  assert.equal(await passkeys.checkSignIn(device.signIn('other'), challenge, row), null)
  assert.equal(await passkeys.checkSignIn(device.signIn(challenge, 0x01), challenge, row), null)
  assert.equal(await passkeys.checkSignIn({ id: row.id }, challenge, row), null)
  const elsewhere = authenticator('https://leads.example.org', 'leads.example.org')
  const { challenge: ours } = await passkeys.registrationOptions([])
  assert.equal(await passkeys.checkRegistration(elsewhere.register(ours), ours), null)
})

test('where browsers refuse passkeys, it is said', () => {
  assert.equal(createPasskeys(ORIGIN).unavailable, null)
  assert.equal(createPasskeys('http://localhost:3000').unavailable, null)
  assert.match(createPasskeys('http://127.0.0.1:3000').unavailable ?? '', /http:\/\/localhost/)
  assert.match(createPasskeys('http://leads.example.com').unavailable ?? '', /https/)
})

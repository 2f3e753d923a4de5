/**
 * Goal: a voicemail and a picture reach the owner, are kept with us, are read, and go with their person.
 * Method: the whole product with the built-in carrier; what the API answers, what the owner's phone shows, and what lies on the disk.
 */
import assert from 'node:assert/strict'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { expireMedia, MEDIA_KEPT_MS } from '#flow/media/expire-media.ts'
import { plus } from '#core/values/instant.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { at as now, phone } from './house.ts'
import { CALLER, openOwnerHouse, OWNER, SHOP, type OwnerHouse } from './owner-house.ts'

const MINUTE = 60_000
const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...Array.from({ length: 200 }, (_, place) => place)])
const PAGE = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
const EVIL = '<img src=x onerror=alert(1)> my sink is clogged'
const houses: OwnerHouse[] = []

async function opened(changes: Partial<TenantPolicy> = {}): Promise<OwnerHouse> {
  const at = await openOwnerHouse({ numbers: [{ e164: phone(SHOP), topology: 'forwarded' }], ...changes })
  houses.push(at)
  return at
}

after(async () => {
  for (const { house } of houses) await house.close()
})

function noFaults({ house }: OwnerHouse): void {
  assert.deepEqual(house.faults, [])
  assert.deepEqual(
    house.carrier.alerts().map((alert) => alert.detail),
    [],
  )
}

async function leaveVoicemail(at: OwnerHouse, says: string | null, seconds = 7): Promise<void> {
  at.house.carrier.placeCall({
    from: CALLER,
    to: SHOP,
    caller: { kind: 'leaves-voicemail', seconds, ...(says === null ? {} : { says }) },
  })
  await at.house.pass(2 * MINUTE)
}

async function sendPicture(at: OwnerHouse, body: string, contentType: string, bytes: Uint8Array): Promise<void> {
  at.house.carrier.sendTextFromHandset({ from: CALLER, to: SHOP, body, media: [{ contentType, bytes }] })
  await at.house.pass(10_000)
}

type Detail = {
  id: string
  urgency: string
  captured: { field: string; value: unknown; words: string | null }[]
  calls: { recording: { state: string; url: string | null; transcript: string | null } | null }[]
  photos: { messageId: string; state: string; url: string | null; contentType: string | null }[]
}

async function get(at: OwnerHouse, url: string, headers: Record<string, string> = {}) {
  return at.house.app.server.inject({ method: 'GET', url, headers: { authorization: 'Bearer operator', ...headers } })
}

async function detail(at: OwnerHouse): Promise<Detail> {
  const { id } = await at.lead()
  const response = await get(at, `/api/v1/tenants/${at.policy.tenantId}/leads/${id}`)
  assert.equal(response.statusCode, 200, response.body)
  return response.json()
}

/** Files of media on the disk. */
function files({ house }: OwnerHouse): string[] {
  const root = join(house.dataDir, 'media')
  try {
    return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(root, name)).isFile())
  } catch {
    return []
  }
}

test('a voicemail is played from our own copy, in parts too, also when the carrier has lost it', async () => {
  const at = await opened()
  await leaveVoicemail(at, null)
  const [call] = (await detail(at)).calls
  assert.equal(call?.recording?.state, 'kept')
  const url = call?.recording?.url ?? ''
  assert.match(url, /^\/api\/v1\/tenants\/t_ace\/calls\/CA\w+\/recording$/)
  at.house.carrier.faults.add({ on: 'rest', path: '/Recordings/', method: 'GET', times: 100, action: { kind: 'status', status: 503 } })
  const whole = await get(at, url)
  assert.equal(whole.statusCode, 200)
  assert.equal(whole.headers['content-type'], 'audio/wav')
  assert.equal(whole.headers['x-content-type-options'], 'nosniff')
  assert.match(String(whole.headers['content-security-policy']), /default-src 'none'; sandbox/)
  assert.equal(whole.headers['cache-control'], 'private, no-store')
  assert.equal(whole.rawPayload.subarray(0, 4).toString('ascii'), 'RIFF')
  const part = await get(at, url, { range: 'bytes=4-11' })
  assert.equal(part.statusCode, 206)
  assert.equal(part.headers['content-range'], `bytes 4-11/${whole.rawPayload.length}`)
  assert.deepEqual(part.rawPayload, whole.rawPayload.subarray(4, 12))
  assert.equal((await get(at, url, { range: `bytes=${whole.rawPayload.length}-` })).statusCode, 416)
  noFaults(at)
})

test('while the carrier cannot give it, whoever plays it is told to wait, and it comes by itself later', async () => {
  const at = await opened()
  at.house.carrier.faults.add({ on: 'rest', path: '/Recordings/', method: 'GET', times: 4, action: { kind: 'status', status: 503 } })
  at.house.carrier.placeCall({ from: CALLER, to: SHOP, caller: { kind: 'leaves-voicemail', seconds: 7 } })
  await at.house.pass(45_000)
  const [call] = (await detail(at)).calls
  assert.equal(call?.recording?.state, 'waiting')
  assert.equal((await get(at, call?.recording?.url ?? '')).statusCode, 503)
  await at.house.pass(5 * MINUTE)
  assert.equal((await detail(at)).calls[0]?.recording?.state, 'kept')
})

test('a voicemail that tells of a burst pipe makes an emergency of the lead and pages the owner', async () => {
  const at = await opened()
  await leaveVoicemail(at, 'Hi this is Dana Miller, a pipe burst and water is pouring through the ceiling, 412 Oak Street, hurry')
  const lead = await detail(at)
  assert.equal(lead.urgency, 'emergency')
  assert.match(lead.calls[0]?.recording?.transcript ?? '', /a pipe burst/)
  assert.ok(at.textsTo(OWNER).some((text) => text.startsWith('EMERGENCY') && text.includes('412 Oak')))
  assert.equal(lead.captured.find(({ field }) => field === 'problem')?.words?.includes('pipe burst'), true)
  noFaults(at)
})

test('an ordinary voicemail fills the lead, the owner reads its words, and the assistant does not ask for them again', async () => {
  const at = await opened()
  await leaveVoicemail(at, 'My kitchen sink is clogged, the address is 412 Oak Street Springfield 62704')
  assert.ok(at.textsTo(OWNER).some((text) => text.startsWith('VOICEMAIL')))
  assert.ok(
    at.textsTo(OWNER).some((text) => /clogged/.test(text)),
    at.textsTo(OWNER).join('\n---\n'),
  )
  // Their voicemail is no answer to our first text, and the rules allow one text until there is one.
  assert.equal(at.textsTo(CALLER).length, 1)
  await at.write(CALLER, 'hi, I left you a message')
  assert.match(at.textsTo(CALLER).at(-1) ?? '', /name/i)
  assert.doesNotMatch(at.textsTo(CALLER).at(-1) ?? '', /address|how can we help/i)
  noFaults(at)
})

test('whoever asks for no texts in a voicemail gets none and is still told of', async () => {
  const at = await opened()
  await leaveVoicemail(at, 'please stop texting me, just call me about my clogged sink')
  assert.equal(at.textsTo(CALLER).length, 1)
  assert.ok(at.textsTo(OWNER).length > 0)
  at.house.carrier.placeCall({ from: CALLER, to: SHOP, caller: { kind: 'waits' } })
  await at.house.pass(MINUTE)
  assert.equal(at.textsTo(CALLER).length, 1)
})

test('a voicemail of somebody who opted out pages the owner all the same, and nobody is texted', async () => {
  const at = await opened()
  await at.write(CALLER, 'STOP')
  const before = at.textsTo(CALLER).length
  await leaveVoicemail(at, 'there is a gas smell in my kitchen, please call me')
  assert.ok(at.textsTo(OWNER).some((text) => text.startsWith('EMERGENCY')))
  assert.equal(at.textsTo(CALLER).length, before)
})

test('while texts rest, a voicemail is read too: the owner is rung about the emergency in it', async () => {
  const at = await opened({ registration: { kind: 'managed', status: 'pending', campaignSid: null, note: null } })
  await leaveVoicemail(at, 'a pipe burst, water is pouring through the ceiling')
  assert.equal((await detail(at)).urgency, 'emergency')
  assert.ok(at.rang().length > 0)
  assert.deepEqual(at.textsTo(CALLER), [])
})

test('words of a voicemail are words and no page', async () => {
  const at = await opened()
  await leaveVoicemail(at, EVIL)
  const response = await get(at, `/api/v1/tenants/${at.policy.tenantId}/leads/${(await at.lead()).id}`)
  assert.match(String(response.headers['content-type']), /application\/json/)
  assert.equal((await detail(at)).calls[0]?.recording?.transcript, EVIL)
})

test('a picture is fetched once, checked by its bytes, and shown with headers under which it can do nothing', async () => {
  const at = await opened()
  await at.write(CALLER, 'my kitchen sink is clogged')
  await sendPicture(at, 'this is it', 'image/jpeg', JPEG)
  const [photo] = (await detail(at)).photos
  assert.deepEqual([photo?.state, photo?.contentType], ['kept', 'image/jpeg'])
  const shown = await get(at, photo?.url ?? '')
  assert.deepEqual([shown.statusCode, shown.headers['content-type']], [200, 'image/jpeg'])
  assert.deepEqual(new Uint8Array(shown.rawPayload), JPEG)
  assert.match(String(shown.headers['content-security-policy']), /sandbox/)
  assert.equal(shown.headers['x-content-type-options'], 'nosniff')
  const asked = at.house.carrier.events().filter((event) => event.kind === 'rest' && String(event.detail['path']).includes('/Media/'))
  assert.equal(asked.length, 1)
  noFaults(at)
})

test('a drawing with script in it that calls itself a picture is not kept', async () => {
  const at = await opened()
  await sendPicture(at, 'look at this sink, it is clogged', 'image/jpeg', PAGE)
  const [photo] = (await detail(at)).photos
  assert.deepEqual([photo?.state, photo?.url], ['refused', null])
  assert.equal((await get(at, `/api/v1/tenants/${at.policy.tenantId}/messages/${photo?.messageId}/media/0`)).statusCode, 404)
  assert.deepEqual(files(at), [])
})

test('a picture answers the question for one: it is thanked for, and the owner is told of one photo and where to see it', async () => {
  const at = await opened({ trade: 'roofing' })
  await at.write(CALLER, 'I need a new roof, it leaks', '412 Oak St Springfield 62704', 'Dana Miller', 'tomorrow morning')
  const asking = at.textsTo(CALLER).at(-1) ?? ''
  assert.match(asking, /photo|picture/i)
  await sendPicture(at, '', 'image/jpeg', JPEG)
  const answer = at.textsTo(CALLER).at(-1) ?? ''
  assert.notEqual(answer, asking)
  assert.doesNotMatch(answer, /understand|photo\?/i)
  await at.house.pass(3 * MINUTE)
  const { id } = await at.lead()
  const told = at.textsTo(OWNER).find((text) => text.includes('1 photo'))
  assert.ok(told?.includes(`1 photo: https://lead-agent.test/b/t_ace/leads/${id}`), at.textsTo(OWNER).join('\n---\n'))
  noFaults(at)
})

test('whoever begins with a picture alone is asked what it is about', async () => {
  const at = await opened()
  await sendPicture(at, '', 'image/png', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]))
  assert.equal(at.textsTo(CALLER).length, 1)
  assert.equal((await detail(at)).photos.length, 1)
  noFaults(at)
})

test('voicemails and pictures go with their person, file and words', async () => {
  const at = await opened()
  await leaveVoicemail(at, 'my sink is clogged')
  await sendPicture(at, 'this one', 'image/jpeg', JPEG)
  assert.equal(files(at).length, 2)
  const { calls, photos } = await detail(at)
  const erased = await at.post('/erasures', { phone: CALLER })
  assert.equal(erased.status, 200, JSON.stringify(erased.body))
  await at.house.pass(10_000)
  assert.deepEqual(files(at), [])
  for (const url of [calls[0]?.recording?.url, photos[0]?.url]) assert.equal((await get(at, url ?? '')).statusCode, 404)
})

test('after their time they are let go, a picture later than a voicemail', async () => {
  const at = await opened()
  await leaveVoicemail(at, 'my sink is clogged')
  const url = (await detail(at)).calls[0]?.recording?.url ?? ''
  assert.equal(files(at).length, 1)
  await expireMedia(at.house.app.parts, at.policy.tenantId, plus(now(at.house), MEDIA_KEPT_MS.voicemail - MINUTE * 5))
  assert.equal(files(at).length, 1)
  await expireMedia(at.house.app.parts, at.policy.tenantId, plus(now(at.house), MEDIA_KEPT_MS.voicemail))
  await at.house.pass(2_000)
  assert.deepEqual(files(at), [])
  assert.equal((await get(at, url)).statusCode, 410)
  assert.equal((await detail(at)).calls[0]?.recording?.transcript, null)
  await sendPicture(at, 'this one', 'image/jpeg', JPEG)
  await expireMedia(at.house.app.parts, at.policy.tenantId, plus(now(at.house), MEDIA_KEPT_MS.photo - MINUTE * 5))
  assert.equal(files(at).length, 1)
  await expireMedia(at.house.app.parts, at.policy.tenantId, plus(now(at.house), MEDIA_KEPT_MS.photo))
  await at.house.pass(2_000)
  assert.deepEqual(files(at), [])
})

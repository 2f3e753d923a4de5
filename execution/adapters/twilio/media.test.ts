import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { createTwilio } from './twilio.ts'

/*
 * Goal: only what we want is fetched, from the carrier alone, and the account's credentials go to nobody else.
 * Method: two servers on this machine: one stands in for the carrier, the other for everybody else.
 */

const ACCOUNT = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'token' }
const RECORDING = { kind: 'voicemail', recordingSid: 'RE1' } as const
const BASIC = `Basic ${Buffer.from(`${ACCOUNT.accountSid}:token`).toString('base64')}`

type Answer = (request: IncomingMessage, response: ServerResponse) => void

async function peer(t: TestContext, answer: Answer): Promise<{ origin: string; asked: { url: string; authorization: string | null }[] }> {
  const asked: { url: string; authorization: string | null }[] = []
  const server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', authorization: request.headers.authorization ?? null })
    answer(request, response)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  // A listening server on a port has an address object.
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

function fetching(origin: string, source: Parameters<ReturnType<typeof createTwilio>['fetchMedia']>[1], bytesMax = 100) {
  return createTwilio({ apiBaseUrl: origin, random: () => 0, now: () => 0, timeouts: { mediaMs: 300 } }).fetchMedia(
    ACCOUNT,
    source,
    bytesMax,
  )
}

test('a recording is asked for as MP3 below its account, with the account’s credentials', async (t) => {
  const carrier = await peer(t, (_request, response) => response.end('ID3sound'))
  const outcome = await fetching(carrier.origin, RECORDING)
  assert.equal(outcome.kind === 'done' && Buffer.from(outcome.value).toString(), 'ID3sound')
  const url = `/2010-04-01/Accounts/${ACCOUNT.accountSid}/Recordings/RE1.mp3`
  assert.deepEqual(carrier.asked, [{ url, authorization: BASIC }])
})

test('an address that is not the carrier’s is not asked, and none is followed there', async (t) => {
  const stranger = await peer(t, (_request, response) => response.end('secret'))
  const carrier = await peer(t, (_request, response) => response.writeHead(307, { location: `${stranger.origin}/x` }).end())
  for (const url of [`${stranger.origin}/x`, 'http://169.254.169.254/', 'file:///etc/passwd', ''])
    assert.equal((await fetching(carrier.origin, { kind: 'photo', url })).kind, 'refused', url)
  assert.equal((await fetching(carrier.origin, { kind: 'photo', url: `${carrier.origin}/m` })).kind, 'refused')
  assert.deepEqual(stranger.asked, [])
})

test('an address of the carrier’s that sends on to another of its own is followed, and not for ever', async (t) => {
  const carrier = await peer(t, ({ url }, response) =>
    url === '/once'
      ? response.writeHead(307, { location: '/there' }).end()
      : url === '/there'
        ? response.end('GIF89a')
        : response.writeHead(302, { location: '/round' }).end(),
  )
  assert.equal((await fetching(carrier.origin, { kind: 'photo', url: `${carrier.origin}/once` })).kind, 'done')
  assert.equal((await fetching(carrier.origin, { kind: 'photo', url: `${carrier.origin}/round` })).kind, 'refused')
  assert.ok(carrier.asked.length < 10)
})

test('what is larger than allowed is refused, whatever its header says', async (t) => {
  const carrier = await peer(t, (_request, response) => {
    response.writeHead(200, { 'transfer-encoding': 'chunked' })
    for (let place = 0; place < 50; place += 1) response.write('0123456789')
    response.end()
  })
  assert.deepEqual(await fetching(carrier.origin, RECORDING), { kind: 'refused', reason: 'too_large', code: null })
})

test('not there yet, a carrier that is down, and silence are asked again; wrong credentials are not', async (t) => {
  let status = 404
  const carrier = await peer(t, (_request, response) => {
    if (status > 0) response.writeHead(status).end()
  })
  const kinds: string[] = []
  for (status of [404, 503, 429, 0, 401, 410]) {
    // The next answer is set before the next question.
    // oxlint-disable-next-line no-await-in-loop
    kinds.push((await fetching(carrier.origin, RECORDING)).kind)
  }
  assert.deepEqual(kinds, ['retry', 'retry', 'retry', 'retry', 'refused', 'refused'])
})

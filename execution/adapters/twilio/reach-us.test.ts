import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { isSignedByTwilio } from './signature.ts'
import { createReachUs } from './reach-us.ts'

const ACCOUNT = { accountSid: `AC${'a'.repeat(32)}`, authToken: 'token' }
const PATH = '/twilio/t_ace/self-test'

test('the request is signed for the public address as Twilio signs a form, wherever it is sent', async (t) => {
  const origin = await serverOf(t, (request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const signature = String(request.headers['x-twilio-signature'])
      const asked = {
        url: `https://leads.example.com${request.url ?? ''}`,
        contentType: String(request.headers['content-type']),
        body,
        signature,
      }
      const holds = isSignedByTwilio(asked, ['token']) && !isSignedByTwilio(asked, ['other'])
      response.writeHead(holds && body.includes(`AccountSid=${ACCOUNT.accountSid}`) ? 204 : 403).end()
    })
  })
  const reach = createReachUs({ connectTo: (address) => address.replace('https://leads.example.com', origin) })
  assert.deepEqual(await reach(`https://leads.example.com${PATH}`, ACCOUNT), { kind: 'answered', status: 204, code: null })
})

test('our own refusals are known by their code, and nobody else’s page is', async (t) => {
  const refusing = await serverOf(t, (_request, response) =>
    response.writeHead(403).end(JSON.stringify({ status: 403, code: 'bad_signature' })),
  )
  assert.deepEqual(await createReachUs()(refusing + PATH, ACCOUNT), { kind: 'answered', status: 403, code: 'bad_signature' })
  const parked = await serverOf(t, (_request, response) => response.writeHead(200).end(`<html>${'x'.repeat(100_000)}`))
  assert.deepEqual(await createReachUs()(parked + PATH, ACCOUNT), { kind: 'answered', status: 200, code: null })
  const moved = await serverOf(t, (_request, response) => response.writeHead(301, { location: 'https://elsewhere.example/' }).end())
  assert.deepEqual(await createReachUs()(moved + PATH, ACCOUNT), { kind: 'answered', status: 301, code: null })
})

test('what did not answer says how: too slow, refused, no such name, broken', async (t) => {
  const silent = await serverOf(t, () => {})
  assert.deepEqual(await createReachUs({ timeoutMs: 50 })(silent + PATH, ACCOUNT), {
    kind: 'failed',
    why: 'timeout',
    words: 'no answer within 0.05 s',
  })
  const breaking = await serverOf(t, (request) => request.socket.destroy())
  assert.equal(whyOf(await createReachUs()(breaking + PATH, ACCOUNT)), 'broken')
  const notTls = breaking.replace('http:', 'https:')
  assert.equal(whyOf(await createReachUs()(notTls + PATH, ACCOUNT)), 'certificate')
  const gone = await goneOrigin()
  assert.equal(whyOf(await createReachUs()(gone + PATH, ACCOUNT)), 'refused')
  assert.equal(whyOf(await createReachUs()(`http://no-such-name.invalid${PATH}`, ACCOUNT)), 'name')
})

function whyOf(reached: Awaited<ReturnType<ReturnType<typeof createReachUs>>>): string {
  return reached.kind === 'failed' ? reached.why : `answered ${reached.status}`
}

async function serverOf(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => (server.closeAllConnections(), server.close()))
  // A server that listens on a port has an address of this shape.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** An address at which nobody listens any more. */
async function goneOrigin(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // As above.
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { RESPONSE_BYTES_MAX, createRest } from './rest.ts'
import type { RestRequest } from './rest.ts'

const request: RestRequest = {
  account: { accountSid: 'AC1', authToken: 'tökén:x' },
  product: 'api',
  method: 'POST',
  path: '/2010-04-01/Accounts/AC1/Messages.json',
  form: { To: '+12175550199', Body: 'ä & b=c\n💧' },
  timeoutMs: 10_000,
}

test('a form goes out at its ordinary path with basic credentials, and nothing of it is changed', async (t) => {
  const seen: { url: string | undefined; headers: NodeJS.Dict<string | string[]>; body: string }[] = []
  const origin = await serve(t, (incoming, outgoing) => {
    let body = ''
    incoming.setEncoding('utf8').on('data', (chunk) => (body += chunk))
    incoming.on('end', () => {
      seen.push({ url: incoming.url, headers: incoming.headers, body })
      outgoing.end('{"sid":"SM1"}')
    })
  })
  // A slash at the end of the setting makes no double slash.
  const answer = await createRest({ apiBaseUrl: `${origin}/` })(request)
  assert.deepEqual(answer, { kind: 'answered', status: 200, retryAfter: null, body: { sid: 'SM1' } })
  assert.equal(seen[0]?.url, request.path)
  assert.equal(seen[0]?.headers['authorization'], `Basic ${Buffer.from('AC1:tökén:x').toString('base64')}`)
  assert.equal(seen[0]?.headers['content-type'], 'application/x-www-form-urlencoded')
  assert.deepEqual(Object.fromEntries(new URLSearchParams(seen[0]?.body)), request.form)
})

test('connections are kept and used again', async (t) => {
  const ports = new Set<number | undefined>()
  const origin = await serve(t, (incoming, outgoing) => {
    ports.add(incoming.socket.remotePort)
    incoming.resume().on('end', () => outgoing.end('{}'))
  })
  const rest = createRest({ apiBaseUrl: origin })
  for (let count = 0; count < 5; count += 1) {
    // oxlint-disable-next-line no-await-in-loop
    await rest(request)
  }
  assert.equal(ports.size, 1)
})

test('a redirect is an answer, not an order', async (t) => {
  let asked = 0
  const origin = await serve(t, (_incoming, outgoing) => {
    asked += 1
    outgoing.writeHead(307, { location: '/elsewhere' }).end()
  })
  const answer = await createRest({ apiBaseUrl: origin })(request)
  assert.deepEqual([answer.kind === 'answered' ? answer.status : null, asked], [307, 1])
})

test('nobody listening means that nothing was sent', async (t) => {
  const origin = await serve(t, () => {})
  const free = createServer()
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve))
  const address = free.address()
  await new Promise((resolve) => free.close(resolve))
  assert.ok(address !== null && typeof address === 'object')
  const answer = await createRest({ apiBaseUrl: `http://127.0.0.1:${address.port}` })(request)
  assert.deepEqual(answer, { kind: 'not-sent', reason: 'ECONNREFUSED' })
  // A server that does not speak TLS: the handshake fails before a byte of the request is written.
  const tls = await createRest({ apiBaseUrl: origin.replace('http:', 'https:') })(request)
  assert.equal(tls.kind, 'not-sent')
})

test('a connection that dies after the request, also a kept one, is a lost answer', async (t) => {
  let asked = 0
  const origin = await serve(t, (incoming, outgoing) => {
    asked += 1
    if (asked === 1) incoming.resume().on('end', () => outgoing.end('{}'))
    else incoming.socket.destroy()
  })
  const rest = createRest({ apiBaseUrl: origin })
  assert.equal((await rest(request)).kind, 'answered')
  assert.equal((await rest(request)).kind, 'lost')
  assert.equal((await rest(request)).kind, 'lost')
})

test('an answer that breaks off, and one that never ends, are lost within the limit', async (t) => {
  const broken = await serve(t, (_incoming, outgoing) => {
    outgoing.writeHead(201, { 'content-length': '100' })
    outgoing.write('{"sid":', () => outgoing.socket?.destroy())
  })
  assert.equal((await createRest({ apiBaseUrl: broken })(request)).kind, 'lost')
  const trickling = await serve(t, (_incoming, outgoing) => void outgoing.writeHead(201).write('{'))
  const answer = await createRest({ apiBaseUrl: trickling })({ ...request, timeoutMs: 500 })
  assert.deepEqual(answer, { kind: 'lost', reason: 'no answer within 500 ms' })
})

test('an answer longer than the limit keeps its status and loses its body', async (t) => {
  const origin = await serve(t, (_incoming, outgoing) => outgoing.writeHead(400).end(`"${'x'.repeat(RESPONSE_BYTES_MAX)}"`))
  assert.deepEqual(await createRest({ apiBaseUrl: origin })(request), { kind: 'answered', status: 400, retryAfter: null, body: undefined })
})

async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => (server.close(), server.closeAllConnections()))
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  return `http://127.0.0.1:${address.port}`
}

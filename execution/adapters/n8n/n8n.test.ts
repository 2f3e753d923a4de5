/** Goal: whatever a receiver does, one try ends in time with the outcome that is true. Method: real HTTP on this machine. */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { describe, test } from 'node:test'
import type { Outcome } from '#core/effect.ts'
import { instant } from '#core/values/instant.ts'
import { parseTenantId, type TenantId } from '#core/values/tenant-id.ts'
import type { DomainEvent, LeadFacts } from '#core/workflows/domain-event.ts'
import { createN8n } from './n8n.ts'

const NOW = instant(Date.UTC(2026, 10, 23, 15))
const SECRET = 'a-secret-of-the-workflows'
const TENANT = parseTenantId('t_ace') as TenantId
const OPTED_OUT: DomainEvent = { type: 'caller.opted_out', at: NOW, phone: '+13125550142', leadId: null }
const NEVER_ENDED = new AbortController().signal

type Seen = { method: string | undefined; headers: IncomingMessage['headers']; body: string }

/** Tells one event to a server that answers so. */
async function told(
  listener: RequestListener,
  {
    event = OPTED_OUT,
    answerWithinMs = 5_000,
    signal = NEVER_ENDED,
  }: { event?: DomainEvent; answerWithinMs?: number; signal?: AbortSignal } = {},
): Promise<{ outcome: Outcome<null>; seen: Seen[] }> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      seen.push({ method: request.method, headers: request.headers, body })
      listener(request, response)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const n8n = createN8n({ webhookUrl: `${originOf(server)}/webhook/x?a=1`, signingSecret: SECRET, answerWithinMs }, { now: () => NOW })
    return { outcome: await n8n.tell({ tenantId: TENANT, effectId: 'e1', event }, signal), seen }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

function originOf(server: Server): string {
  const address = server.address()
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : assert.fail('no port')
}

const answering =
  (status: number, headers: Record<string, string> = {}) =>
  (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, headers).end('whatever')
  }

describe('telling a receiver of an event', () => {
  test('the body is signed as it is, and says what happened and nothing of what was said', async () => {
    const lead: LeadFacts = {
      id: 'ld_1',
      phone: '+13125550142',
      status: 'qualified',
      intent: 'book',
      urgency: 'urgent',
      safety: false,
      service: 'drain',
      name: 'Zoë',
      street: '12 Oak St',
      city: null,
      zip: '62701',
      preferredTime: { asap: true },
      source: 'call',
      createdAt: NOW,
      outcome: 'open',
      amountCents: null,
    }
    const { outcome, seen } = await told(answering(202), { event: { type: 'lead.qualified', at: NOW, lead } })
    assert.deepEqual(outcome, { kind: 'done', value: null })
    const { method, headers, body } = seen[0] ?? assert.fail('nothing arrived')
    assert.equal(method, 'POST')
    const expected = createHmac('sha256', SECRET)
      .update(`${String(headers['x-lead-agent-timestamp'])}.${body}`)
      .digest('hex')
    assert.equal(headers['x-lead-agent-signature'], `sha256=${expected}`)
    assert.equal(headers['content-type'], 'application/json')
    assert.deepEqual(JSON.parse(body), {
      id: JSON.parse(body).id,
      type: 'lead.qualified',
      version: 1,
      tenantId: 't_ace',
      at: '2026-11-23T15:00:00.000Z',
      data: { leadId: 'ld_1', lead: { ...lead, createdAt: '2026-11-23T15:00:00.000Z' } },
    })
  })

  test('an error that may pass is tried again, also 404, which n8n answers while it starts', async () => {
    for (const status of [401, 403, 404, 408, 425, 429, 500, 502, 503])
      assert.deepEqual((await told(answering(status))).outcome, { kind: 'retry', afterMs: 0, reason: `status ${status}`, code: status })
  })

  test('who asks for patience gets it, but not for ever', async () => {
    const waits = async (retryAfter: string) => {
      const { outcome } = await told(answering(503, { 'retry-after': retryAfter }))
      return outcome.kind === 'retry' ? outcome.afterMs : outcome.kind
    }
    assert.equal(await waits('30'), 30_000)
    assert.equal(await waits('999999999'), 600_000)
    for (const odd of ['-1', 'soon', '1e9', '99999999999999']) assert.equal(await waits(odd), 0)
  })

  test('who understands an event and refuses it is not asked again', async () => {
    for (const status of [400, 410, 413, 415, 422]) assert.equal((await told(answering(status))).outcome.kind, 'refused')
  })

  test('a redirection is not followed', async () => {
    const { outcome, seen } = await told(answering(307, { location: '/elsewhere' }))
    assert.equal(outcome.kind, 'retry')
    assert.equal(seen.length, 1)
  })

  test('nobody listening is surely not told; a broken or missing answer may be', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const origin = originOf(server)
    server.close()
    await once(server, 'close')
    const dead = createN8n({ webhookUrl: origin, signingSecret: SECRET }, { now: () => NOW })
    assert.equal((await dead.tell({ tenantId: TENANT, effectId: 'e1', event: OPTED_OUT }, NEVER_ENDED)).kind, 'retry')
    assert.equal((await told((request) => request.socket.destroy())).outcome.kind, 'unknown')
    assert.equal((await told((request) => void request.socket.end('this is no HTTP\r\n\r\n'))).outcome.kind, 'unknown')
    const { outcome } = await told((request) => void request.socket.write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(200_000)}\r\n\r\n`))
    assert.equal(outcome.kind, 'unknown', 'headers without end')
  })

  test('one that never answers is given up in time', async () => {
    assert.equal((await told(() => {}, { answerWithinMs: 50 })).outcome.kind, 'unknown')
  })

  test('one whose answer has no end is not read', async () => {
    const flood = (_: IncomingMessage, response: ServerResponse) => {
      response.writeHead(200)
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        response.once('drain', more)
      }
      more()
    }
    assert.equal((await told(flood)).outcome.kind, 'done')
  })

  test('a stop does not wait for the answer', async () => {
    const ending = new AbortController()
    const { outcome } = await told(() => ending.abort(), { signal: ending.signal })
    assert.equal(outcome.kind, 'unknown')
  })
})

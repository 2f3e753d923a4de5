/**
 * The real page routes over a pretend API: every state of a screen, also those that a real business is in once a year, on request.
 * The shapes are the contract's own types; tests/e2e/web-product.test.ts drives the same screens over the real API.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { toneWav } from '#adapters/fake-carrier/recordings.ts'
import { pageRoutes, type PageParts } from '#http/pages/pages.ts'
import { ago, booking, calendar, intake, now, selfTest, tenant, TENANT_ID } from './pretend-data.ts'
import { lead } from './pretend-lead.ts'
import { audit, results, tenants } from './pretend-operator.ts'
import { pretendLab } from './pretend-lab.ts'
import { rehearsal, setup } from './pretend-onboarding.ts'

export type PretendServer = {
  origin: string
  /** What was asked for other than by GET, oldest first. */
  asked: { method: string; path: string; body: unknown; headers: Record<string, unknown> }[]
  /** Answers this path (without its query) otherwise from now on. */
  answer(path: string, answer: unknown, status?: number): void
  /** Takes every special answer back. */
  forget(): void
  /** Tells the open streams of a change. */
  tell(change: { kind: string; leadId: string | null }): void
  role: 'owner' | 'operator' | null
  close(): Promise<void>
}

/** Any picture will do. */
const PICTURE = readFileSync(join(import.meta.dirname, '..', '..', 'web', 'public', 'icon-192.png'))

const API = `/api/v1/tenants/${TENANT_ID}`

export async function pretendServer(): Promise<PretendServer> {
  const app = fastify({ forceCloseConnections: true })
  const special = new Map<string, { answer: unknown; status: number }>()
  const streams = new Set<FastifyReply>()
  const server: PretendServer = {
    origin: '',
    asked: [],
    role: 'owner',
    answer: (path, answer, status = 200) => void special.set(path, { answer, status }),
    forget: () => special.clear(),
    tell({ kind, leadId }) {
      const data = JSON.stringify({ kind, leadId, at: new Date().toISOString() })
      for (const stream of streams) stream.raw.write(`event: change\ndata: ${data}\n\n`)
    },
    close: async () => {
      for (const stream of streams) stream.raw.end()
      await app.close()
    },
  }
  app.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    const found = special.get(path)
    if (found !== undefined && request.method === 'GET') return reply.code(found.status).send(found.answer)
    return undefined
  })
  app.addHook('preHandler', async ({ method, url, body, headers }) => {
    if (method !== 'GET') server.asked.push({ method, path: url, body, headers })
  })
  apiRoutes(app, server, streams)
  await app.register((scope) => pageRoutes(scope, pageParts()))
  server.origin = await app.listen({ port: 0, host: '127.0.0.1' })
  return server
}

function apiRoutes(app: FastifyInstance, server: PretendServer, streams: Set<FastifyReply>): void {
  app.get('/api/v1/session', async () => session(server))
  app.delete('/api/v1/session', async () => {
    server.role = null
    return {}
  })
  app.post('/api/v1/session/code', async (_request, reply) => reply.code(202).send({ accepted: true, expiresInSeconds: 600 }))
  app.post<{ Body: { code: string } }>('/api/v1/session/code/check', async (request, reply) => {
    if (request.body.code !== '123456') return reply.code(401).send({ code: 'unauthorized', title: 'no' })
    server.role = 'owner'
    return session(server)
  })
  app.get('/api/v1/tenants', async () => ({ items: tenants(), nextCursor: null }))
  app.get('/api/v1/audit', async () => ({ items: audit(), nextCursor: null }))
  app.get(API, async () => tenant())
  app.patch<{ Body: Record<string, unknown> }>(API, async ({ body }) => Object.assign(tenant(), body))
  app.get(`${API}/now`, async () => now())
  app.get<{ Params: { id: string } }>(`${API}/leads/:id`, async (request) => lead(request.params.id))
  app.get<{ Querystring: { from: string; to: string } }>(`${API}/results`, async ({ query }) =>
    results(Math.round((Date.parse(query.to) - Date.parse(query.from)) / 86_400_000) + 1),
  )
  app.get<{ Querystring: { from: string; to: string } }>(`${API}/calendar`, async ({ query }) => calendar(query.from, query.to))
  app.get(`${API}/intake`, async () => intake())
  app.get(`${API}/booking`, async () => booking())
  app.get(`${API}/self-test`, async () => selfTest())
  app.post(`${API}/self-test`, async () => selfTest())
  app.post<{ Body: { url: string } }>(`${API}/calendars/test`, async ({ body }) =>
    body.url.includes('wrong')
      ? { problem: "the calendar's server answered 404: check the address", busy: [] }
      : { problem: null, busy: [{ start: '2026-12-08T15:00:00Z', end: '2026-12-08T17:00:00Z' }] },
  )
  app.post(`${API}/phones/verify`, async (_request, reply) =>
    reply.code(202).send({ phone: '+12175550103', validUntil: new Date(Date.now() + 600_000).toISOString() }),
  )
  app.get(`${API}/staff`, async () => ({
    items: [
      { phone: '+12175550101', role: 'owner', name: 'Sam', verified: true, createdAt: ago(0) },
      { phone: '+12175550104', role: 'staff', name: 'Jo', verified: true, createdAt: ago(0) },
    ],
  }))
  app.get('/api/v1/passkeys', async () => ({ items: [{ id: 'p_1', name: 'Office laptop', createdAt: ago(0), lastUsedAt: null }] }))
  app.get(`${API}/registration`, async () => ({
    registration: { status: 'pending', words: 'The campaign is under review; usually 10 to 15 working days.', mend: [] },
  }))
  app.get(`${API}/setup/services`, async () => ({
    trade: 'plumbing',
    services: ['water heater', 'drain', 'toilet', 'sewer', 'sump pump', 'garbage disposal', 'water softener'],
  }))
  app.post(`${API}/setup/say-it-back`, async () => ({
    sentences: [
      'Monday to Friday from 7 am to 5 pm we ring you first.',
      'From 5 pm to 9 pm we ring the second phone.',
      'At all other times nobody rings.',
    ],
  }))
  app.get(`${API}/calls/:id/recording`, async (_request, reply) => reply.type('audio/wav').send(Buffer.from(toneWav(2))))
  app.get(`${API}/messages/:id/media/:place`, async (_request, reply) => reply.type('image/png').send(PICTURE))
  app.get(`${API}/live`, (request, reply) => {
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    reply.raw.write(': here\n\n')
    streams.add(reply)
    request.raw.on('close', () => streams.delete(reply))
  })
  app.get(`${API}/setup`, async () => setup())
  app.post(`${API}/setup/confirm`, async () => setup())
  app.post(`${API}/setup/rehearsal`, async () => rehearsal())
  app.post(`${API}/*`, async () => ({}))
  app.patch(`${API}/*`, async () => ({}))
  app.post('/api/v1/tenants', async () => tenant())
  app.post('/api/v1/onboarding', async () => tenant())
}

function session(server: PretendServer): unknown {
  if (server.role === null) return { signedIn: false, lab: true }
  const isOwner = server.role === 'owner'
  return {
    signedIn: true,
    lab: true,
    role: server.role,
    name: isOwner ? 'Sam' : 'Operator',
    tenants: isOwner ? [{ id: TENANT_ID, name: 'Ace Plumbing' }] : [],
    csrfToken: 'pretend-token',
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  }
}

/** Nobody signs in by a link here, so what that needs is never asked. */
function pageParts(): PageParts {
  const never = () => assert.fail('the pretend server signs nobody in by a link')
  return {
    publicUrl: 'http://127.0.0.1',
    sessions: { identify: never, start: never, end: never, isStillIn: never, isOperatorToken: () => false },
    limits: { count: () => {} },
    labScreen: pretendLab(),
  }
}

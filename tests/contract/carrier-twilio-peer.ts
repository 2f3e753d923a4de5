import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'

import type { CarrierWorld, Fate } from './carrier-world.ts'
import type { LineType } from '#core/event.ts'
import type { Instant } from '#core/values/instant.ts'

type Resource = Record<string, string | null>
type Peer = Omit<CarrierWorld, 'carrier' | 'account'> & { origin: string; accounts: () => string[] }

const LINE_TYPES: Record<LineType, string | null> = {
  mobile: 'mobile',
  landline: 'landline',
  voip: 'nonFixedVoip',
  'toll-free': 'tollFree',
  unknown: null,
}

/** A small Twilio over `node:http`: takes and lists texts, lists calls, knows line types, and meets requests with the fate it is told. */
export async function startTwilioPeer({ now }: { now: Instant }): Promise<Peer> {
  const texts: Resource[] = []
  const calls: Resource[] = []
  const pictures = new Map<string, number>()
  const lineTypes = new Map<string, LineType>()
  const fates: Fate[] = []
  const accounts: string[] = []
  const nextId = (prefix: string) => `${prefix}${String(texts.length + calls.length + 1).padStart(32, '0')}`

  function take(form: URLSearchParams): Resource {
    const text = textResource({
      sid: nextId('SM'),
      direction: 'outbound-api',
      from: form.get('From') ?? '',
      to: form.get('To') ?? '',
      body: form.get('Body') ?? '',
      at: now,
    })
    texts.push({ ...text, status: 'queued', date_sent: null })
    return text
  }

  function ringOut(form: URLSearchParams): Resource {
    const times = { start_time: new Date(now).toUTCString(), date_created: new Date(now).toUTCString() }
    const parties = { from: form.get('From'), to: form.get('To') }
    const call = { sid: nextId('CA'), ...parties, status: 'queued', duration: null, direction: 'outbound-api', ...times }
    calls.push(call)
    return call
  }

  function answerTo(method: string, url: URL, form: URLSearchParams): { status: number; body: unknown } {
    const path = url.pathname
    if (method === 'POST' && path.endsWith('/Messages.json')) return { status: 201, body: take(form) }
    if (path.endsWith('/Media.json')) return { status: 200, body: mediaPage(path, pictures) }
    if (path.endsWith('/Messages.json')) return { status: 200, body: page(url, 'messages', texts) }
    if (method === 'POST' && path.endsWith('/Calls.json')) return { status: 201, body: ringOut(form) }
    if (path.endsWith('/Calls.json')) return { status: 200, body: page(url, 'calls', calls) }
    if (path.startsWith('/v2/PhoneNumbers/')) return { status: 200, body: lookup(path, lineTypes) }
    return { status: 404, body: { code: 20404, status: 404 } }
  }

  const server = createServer((request, response) => {
    accounts.push(Buffer.from((request.headers.authorization ?? '').slice(6), 'base64').toString('utf8'))
    collect(request, (body) => {
      const url = new URL(request.url ?? '/', 'http://peer')
      const act = () => answerTo(request.method ?? '', url, new URLSearchParams(body))
      const fate = fates.shift()
      if (fate === undefined) return send(response, act())
      return meet(fate, request, response, act)
    })
  })
  const origin = await listen(server)
  const close = () => new Promise<void>((resolve) => (server.close(() => resolve()), server.closeAllConnections()))
  return {
    origin,
    accounts: () => accounts,
    next: (fate) => void fates.push(fate),
    taken: () => texts.map((text) => ({ carrierId: text['sid'] ?? '', to: text['to'] ?? '', body: text['body'] ?? '' })),
    put: ({ direction, pictures: count = 0, ...text }) => {
      const sid = nextId('SM')
      pictures.set(sid, count)
      texts.push({
        ...textResource({ ...text, sid, direction: direction === 'inbound' ? 'inbound' : 'outbound-api' }),
        num_media: String(count),
      })
      return sid
    },
    ring: ({ from, to, at, status, seconds, isLeg = false }) => {
      const sid = nextId('CA')
      const times = { start_time: new Date(at).toUTCString(), date_created: new Date(at).toUTCString() }
      calls.push({ sid, from, to, status, duration: String(seconds), direction: isLeg ? 'outbound-dial' : 'inbound', ...times })
      return sid
    },
    setLineType: (phone, lineType) => void lineTypes.set(phone, lineType),
    vanish: close,
    close,
  }
}

function textResource({ at, ...text }: { sid: string; direction: string; from: string; to: string; body: string; at: Instant }): Resource {
  const time = new Date(at).toUTCString()
  return { ...text, status: 'sent', num_segments: '1', num_media: '0', date_created: time, date_sent: time }
}

/** Twilio's list: newest first, `PageSize` items, and the address of the next page. The time filters are left to the adapter on purpose. */
function page(url: URL, key: string, resources: Resource[]): unknown {
  const size = Number(url.searchParams.get('PageSize') ?? '50')
  const number = Number(url.searchParams.get('Page') ?? '0')
  const to = url.searchParams.get('To')
  const matching = resources.filter((resource) => to === null || resource['to'] === to).toSorted(newestFirst)
  const next = new URL(url)
  next.searchParams.set('Page', String(number + 1))
  next.searchParams.set('PageToken', `PA${number + 1}`)
  const isLast = (number + 1) * size >= matching.length
  return {
    [key]: matching.slice(number * size, (number + 1) * size),
    next_page_uri: isLast ? null : next.pathname + next.search,
    page: number,
  }
}

function newestFirst(a: Resource, b: Resource): number {
  return Date.parse(b['date_created'] ?? '') - Date.parse(a['date_created'] ?? '')
}

function mediaPage(path: string, pictures: ReadonlyMap<string, number>): unknown {
  const sid = path.split('/').at(-2) ?? ''
  const media = Array.from({ length: pictures.get(sid) ?? 0 }, (_, index) => ({
    sid: `ME${index}`,
    content_type: 'image/jpeg',
    parent_sid: sid,
  }))
  return { media_list: media, next_page_uri: null }
}

function lookup(path: string, lineTypes: ReadonlyMap<string, LineType>): unknown {
  const phone = decodeURIComponent(path.split('/').at(-1) ?? '')
  const type = LINE_TYPES[lineTypes.get(phone) ?? 'unknown']
  return { phone_number: phone, valid: true, line_type_intelligence: type === null ? null : { type, error_code: null } }
}

function meet(fate: Fate, request: IncomingMessage, response: ServerResponse, act: () => unknown): void {
  switch (fate.kind) {
    case 'busy': {
      const headers = fate.retryAfterSeconds === null ? {} : { 'retry-after': String(fate.retryAfterSeconds) }
      return send(response, { status: 429, body: { code: 20429, status: 429 }, headers })
    }
    case 'opted-out':
      return send(response, { status: 400, body: { code: 21610, message: 'Attempt to send to unsubscribed recipient', status: 400 } })
    case 'wrong-credentials':
      return send(response, { status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } })
    case 'server-error':
      return send(response, { status: 503, body: { code: 20503, status: 503 } })
    case 'lost':
      if (fate.acted) act()
      return void request.socket.destroy()
    case 'silent':
      return undefined
    case 'garbage':
      return void response.writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' }).end('<html>{"sid":')
    case 'endless': {
      response.writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' })
      return pour(response)
    }
    default:
      return fate satisfies never
  }
}

/** Writes for as long as somebody reads. */
function pour(response: ServerResponse): void {
  if (response.destroyed) return
  if (response.write(' '.repeat(65_536))) setImmediate(() => pour(response))
  else response.once('drain', () => pour(response))
}

function send(
  response: ServerResponse,
  { status, body, headers = {} }: { status: number; body: unknown; headers?: Record<string, string> },
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

function collect(request: IncomingMessage, done: (body: string) => void): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => done(Buffer.concat(chunks).toString('utf8')))
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return `http://127.0.0.1:${address.port}`
}

import { createServer, request as httpRequest, Agent, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { clockMs } from './clock-ms.ts'
import { newSid, reportForm, signedWebhook, type Account } from './webhook.ts'

/** A text that the product has sent. */
export type PeerText = {
  sid: string
  accountSid: string
  /** What the product proved itself with. */
  authToken: string
  from: string
  to: string
  body: string
  statusCallback: string
  /** When the whole request was here, by `clockMs`. */
  arrivedMs: number
  createdAt: Date
}

/** A call as the carrier's own list shows it. */
export type PeerCall = { sid: string; from: string; to: string; status: string; seconds: number; startedAt: Date }

export type PeerOptions = {
  /** How long an answer to a REST call takes; Twilio's own take 50 to 200 ms. */
  answerMs?: number
  /** Sends the delivery reports of each text, signed with the token of its account. */
  reports?: 'sent and delivered' | 'none'
}

export type Peer = {
  origin: string
  texts: PeerText[]
  calls: PeerCall[]
  /** Delivery reports that the product has answered with success, and others. */
  reports: { answered: number; failed: number }
  close(): Promise<void>
}

type Answer = { status: number; body: unknown }

/**
 * A small Twilio of our own that shares no code with the built-in carrier: takes and lists texts, lists calls, knows no line types. Keeps
 * everything it is told.
 */
export async function startPeer({ answerMs = 0, reports = 'none' }: PeerOptions = {}): Promise<Peer> {
  const texts: PeerText[] = []
  const calls: PeerCall[] = []
  const counts = { answered: 0, failed: 0 }
  const agent = new Agent({ keepAlive: true, maxSockets: 32 })

  function answerTo(request: IncomingMessage, url: URL, body: string, arrivedMs: number): Answer {
    const account = accountOf(request)
    const resource = /^\/2010-04-01\/Accounts\/(AC[0-9a-f]{32})\/(\w+)(?:\/\w+\/(\w+))?\.json$/.exec(url.pathname)
    if (resource === null) return { status: 404, body: { code: 20404, message: 'not found', status: 404 } }
    if (account === null || account.accountSid !== resource[1])
      return { status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } }
    if (resource[3] === 'Media') return { status: 200, body: { media_list: [], next_page_uri: null } }
    if (resource[2] === 'Calls') return { status: 200, body: pageOf(url, 'calls', calls.map(callResource)) }
    if (request.method !== 'POST') return { status: 200, body: pageOf(url, 'messages', texts.filter(isOf(account)).map(textResource)) }
    return { status: 201, body: textResource(take(account, new URLSearchParams(body), arrivedMs)) }
  }

  function take(account: Account, form: URLSearchParams, arrivedMs: number): PeerText {
    const field = (name: string) => form.get(name) ?? ''
    const text: PeerText = {
      sid: newSid('SM'),
      ...account,
      from: field('From'),
      to: field('To'),
      body: field('Body'),
      statusCallback: field('StatusCallback'),
      arrivedMs,
      createdAt: new Date(),
    }
    texts.push(text)
    if (reports !== 'none') void report(text)
    return text
  }

  async function report(text: PeerText): Promise<void> {
    for (const status of ['sent', 'delivered']) {
      const webhook = signedWebhook(text.statusCallback, reportForm(text, { ...text, status }), text.authToken)
      const answered = await post(agent, webhook.url, webhook.body, webhook.signature)
      if (answered >= 200 && answered < 300) counts.answered += 1
      else counts.failed += 1
    }
  }

  const server = createServer((request, response) => {
    collect(request, async (body) => {
      const arrivedMs = clockMs()
      const { status, body: answer } = answerTo(request, new URL(request.url ?? '/', 'http://peer'), body, arrivedMs)
      if (answerMs > 0) await sleep(answerMs)
      send(response, status, answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 1_024, resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the peer has no port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    texts,
    calls,
    reports: counts,
    close: () =>
      new Promise((resolve) => {
        agent.destroy()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function accountOf(request: IncomingMessage): Account | null {
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  const [accountSid = '', authToken = ''] = Buffer.from(basic ?? '', 'base64')
    .toString('utf8')
    .split(':')
  return accountSid === '' || authToken === '' ? null : { accountSid, authToken }
}

function isOf(account: Account): (text: PeerText) => boolean {
  return (text) => text.accountSid === account.accountSid
}

function textResource(text: PeerText): Record<string, unknown> {
  const time = text.createdAt.toUTCString()
  return {
    sid: text.sid,
    account_sid: text.accountSid,
    status: 'queued',
    direction: 'outbound-api',
    from: text.from,
    to: text.to,
    body: text.body,
    num_segments: '1',
    num_media: '0',
    date_created: time,
    date_updated: time,
    date_sent: null,
    error_code: null,
    error_message: null,
  }
}

function callResource(call: PeerCall): Record<string, unknown> {
  const time = call.startedAt.toUTCString()
  const { sid, from, to, status, seconds } = call
  return { sid, from, to, status, direction: 'inbound', duration: String(seconds), start_time: time, date_created: time }
}

/** Twilio's pages: filtered by `To`, newest first. */
function pageOf(url: URL, key: string, resources: Record<string, unknown>[]): unknown {
  const to = url.searchParams.get('To')
  const size = Number(url.searchParams.get('PageSize') ?? '50')
  const number = Number(url.searchParams.get('Page') ?? '0')
  const matching = resources.filter((resource) => to === null || resource['to'] === to).toReversed()
  const next = new URL(url)
  next.searchParams.set('Page', String(number + 1))
  const isLast = (number + 1) * size >= matching.length
  return {
    [key]: matching.slice(number * size, (number + 1) * size),
    page: number,
    page_size: size,
    next_page_uri: isLast ? null : next.pathname + next.search,
  }
}

/** The status of the answer; 0 when there was none. */
function post(agent: Agent, url: string, body: string, signature: string): Promise<number> {
  return new Promise((resolve) => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'content-length': Buffer.byteLength(body),
      'x-twilio-signature': signature,
    }
    const outgoing = httpRequest(url, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    outgoing.on('error', () => resolve(0))
    outgoing.end(body)
  })
}

function collect(request: IncomingMessage, done: (body: string) => void): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => done(Buffer.concat(chunks).toString('utf8')))
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text)
}

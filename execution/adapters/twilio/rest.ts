import * as http from 'node:http'
import * as https from 'node:https'

import type { CarrierAccount } from '#ports/carrier.ts'

export type RestRequest = {
  account: CarrierAccount
  product: 'api' | 'lookups' | 'messaging' | 'trusthub'
  method: 'GET' | 'POST'
  /** Begins with a slash; ids in it are already encoded. */
  path: string
  query?: Readonly<Record<string, string>>
  /** A list repeats its name, as Twilio wants it. */
  form?: Readonly<Record<string, string | readonly string[]>>
  /** Headers of one interface, such as the version of the messaging interface. */
  headers?: Readonly<Record<string, string>>
  timeoutMs: number
}

/** What became of one request, before Twilio's meaning is read into it. */
export type RestAnswer =
  /** `body` is undefined when it is no JSON or too long. */
  | { kind: 'answered'; status: number; retryAfter: string | null; body: unknown }
  /** Not a byte of the request left this machine. */
  | { kind: 'not-sent'; reason: string }
  /** The request may have arrived; the answer did not. */
  | { kind: 'lost'; reason: string }

export type TwilioRest = (request: RestRequest) => Promise<RestAnswer>

/** Longest answer that is read: a page of 200 texts has about 300 KB. */
export const RESPONSE_BYTES_MAX = 2_097_152

const ORIGINS: Record<RestRequest['product'], string> = {
  api: 'https://api.twilio.com',
  lookups: 'https://lookups.twilio.com',
  messaging: 'https://messaging.twilio.com',
  trusthub: 'https://trusthub.twilio.com',
}

/** 100 sends a second at 200 ms each need 20; the rest is head room. */
const SOCKETS_MAX = 64

/** Shorter than the idle time of common load balancers (60 s), so that we rarely write into a closing connection. */
const IDLE_SOCKET_MS = 30_000

/**
 * Speaks HTTP with Twilio, or with the one origin that stands in for all its hosts. Never throws, follows no redirects, repeats nothing.
 * Over `node:http` and not `fetch`: half the processor time and memory at 100 requests a second (see the README), and it can tell
 * a request that never left from one whose answer was lost, on which it depends whether a text may be sent again.
 */
export function createRest(settings: { apiBaseUrl: string | null }): TwilioRest {
  const agentOptions = { keepAlive: true, maxSockets: SOCKETS_MAX, timeout: IDLE_SOCKET_MS }
  const agents = { 'http:': new http.Agent(agentOptions), 'https:': new https.Agent(agentOptions) }
  return (request) => {
    const url = new URL(baseOf(settings.apiBaseUrl, request.product) + request.path)
    for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.append(name, value)
    const isTls = url.protocol === 'https:'
    const start = (options: http.RequestOptions) =>
      isTls ? https.request(url, { ...options, agent: agents['https:'] }) : http.request(url, { ...options, agent: agents['http:'] })
    return exchange(start, request, isTls)
  }
}

function baseOf(apiBaseUrl: string | null, product: RestRequest['product']): string {
  return (apiBaseUrl ?? ORIGINS[product]).replace(/\/+$/, '')
}

function exchange(start: (options: http.RequestOptions) => http.ClientRequest, request: RestRequest, isTls: boolean): Promise<RestAnswer> {
  const body = request.form === undefined ? '' : encoded(request.form)
  return new Promise((resolve) => {
    let mayHaveArrived = false
    const outgoing = start({ method: request.method, headers: headersOf(request, body) })
    const timer = setTimeout(() => outgoing.destroy(new Error(`no answer within ${request.timeoutMs} ms`)), request.timeoutMs)
    const finish = (answer: RestAnswer) => {
      clearTimeout(timer)
      resolve(answer)
    }
    const fail = (error: Error) => finish({ kind: mayHaveArrived ? 'lost' : 'not-sent', reason: wordsOf(error) })
    outgoing.on('socket', (socket) => {
      if (outgoing.reusedSocket || (!isTls && !socket.connecting)) mayHaveArrived = true
      else socket.once(isTls ? 'secureConnect' : 'connect', () => (mayHaveArrived = true))
    })
    outgoing.on('error', fail)
    outgoing.on('response', (incoming) => readAnswer(incoming, finish, fail))
    outgoing.end(body)
  })
}

function encoded(form: Readonly<Record<string, string | readonly string[]>>): string {
  const pairs = Object.entries(form).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each]))
  return new URLSearchParams(pairs).toString()
}

function headersOf(request: RestRequest, body: string): http.OutgoingHttpHeaders {
  const { accountSid, authToken } = request.account
  return {
    accept: 'application/json',
    'accept-encoding': 'identity',
    authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`, 'utf8').toString('base64')}`,
    'user-agent': 'lead-agent',
    ...request.headers,
    ...(request.form !== undefined && { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }),
  }
}

function readAnswer(incoming: http.IncomingMessage, finish: (answer: RestAnswer) => void, fail: (error: Error) => void): void {
  const chunks: Buffer[] = []
  let bytes = 0
  const answer = (body: unknown): RestAnswer => {
    const retryAfter = incoming.headers['retry-after'] ?? null
    return { kind: 'answered', status: incoming.statusCode ?? 0, retryAfter, body }
  }
  incoming.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= RESPONSE_BYTES_MAX) return void chunks.push(chunk)
    finish(answer(undefined))
    incoming.destroy()
  })
  incoming.on('end', () => finish(answer(jsonOf(Buffer.concat(chunks).toString('utf8')))))
  incoming.on('error', fail)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The system's short word (`ECONNREFUSED`) when there is one: its sentence may repeat the address with personal data. */
function wordsOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}

import { createServer, request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** A REST call of the product as it arrived. */
export type RestCall = { method: string; path: string; accountSid: string; authToken: string }

/** What may happen to the next request that sends a text. */
export type Accident =
  /** The peer has the text; its answer never comes, because the connection breaks. */
  | 'answer lost'
  /** The connection breaks before the peer has read anything. */
  | 'request lost'
  /** The peer has the text; its answer does not come before the product's own time limit. */
  | 'answer held'

export type PeerDoor = {
  origin: string
  calls: RestCall[]
  /** Numbers that Lookup calls landlines; all others are unknown there. */
  landlines: Set<string>
  /** How long Lookup takes. */
  lookupMs: number
  /** How long the answers to everything else take, once the peer has the request; Twilio's own take 50 to 200 ms. */
  answerMs: number
  /** Befalls the next text to this number, once. */
  accidents: Map<string, Accident>
  close(): Promise<void>
}

/**
 * Stands between the product and the peer of the benchmarks: adds the Lookup interface, keeps what the product proved itself with, and lets
 * accidents happen to answers. Everything else passes through unchanged.
 */
export async function openPeerDoor(peerOrigin: string): Promise<PeerDoor> {
  const calls: RestCall[] = []
  const landlines = new Set<string>()
  const accidents = new Map<string, Accident>()

  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy())
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request)
    const { pathname } = new URL(request.url ?? '/', 'http://door')
    calls.push({ method: request.method ?? '', path: pathname, ...credentialsOf(request) })
    const looked = /^\/v2\/PhoneNumbers\/(.+)$/.exec(pathname)?.[1]
    if (looked !== undefined) return lookUp(decodeURIComponent(looked), response)
    const to = new URLSearchParams(body).get('To') ?? ''
    const accident = request.method === 'POST' ? accidents.get(to) : undefined
    accidents.delete(accident === undefined ? '' : to)
    if (accident === 'request lost') return void request.socket.destroy()
    const passed = await pass(peerOrigin, request, body)
    if (accident === 'answer lost') return void request.socket.destroy()
    if (accident === 'answer held') return
    await sleep(door.answerMs)
    response.writeHead(passed.status, { 'content-type': 'application/json' }).end(passed.body)
  }

  async function lookUp(phone: string, response: ServerResponse): Promise<void> {
    await sleep(door.lookupMs)
    const type = landlines.has(phone) ? 'landline' : 'mobile'
    const found = { phone_number: phone, valid: true, line_type_intelligence: { type, error_code: null } }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(found))
  }

  const door: PeerDoor = {
    origin: await listen(server),
    calls,
    landlines,
    lookupMs: 0,
    answerMs: 0,
    accidents,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return door
}

function credentialsOf(request: IncomingMessage): Pick<RestCall, 'accountSid' | 'authToken'> {
  const encoded = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const [accountSid = '', authToken = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return { accountSid, authToken }
}

function pass(peerOrigin: string, request: IncomingMessage, body: string): Promise<{ status: number; body: string }> {
  const { host: _host, connection: _connection, ...headers } = request.headers
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(peerOrigin + (request.url ?? '/'), { method: request.method, headers }, (response) => {
      textOf(response).then((text) => resolve({ status: response.statusCode ?? 0, body: text }), reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  // A stream without encoding yields buffers.
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 1_024, resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the door has no port')
  return `http://127.0.0.1:${address.port}`
}

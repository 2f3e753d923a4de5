import assert from 'node:assert/strict'
import { Agent, request as httpRequest } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { clockMs } from '../../scripts/bench/clock-ms.ts'
import { startPeer, type Peer, type PeerText } from '../../scripts/bench/peer.ts'
import { servingPid } from '../../scripts/bench/process-tree.ts'
import { createProduct, type Product } from '../../scripts/bench/product.ts'
import { plumber, type MadeTenant } from '../../scripts/bench/tenants.ts'
import { newSid, signatureOf, type Account } from '../../scripts/bench/webhook.ts'
import { openPeerDoor, type PeerDoor } from './peer-door.ts'
import { twimlDocument, type Verb } from './twiml-document.ts'

/** What the outside calls the product. Nobody resolves this name: the requests come to 127.0.0.1, as behind a proxy. */
const PUBLIC_URL = 'https://leads.example.test'

export type Business = { id: string; account: Account; number: string; owner: string; webhooks: MadeTenant['webhooks'] }
export type HttpAnswer = { status: number; contentType: string; body: string }
export type Request = {
  method?: string
  headers?: Readonly<Record<string, string>>
  body?: string
}

export type World = {
  peer: Peer
  door: PeerDoor
  product: Product
  parent: Account
  /** Makes a business by the API, with an account of its own unless `account` is null (then the parent's signs and pays). */
  makeBusiness(changes?: Readonly<Record<string, unknown>>, account?: Account | null): Promise<Business>
  /** A request to the product at its address of this machine; `url` is the public one. */
  send(url: string, request: Request): Promise<HttpAnswer>
  /** A form signed as Twilio does. */
  post(account: Account, url: string, form: Readonly<Record<string, string>>): Promise<HttpAnswer>
  /** Texts at the peer to this number, in the order of their arrival. */
  textsTo(phone: string): PeerText[]
  list<Item>(business: Business, what: string): Promise<Item[]>
  /** The value of a metric, summed over its labels. */
  metric(name: string): Promise<number>
  servingPid(): number
  close(): Promise<void>
}

/** The product in processes of its own, a carrier that shares no code with it, and nothing else. */
export async function openWorld(env: Readonly<Record<string, string>> = {}): Promise<World> {
  const peer = await startPeer()
  const door = await openPeerDoor(peer.origin)
  const parent = newAccount()
  const product = await createProduct({
    peerOrigin: door.origin,
    publicUrl: PUBLIC_URL,
    env: { TWILIO_ACCOUNT_SID: parent.accountSid, TWILIO_AUTH_TOKEN: parent.authToken, ...env },
  })
  await product.start()
  // A connection of its own for each request, so that a killed process takes no other request with it.
  const agent = new Agent({ keepAlive: false })
  let businesses = 0
  const send = (url: string, request: Request) => exchange(agent, product.local(url), request)

  return {
    peer,
    door,
    product,
    parent,
    send,
    post: (account, url, form) => send(url, formRequest(account, url, form)),
    textsTo: (phone) => peer.texts.filter((text) => text.to === phone),
    async makeBusiness(changes = {}, account = newAccount()) {
      businesses += 1
      const number = `+1217556${String(businesses).padStart(4, '0')}`
      const owner = `+1217557${String(businesses).padStart(4, '0')}`
      const twilio = { accountSid: account?.accountSid ?? null, authToken: account?.authToken ?? null, messagingServiceSid: null }
      const posted = plumber(number, account ?? parent, { ownerPhone: owner, twilio, ...changes })
      const made = await product.api<MadeTenant>('POST', '/tenants', posted)
      return { id: made.id, account: account ?? parent, number, owner, webhooks: made.webhooks }
    },
    async list<Item>(business: Business, what: string) {
      return (await product.api<{ items: Item[] }>('GET', `/tenants/${business.id}/${what}?limit=200`)).items
    },
    async metric(name) {
      const { body } = await exchange(agent, `${product.origin}/metrics`, { method: 'GET' })
      const values = [...body.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'))]
      return values.reduce((sum, match) => sum + Number(match[1]), 0)
    },
    servingPid: () => servingPid(product.supervisorPid()),
    async close() {
      await product.stop()
      await door.close()
      await peer.close()
      agent.destroy()
    },
  }
}

export function newAccount(): Account {
  return { accountSid: newSid('AC'), authToken: newSid('AC').slice(2) }
}

/** A form with the signature that Twilio would send with it. */
export function formRequest(account: Account, url: string, form: Readonly<Record<string, string>>): Request {
  return signedRequest(signatureOf(url, form, account.authToken), new URLSearchParams(form).toString())
}

export function signedRequest(signature: string | null, body: string): Request {
  const signed = signature === null ? {} : { 'x-twilio-signature': signature }
  return { headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8', ...signed }, body }
}

/** The verbs of an answer that must be TwiML. */
export function twimlOf(answer: HttpAnswer): Verb[] {
  assert.equal(answer.status, 200, answer.body)
  assert.match(answer.contentType, /^(text|application)\/xml\b/)
  return twimlDocument(answer.body)
}

/** Resolves with what `look` finds; fails when it has found nothing for so long. */
export async function within<Found>(
  limitMs: number,
  what: string,
  look: () => Found | undefined | Promise<Found | undefined>,
): Promise<Found> {
  const giveUpAt = clockMs() + limitMs
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (clockMs() > giveUpAt) assert.fail(`not within ${limitMs} ms: ${what}`)
    await sleep(20)
  }
}

function exchange(agent: Agent, url: string, { method = 'POST', headers = {}, body = '' }: Request): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const sent = { host: 'some-proxy.internal', 'content-length': Buffer.byteLength(body), ...headers }
    const outgoing = httpRequest(url, { method, agent, headers: sent }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, contentType: response.headers['content-type'] ?? '', body: text }),
      )
      response.on('error', reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

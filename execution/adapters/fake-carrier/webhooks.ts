import type { CarrierClock } from './clock.ts'
import type { EventLog } from './event-log.ts'
import type { FaultBook, WebhookFaultAction } from './faults.ts'
import type { Delivery, OutgoingRequest, OutgoingResponse } from './http-delivery.ts'
import { ConnectFailure, WEBHOOK_TIMEOUT_MS } from './http-delivery.ts'
import type { SeededRandom } from './seeded-random.ts'
import type { WebhookParams } from './signature.ts'
import { signWebhook, signedUrl } from './signature.ts'

/** One webhook to be sent in the name of an account. */
export type Webhook = {
  account: { authToken: string }
  channel: 'voice' | 'messaging'
  url: string
  method: 'GET' | 'POST'
  params: WebhookParams
  callSid?: string
  messageSid?: string
}

/** What came of it. `code` is Twilio's debugger code. */
export type WebhookOutcome =
  | { kind: 'answered'; status: number; contentType: string; body: string }
  | { kind: 'failed'; code: 11200 | 11205 | 11215; message: string }

export type WebhookSender = (webhook: Webhook) => Promise<WebhookOutcome>

/** Twilio's default override is one retry, for connection failures alone (`rc=1`, `rp=ct`). */
const CONNECT_RETRIES = 1
const CONNECT_RETRY_AFTER_MS = 250
const REDIRECTS_MAX = 10
const REORDER_AT_MOST_MS = 5_000
const DUPLICATE_GAP_MS = 50
/** What the timeline shows of a body; the whole is not kept. */
const LOGGED_BODY_CHARS = 2_000

const LOST: WebhookOutcome = { kind: 'failed', code: 11205, message: 'the connection failed' }

/** Signs and sends webhooks as Twilio does, applies the faults asked for, and writes every request and answer to the log. */
export function createWebhookSender(parts: {
  clock: CarrierClock
  deliver: Delivery
  random: SeededRandom
  log: EventLog
  faults: FaultBook
}): WebhookSender {
  const { clock, random, log, faults } = parts
  const held = new Map<string, Set<() => void>>()

  async function send(webhook: Webhook): Promise<WebhookOutcome> {
    const path = pathOf(webhook.url)
    const fault = faults.takeWebhook({ method: webhook.method, path })
    if (fault !== null) log.add({ kind: 'fault', ...idsOf(webhook), detail: { on: 'webhook', path, fault: fault.kind } })
    const outcome = await sendWithFault(webhook, path, fault)
    releaseHeld(path)
    return outcome
  }

  async function sendWithFault(webhook: Webhook, path: string, fault: WebhookFaultAction | null): Promise<WebhookOutcome> {
    switch (fault?.kind) {
      case undefined:
        return await sendOnce(webhook)
      case 'drop':
        return LOST
      case 'delay':
        await pause(fault.ms)
        return await sendOnce(webhook)
      case 'reorder':
        await holdBack(path, fault.atMostMs ?? REORDER_AT_MOST_MS)
        return await sendOnce(webhook)
      case 'lose-answer':
        await sendOnce(webhook)
        return LOST
      case 'duplicate':
        for (let copy = 1; copy <= (fault.copies ?? 1); copy += 1) {
          clock.after(copy * (fault.gapMs ?? DUPLICATE_GAP_MS), () => void sendOnce(webhook))
        }
        return await sendOnce(webhook)
      default:
        return fault satisfies never
    }
  }

  async function sendOnce(webhook: Webhook): Promise<WebhookOutcome> {
    let next = webhook
    for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects += 1) {
      const response = await request(next)
      if (response.kind === 'failed') return response
      const target = response.headers['location']
      if (response.status < 300 || response.status > 399 || target === undefined) {
        return { kind: 'answered', status: response.status, contentType: response.headers['content-type'] ?? '', body: response.body }
      }
      const url = new URL(target, next.url).href
      const keepsMethod = response.status === 307 || response.status === 308
      // A 301 or 302 turns the POST into a GET and loses its fields (Twilio, TwiML request behaviour, 2026).
      next = keepsMethod ? { ...next, url } : { ...next, url, method: 'GET', params: {} }
    }
    return { kind: 'failed', code: 11215, message: `more than ${REDIRECTS_MAX} redirects` }
  }

  async function request(
    webhook: Webhook,
  ): Promise<({ kind: 'answered' } & OutgoingResponse) | Extract<WebhookOutcome, { kind: 'failed' }>> {
    const outgoing = toRequest(webhook, random)
    const startedAt = clock.now()
    log.add({
      kind: 'webhook',
      ...idsOf(webhook),
      detail: { step: 'request', method: outgoing.method, url: outgoing.url, params: webhook.params },
    })
    try {
      const response = await withRetry(outgoing)
      const body = response.body.slice(0, LOGGED_BODY_CHARS)
      const detail = { step: 'response', url: outgoing.url, status: response.status, tookMs: clock.now() - startedAt, body }
      log.add({ kind: 'webhook', ...idsOf(webhook), detail })
      return { kind: 'answered', ...response }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      log.add({ kind: 'webhook', ...idsOf(webhook), detail: { step: 'no answer', url: outgoing.url, message } })
      return { kind: 'failed', code: error instanceof ConnectFailure ? 11205 : 11200, message }
    }
  }

  async function withRetry(outgoing: OutgoingRequest): Promise<OutgoingResponse> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await withinTimeout(outgoing)
      } catch (error) {
        if (!(error instanceof ConnectFailure) || attempt >= CONNECT_RETRIES) throw error
        await pause(CONNECT_RETRY_AFTER_MS)
      }
    }
  }

  function withinTimeout(outgoing: OutgoingRequest): Promise<OutgoingResponse> {
    return new Promise((resolve, reject) => {
      const timer = clock.after(WEBHOOK_TIMEOUT_MS, () => reject(new Error(`no answer within ${WEBHOOK_TIMEOUT_MS} ms`)))
      const work = parts.deliver(outgoing)
      clock.track?.(work)
      work.then(resolve, reject).finally(() => timer.cancel())
    })
  }

  function holdBack(path: string, atMostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const waiting = held.get(path) ?? new Set()
      held.set(path, waiting)
      const release = () => {
        waiting.delete(release)
        timer.cancel()
        resolve()
      }
      const timer = clock.after(atMostMs, release)
      waiting.add(release)
    })
  }

  function releaseHeld(path: string): void {
    for (const release of held.get(path) ?? []) release()
    held.delete(path)
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      clock.after(ms, resolve)
    })
  }

  return send
}

function toRequest(webhook: Webhook, random: SeededRandom): OutgoingRequest {
  const fields = formEncode(webhook.params)
  const isGet = webhook.method === 'GET'
  const base = signedUrl(webhook.url, webhook.channel)
  const wire = webhook.url.split('#', 1)[0] ?? ''
  const query = isGet && fields !== '' ? (wire.includes('?') ? '&' : '?') + fields : ''
  const signature = signWebhook({ authToken: webhook.account.authToken, url: base + query, params: isGet ? {} : webhook.params })
  return {
    url: wire + query,
    method: webhook.method,
    body: isGet ? '' : fields,
    headers: {
      'x-twilio-signature': signature,
      'user-agent': 'TwilioProxy/1.1',
      accept: '*/*',
      'i-twilio-idempotency-token': random.hex(32),
      ...(isGet ? {} : { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }),
    },
  }
}

function formEncode(params: WebhookParams): string {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    for (const each of typeof value === 'string' ? [value] : value) form.append(name, each)
  }
  return form.toString()
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url
}

function idsOf(webhook: Webhook): { callSid?: string; messageSid?: string } {
  return {
    ...(webhook.callSid === undefined ? {} : { callSid: webhook.callSid }),
    ...(webhook.messageSid === undefined ? {} : { messageSid: webhook.messageSid }),
  }
}

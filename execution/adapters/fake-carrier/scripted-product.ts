// Test support: a product that answers webhooks from a script.

import type { VirtualClock } from './clock.ts'
import { createVirtualClock } from './clock.ts'
import type { FakeCarrier, FakeCarrierOptions } from './fake-carrier.ts'
import { createFakeCarrier } from './fake-carrier.ts'
import type { Delivery, OutgoingResponse } from './http-delivery.ts'

export const ACCOUNT_SID = 'AC0123456789abcdef0123456789abcdef'
export const AUTH_TOKEN = 'a-token-for-tests'
export const OUR_NUMBER = '+12175550102'
export const OWNER = '+12175550101'
export const CALLER = '+13125550199'
export const PRODUCT_URL = 'https://product.example'
/** 2026-11-22T15:00:00Z. */
export const START_MS = 1_795_359_600_000

export type ReceivedWebhook = {
  at: number
  path: string
  method: string
  params: Readonly<Record<string, string>>
  url: string
  signature: string
}

/** An answer: TwiML inside `<Response>`, or everything. */
export type ScriptedAnswer = string | { status?: number; contentType?: string; body?: string } | Promise<OutgoingResponse>

export type Script = Readonly<Record<string, ScriptedAnswer | ((params: Readonly<Record<string, string>>) => ScriptedAnswer)>>

export type Rehearsal = {
  carrier: FakeCarrier
  clock: VirtualClock
  received: ReceivedWebhook[]
  /** Webhooks to one path. */
  at(path: string): readonly ReceivedWebhook[]
  /** A REST request with good credentials; the answer's JSON. */
  rest(
    method: string,
    path: string,
    form?: Readonly<Record<string, string | readonly string[]>>,
  ): Promise<{ status: number; json: Record<string, unknown> }>
}

/** A carrier on a virtual clock, one account, one number, and a product that follows the script. Unknown paths answer 404. */
export function rehearse(script: Script, options: Partial<FakeCarrierOptions> & { patienceMs?: number } = {}): Rehearsal {
  const clock = createVirtualClock({ startMs: START_MS, ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }) })
  const received: ReceivedWebhook[] = []
  const deliver: Delivery = async (request) => {
    const url = new URL(request.url)
    const form = new URLSearchParams(request.method === 'POST' ? request.body : url.search)
    const params = Object.fromEntries(form)
    const signature = request.headers['x-twilio-signature'] ?? ''
    received.push({ at: clock.now(), path: url.pathname, method: request.method, params, url: request.url, signature })
    const scripted = script[url.pathname]
    return await toResponse(typeof scripted === 'function' ? scripted(params) : scripted)
  }
  const carrier = createFakeCarrier({ clock, seed: 7, accounts: [{ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN }], deliver, ...options })
  carrier.provisionNumber({
    accountSid: ACCOUNT_SID,
    e164: OUR_NUMBER,
    voiceUrl: `${PRODUCT_URL}/voice`,
    statusCallback: `${PRODUCT_URL}/voice-status`,
    smsUrl: `${PRODUCT_URL}/sms`,
  })
  return { carrier, clock, received, at: (path) => received.filter((webhook) => webhook.path === path), rest: restCaller(carrier) }
}

function restCaller(carrier: FakeCarrier): Rehearsal['rest'] {
  return async (method, path, form) => {
    const body = new URLSearchParams()
    for (const [name, value] of Object.entries(form ?? {})) for (const each of [value].flat()) body.append(name, each)
    const answer = await carrier.rest({
      method,
      path,
      headers: { authorization: basicAuth(ACCOUNT_SID, AUTH_TOKEN), 'content-type': 'application/x-www-form-urlencoded' },
      body: method === 'POST' ? body.toString() : '',
    })
    const text = typeof answer.body === 'string' ? answer.body : ''
    return { status: answer.status, json: text === '' ? {} : JSON.parse(text) }
  }
}

export function basicAuth(sid: string, token: string): string {
  return `Basic ${Buffer.from(`${sid}:${token}`).toString('base64')}`
}

async function toResponse(answer: ScriptedAnswer | undefined): Promise<OutgoingResponse> {
  if (answer === undefined) return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'not found' }
  if (answer instanceof Promise) return await answer
  if (typeof answer === 'string') return { status: 200, headers: { 'content-type': 'text/xml' }, body: `<Response>${answer}</Response>` }
  return { status: answer.status ?? 200, headers: { 'content-type': answer.contentType ?? 'text/xml' }, body: answer.body ?? '' }
}

import * as http from 'node:http'
import * as https from 'node:https'

import { signatureFor } from './signature.ts'
import type { Reached } from '#core/self-test/check-address.ts'
import type { ReachUs } from '#ports/self-test.ts'

/** Twilio itself waits 5 s for a connection (connection overrides, `ct`, 2026) and 15 s for an answer; a page that is healthy answers in less. */
const REACH_TIMEOUT_MS = 5_000

/** Our own answers are short; of a stranger's no more than this is read. */
const ANSWER_BYTES_MAX = 16_384

type Settings = {
  timeoutMs?: number
  /** Where to connect for an address, when that is not the address itself: the lab's public address may exist for its carrier alone. */
  connectTo?: (address: string) => string
}

/**
 * Asks our own public address the way Twilio would: a signed form over a new connection, so that DNS, certificate and proxy are part of the answer.
 * Follows no redirect, as Twilio follows none to another host for signatures to hold.
 */
export function createReachUs({ timeoutMs = REACH_TIMEOUT_MS, connectTo = (address) => address }: Settings = {}): ReachUs {
  return (address, { accountSid, authToken }) => {
    const fields = { AccountSid: accountSid, Purpose: 'self-test' }
    const body = new URLSearchParams(fields).toString()
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'lead-agent self-test',
      'x-twilio-signature': signatureFor(authToken, address, fields),
    }
    return exchange(new URL(connectTo(address)), { method: 'POST', headers, agent: false }, body, timeoutMs)
  }
}

function exchange(url: URL, options: http.RequestOptions, body: string, timeoutMs: number): Promise<Reached> {
  return new Promise((resolve) => {
    const outgoing = url.protocol === 'https:' ? https.request(url, options) : http.request(url, options)
    const timer = setTimeout(() => outgoing.destroy(new SlowAnswer(`no answer within ${timeoutMs / 1_000} s`)), timeoutMs)
    const finish = (reached: Reached) => {
      clearTimeout(timer)
      resolve(reached)
    }
    const fail = (error: Error) => finish(failureOf(error, url))
    outgoing.on('error', fail)
    outgoing.on('response', (incoming) => readAnswer(incoming, finish, fail))
    outgoing.end(body)
  })
}

class SlowAnswer extends Error {
  override name = 'SlowAnswer'
}

function readAnswer(incoming: http.IncomingMessage, finish: (reached: Reached) => void, fail: (error: Error) => void): void {
  const chunks: Buffer[] = []
  let bytes = 0
  const answered = () =>
    finish({ kind: 'answered', status: incoming.statusCode ?? 0, code: codeOf(Buffer.concat(chunks).toString('utf8')) })
  incoming.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= ANSWER_BYTES_MAX) chunks.push(chunk)
    else incoming.destroy()
  })
  incoming.on('end', answered)
  incoming.on('error', fail)
  incoming.on('close', () => bytes > ANSWER_BYTES_MAX && answered())
}

/** The stable code of our own refusals; null for anybody else's page. */
function codeOf(body: string): string | null {
  return /^\{.*"code":"([a-z_]{1,40})"/.exec(body)?.[1] ?? null
}

function failureOf(error: Error, { hostname }: URL): Reached {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (error instanceof SlowAnswer) return { kind: 'failed', why: 'timeout', words: error.message }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NODATA')
    return { kind: 'failed', why: 'name', words: `the name ${hostname} is not known` }
  if (code === 'ETIMEDOUT') return { kind: 'failed', why: 'timeout', words: 'no connection' }
  if (CERTIFICATE.test(code)) return { kind: 'failed', why: 'certificate', words: `the certificate is not accepted (${code})` }
  if (['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code))
    return { kind: 'failed', why: 'refused', words: 'the connection is refused' }
  return { kind: 'failed', why: 'broken', words: 'the connection breaks' }
}

/** Node's codes for certificates that a client does not accept. */
const CERTIFICATE = /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|EPROTO)/

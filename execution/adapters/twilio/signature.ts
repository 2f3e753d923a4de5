import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { parse as parseQuery, stringify as stringifyQuery } from 'node:querystring'

import { formOf, hasFormBody, queryOf } from './webhook-fields.ts'
import type { WebhookRequest } from '#ports/carrier.ts'

/**
 * True when the request carries an `X-Twilio-Signature` made with one of the tokens (several while a token is being rotated).
 * Never throws: a request that cannot be understood is simply not signed.
 *
 * The signature is base64(HMAC-SHA1(token, address + every form field, sorted by name, name and value joined)). Other bodies
 * than forms are covered by the query parameter `bodySHA256`. Source: Twilio, "Webhooks security" (2026).
 */
export function isSignedByTwilio(request: WebhookRequest, authTokens: readonly string[]): boolean {
  if (request.signature === null || request.signature === '' || !bodyIsCovered(request)) return false
  const fields = hasFormBody(request) ? joinedFields(formOf(request)) : ''
  const presented = Buffer.from(request.signature, 'utf8')
  // Anybody can sign with an empty key: a tenant without a token has no signed requests.
  const tokens = authTokens.filter((token) => token !== '')
  const signedWithAnyToken = (url: string) => tokens.some((token) => isEqual(presented, signatureOf(token, url + fields)))
  // The second list is only built when the first does not hold: it costs four times as much and is almost never needed.
  return urlsAsReceived(request.url).some(signedWithAnyToken) || urlsAsEscaped(request.url).some(signedWithAnyToken)
}

/** The signature that Twilio would give a form for this address. Each field stands once. */
export function signatureFor(authToken: string, url: string, fields: Readonly<Record<string, string>>): string {
  return signatureOf(authToken, url + joinedFields(new URLSearchParams(fields)))
}

/** A body that is not a form is not part of the HMAC, so its hash must be in the (signed) address. */
function bodyIsCovered(request: WebhookRequest): boolean {
  if (request.body === '' || hasFormBody(request)) return true
  const hash = new URLSearchParams(queryOf(request.url)).get('bodySHA256')
  if (hash === null) return false
  return isEqual(Buffer.from(hash, 'utf8'), createHash('sha256').update(request.body, 'utf8').digest('hex'))
}

/** Each different value of a repeated field counts once, in order, with the name before it (as Twilio's own libraries do). */
function joinedFields(form: URLSearchParams): string {
  const pairs = [...form].toSorted(byNameThenValue)
  let joined = ''
  pairs.forEach(([name, value], index) => {
    const before = pairs[index - 1]
    if (before === undefined || before[0] !== name || before[1] !== value) joined += name + value
  })
  return joined
}

function byNameThenValue(a: [string, string], b: [string, string]): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1
  if (a[1] === b[1]) return 0
  return a[1] < b[1] ? -1 : 1
}

/**
 * The address in the spellings that Twilio may have signed: without fragment and `user:password@` always, with the port (texts,
 * and calls over http) or without it (calls over https).
 */
function urlsAsReceived(url: string): string[] {
  const parts = splitUrl(url)
  if (parts === null) return [withoutFragment(url)]
  const withoutPort = parts.scheme + parts.host + parts.rest
  const port = parts.port !== '' ? parts.port : parts.scheme.toLowerCase() === 'https://' ? ':443' : ':80'
  const withPort = parts.scheme + parts.host + port + parts.rest
  // The spelling that was given first: each spelling tried costs an HMAC.
  return parts.port === '' ? [withoutPort, withPort] : [withPort, withoutPort]
}

/** Some of Twilio's servers sign the escaped form of a character that was requested raw, such as `%27` for an apostrophe. */
function urlsAsEscaped(url: string): string[] {
  if (!URL.canParse(withoutFragment(url))) return []
  const normalized = urlsAsReceived(new URL(withoutFragment(url)).toString())
  return [...normalized, ...normalized.map(withLegacyQuery)]
}

function withLegacyQuery(url: string): string {
  const start = url.indexOf('?')
  if (start === -1 || start === url.length - 1) return url
  return `${url.slice(0, start)}?${stringifyQuery(parseQuery(url.slice(start + 1)))}`
}

/** Cuts without normalising, because the signature covers the characters exactly as requested. */
function splitUrl(url: string): { scheme: string; host: string; port: string; rest: string } | null {
  const match = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)/i.exec(url)
  if (match === null) return null
  const [prefix, scheme = '', authority = ''] = match
  const hostAndPort = authority.slice(authority.lastIndexOf('@') + 1)
  // In an IPv6 literal only a colon after the closing bracket starts the port.
  const portStart = hostAndPort.indexOf(':', hostAndPort.lastIndexOf(']') + 1)
  const host = portStart === -1 ? hostAndPort : hostAndPort.slice(0, portStart)
  const port = portStart === -1 ? '' : hostAndPort.slice(portStart)
  return { scheme, host, port, rest: withoutFragment(url.slice(prefix.length)) }
}

/** A fragment holds Twilio's connection settings (`#rc=2`); it is never sent and never signed. */
function withoutFragment(url: string): string {
  const start = url.indexOf('#')
  return start === -1 ? url : url.slice(0, start)
}

function signatureOf(token: string, message: string): string {
  return createHmac('sha1', token).update(message, 'utf8').digest('base64')
}

function isEqual(presented: Buffer, expected: string): boolean {
  const wanted = Buffer.from(expected, 'utf8')
  return presented.length === wanted.length && timingSafeEqual(presented, wanted)
}

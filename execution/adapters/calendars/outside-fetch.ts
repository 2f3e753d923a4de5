import { lookup } from 'node:dns'
import * as https from 'node:https'
import * as http from 'node:http'
import { BlockList, isIP } from 'node:net'

/** A year of a busy firm is about 2 MB. */
const BODY_MAX_BYTES = 8 * 1024 * 1024
const TIMEOUT_MS = 10_000
const REDIRECTS_MAX = 3

/** Addresses inside our own network: an owner names the address of a calendar, and must not be able to look around behind us with it. */
const INSIDE = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  INSIDE.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  INSIDE.addSubnet(network, prefix, 'ipv6')

export function isInside(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return true
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return INSIDE.check(mapped, 'ipv4')
  return INSIDE.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/** Thrown for an address that may not be fetched; its message tells the owner why. */
export class ForbiddenAddress extends Error {
  override name = 'ForbiddenAddress'
}

/**
 * A `fetch` for addresses that people type in: https only, no address inside our own network however it is reached, bounded in time and
 * size. `allowInside` is for the lab and for tests.
 */
export function outsideFetch(options: { allowInside: boolean }): typeof fetch {
  return async (input, init) => {
    let url = new URL(input instanceof Request ? input.url : input)
    for (let hop = 0; hop <= REDIRECTS_MAX; hop++) {
      const answer = await once(url, init, options.allowInside)
      const location = answer.headers.get('location')
      if (answer.status < 300 || answer.status >= 400 || location === null) return answer
      const next = new URL(location, url)
      // A sign-in belongs to the host that it was given for.
      if (next.host !== url.host && init !== undefined) init = { ...init, headers: withoutSignIn(init.headers) }
      url = next
    }
    throw new ForbiddenAddress('the address redirects too often')
  }
}

function withoutSignIn(headers: RequestInit['headers']): Headers {
  const kept = new Headers(headers)
  kept.delete('authorization')
  return kept
}

function once(url: URL, init: RequestInit | undefined, allowInside: boolean): Promise<Response> {
  if (url.protocol !== 'https:' && !(allowInside && url.protocol === 'http:'))
    return Promise.reject(new ForbiddenAddress('the address must begin with https://'))
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!allowInside && isIP(host) !== 0 && isInside(host))
    return Promise.reject(new ForbiddenAddress('the address is not on the public internet'))
  const headers = Object.fromEntries(new Headers(init?.headers))
  const start = url.protocol === 'https:' ? https.request : http.request
  return new Promise((resolve, reject) => {
    const request = start(url, { method: init?.method ?? 'GET', headers, lookup: allowInside ? lookup : publicLookup, timeout: TIMEOUT_MS })
    const deadline = AbortSignal.timeout(TIMEOUT_MS)
    deadline.addEventListener('abort', () => request.destroy(new Error(`no whole answer within ${TIMEOUT_MS / 1_000} seconds`)))
    request.on('error', reject)
    request.on('response', (response) => collect(response, resolve, reject))
    request.end(typeof init?.body === 'string' ? init.body : undefined)
  })
}

function collect(response: http.IncomingMessage, resolve: (answer: Response) => void, reject: (error: Error) => void): void {
  const chunks: Buffer[] = []
  let bytes = 0
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > BODY_MAX_BYTES) response.destroy(new Error(`the calendar is larger than ${BODY_MAX_BYTES / 1024 / 1024} MB`))
    else chunks.push(chunk)
  })
  response.on('error', reject)
  response.on('end', () => {
    const status = response.statusCode ?? 502
    const headers = new Headers()
    for (const [name, value] of Object.entries(response.headers)) if (value !== undefined) headers.set(name, String(value))
    const isBare = status === 204 || status === 304 || status < 200
    resolve(new Response(isBare ? null : Buffer.concat(chunks), { status: Math.max(status, 200), headers }))
  })
}

/** Looks a name up and refuses it when any answer lies inside, so that a name that changes its answer cannot slip through. */
const publicLookup: NonNullable<https.RequestOptions['lookup']> = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 4)
    const [first] = addresses
    if (first === undefined || addresses.some(({ address }) => isInside(address)))
      return callback(new ForbiddenAddress('the address is not on the public internet'), '', 4)
    // The two forms of the callback differ by what the caller asked for.
    if (options.all === true) return callback(null, addresses)
    return callback(null, first.address, first.family)
  })
}

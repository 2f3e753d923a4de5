import type { Outcome } from '#core/effect.ts'
import type { CarrierAccount, MediaSource } from '#ports/carrier.ts'
import { outcomeOfRead, type Chance } from './rest-outcome.ts'

export const MEDIA_TIMEOUT_MS = 15_000

/** The carrier's own address sends on to where the bytes lie, once. */
const REDIRECTS_MAX = 3

/** A recording is announced before its file is there (Record page, 2026): a 404 means "not yet" for this long between two tries. */
const NOT_YET_MS = 5_000

type Settings = Chance & { apiBaseUrl: string | null; timeoutMs: number; isTrustedUrl: (url: string) => boolean }

/**
 * Fetches the bytes of a recording (as MP3, its smallest form) or a picture. The account's credentials go to the carrier's own interface and to no
 * other place, also when it sends us on; an address that is not the carrier's is never asked. Over `fetch`: media are rare and a time limit is all we need.
 */
export async function fetchMedia(
  account: CarrierAccount,
  source: MediaSource,
  bytesMax: number,
  settings: Settings,
): Promise<Outcome<Uint8Array>> {
  const url = addressOf(account, source, settings.apiBaseUrl)
  if (url === null || !settings.isTrustedUrl(url)) return { kind: 'refused', reason: "the address is not the carrier's", code: null }
  try {
    return await download(url, account, bytesMax, settings)
  } catch (error) {
    const reason = error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'the connection broke'
    return { kind: 'retry', afterMs: NOT_YET_MS, reason, code: null }
  }
}

function addressOf(account: CarrierAccount, source: MediaSource, apiBaseUrl: string | null): string | null {
  if (source.kind === 'photo') return source.url === '' ? null : source.url
  const base = baseOf(apiBaseUrl)
  const [accountSid, recordingSid] = [encodeURIComponent(account.accountSid), encodeURIComponent(source.recordingSid)]
  return `${base}/2010-04-01/Accounts/${accountSid}/Recordings/${recordingSid}.mp3`
}

function baseOf(apiBaseUrl: string | null): string {
  return (apiBaseUrl ?? 'https://api.twilio.com').replace(/\/+$/, '')
}

async function download(first: string, account: CarrierAccount, bytesMax: number, settings: Settings): Promise<Outcome<Uint8Array>> {
  const signal = AbortSignal.timeout(settings.timeoutMs)
  const origin = new URL(baseOf(settings.apiBaseUrl)).origin
  const authorization = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`, 'utf8').toString('base64')}`
  let url = first
  for (let hops = 0; hops <= REDIRECTS_MAX; hops += 1) {
    const headers = new URL(url).origin === origin ? { authorization } : undefined
    // Each address is known only from the answer before.
    // oxlint-disable-next-line no-await-in-loop
    const response = await fetch(url, { redirect: 'manual', signal, ...(headers === undefined ? {} : { headers }) })
    const next = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null
    if (next === null) return answered(response, bytesMax, settings)
    url = new URL(next, url).href
    if (!settings.isTrustedUrl(url)) return { kind: 'refused', reason: "sent on to an address that is not the carrier's", code: null }
  }
  return { kind: 'refused', reason: 'sent on too often', code: null }
}

async function answered(response: Response, bytesMax: number, chance: Chance): Promise<Outcome<Uint8Array>> {
  if (response.status === 200) {
    const bytes = await bytesOf(response, bytesMax)
    return bytes === null ? { kind: 'refused', reason: 'too_large', code: null } : { kind: 'done', value: bytes }
  }
  await response.body?.cancel()
  if (response.status === 404) return { kind: 'retry', afterMs: NOT_YET_MS, reason: 'not there yet', code: 20404 }
  const retryAfter = response.headers.get('retry-after')
  return outcomeOfRead<Uint8Array>({ kind: 'answered', status: response.status, retryAfter, body: null }, () => null, chance)
}

/** Null when there is more than is allowed, whatever the header said. */
async function bytesOf(response: Response, bytesMax: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  const reader = response.body?.getReader()
  if (reader === undefined) return new Uint8Array()
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks)
    bytes += value.byteLength
    if (bytes > bytesMax) {
      // oxlint-disable-next-line no-await-in-loop
      await reader.cancel()
      return null
    }
    chunks.push(value)
  }
}

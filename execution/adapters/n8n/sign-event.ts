import { createHash, createHmac } from 'node:crypto'
import { SECOND_MS, type Instant } from '#core/values/instant.ts'

/** Seconds since 1970, as decimal digits. Part of what is signed, so that an old request cannot be sent again later. */
const TIMESTAMP_HEADER = 'x-lead-agent-timestamp'
const SIGNATURE_HEADER = 'x-lead-agent-signature'

/** `sha256=` and the HMAC-SHA256 of the timestamp, a full stop and the bytes of the body, in small hexadecimal digits. */
export function signedHeaders(body: string, at: Instant, secret: string): Record<string, string> {
  const timestamp = String(Math.floor(at / SECOND_MS))
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return { [TIMESTAMP_HEADER]: timestamp, [SIGNATURE_HEADER]: `sha256=${signature}` }
}

/** 128 bits are enough for no two events ever to share one. */
const ID_DIGITS = 32

/** The same for every try of one event, and different for every other event of any business. Says nothing about the effect it was made of. */
export function eventId(tenantId: string, effectId: string): string {
  return `evt_${createHash('sha256').update(`${tenantId}\n${effectId}`).digest('hex').slice(0, ID_DIGITS)}`
}

import { LIST_TIMEOUT_MS } from './list-pages.ts'
import { LOOKUP_TIMEOUT_MS, lookUpLineType } from './lookup.ts'
import { SEND_TIMEOUT_MS, findText, sendText } from './messages.ts'
import { createRest } from './rest.ts'
import { MEDIA_TIMEOUT_MS, fetchMedia } from './media.ts'
import { trustedUrlRule } from './trusted-url.ts'
import { listCalls } from './calls.ts'
import { CALL_TIMEOUT_MS, placeCall } from './place-call.ts'
import { listReceivedTexts } from './received-texts.ts'
import type { Carrier } from '#ports/carrier.ts'

type TwilioSettings = {
  /** `TWILIO_API_BASE_URL`: one origin that stands in for all hosts of Twilio. Null = Twilio itself. */
  apiBaseUrl: string | null
  /** From 0 up to 1; spreads the next tries. */
  random: () => number
  /** Epoch milliseconds; reads `Retry-After` dates. */
  now: () => number
  /** Shorter limits for tests; what is left out keeps its default. */
  timeouts?: { sendMs?: number; lookupMs?: number; listMs?: number; mediaMs?: number }
}

/**
 * Twilio as a carrier. Accounts come with every call; nothing is read from the environment. Connections are kept open between calls and
 * do not keep the process alive.
 */
export function createTwilio({ apiBaseUrl, random, now, timeouts = {} }: TwilioSettings): Carrier {
  const rest = createRest({ apiBaseUrl })
  const send = { random, now, timeoutMs: timeouts.sendMs ?? SEND_TIMEOUT_MS }
  const look = { random, now, timeoutMs: timeouts.lookupMs ?? LOOKUP_TIMEOUT_MS }
  const list = { random, now, timeoutMs: timeouts.listMs ?? LIST_TIMEOUT_MS }
  const fetching = { random, now, apiBaseUrl, timeoutMs: timeouts.mediaMs ?? MEDIA_TIMEOUT_MS, isTrustedUrl: trustedUrlRule(apiBaseUrl) }
  const mediaBaseUrl = apiBaseUrl === null ? 'https://api.twilio.com' : apiBaseUrl.replace(/\/+$/, '')
  return {
    sendText: (account, text) => sendText(rest, account, text, send),
    findText: (account, text) => findText(rest, account, text, list),
    placeCall: (account, call) => placeCall(rest, account, call, { ...send, timeoutMs: timeouts.sendMs ?? CALL_TIMEOUT_MS }),
    fetchMedia: (account, source, bytesMax) => fetchMedia(account, source, bytesMax, fetching),
    lookUpLineType: (account, phone) => lookUpLineType(rest, account, phone, look),
    listCalls: (account, query) => listCalls(rest, account, query, list),
    listReceivedTexts: (account, query) => listReceivedTexts(rest, account, query, { ...list, mediaBaseUrl }),
  }
}

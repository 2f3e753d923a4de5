import type { Conversation } from '#core/conversation/conversation.ts'
import type { Reason } from '#core/decision.ts'
import type { Instant } from '#core/values/instant.ts'
import { explain, timeInWords, type Verdict } from './explain.ts'

/** What is known of a text of ours: the message, the newest answer of the gate, and the dates of the contact. */
export type KnownText = {
  status: string
  createdAt: Instant
  sentAt: Instant | null
  waitsUntil: Instant | null
  errorCode: number | null
  reasons: readonly Reason[]
  contact: Conversation['contact'] | null
}

/** The same for a text in the message list, with the dates that permission rested on. */
export function explainMessage(text: KnownText, timezone: string, tzdata: string): string[] {
  const verdict = verdictOf(text)
  const fault = verdict === 'failed' && text.errorCode !== null ? [{ code: 'text_failed', facts: { errorCode: text.errorCode } }] : []
  const reasons = [...fault, ...text.reasons]
  const told = explain({ verdict, at: text.sentAt, until: text.waitsUntil, reasons, timezone, tzdata })
  return [...told, ...datesOf(text, timezone, tzdata)]
}

function verdictOf({ status, sentAt }: KnownText): Verdict {
  switch (status) {
    case 'waiting':
    case 'unknown':
      return status === 'waiting' ? 'waits' : 'on-the-way'
    case 'refused':
      return 'refused'
    case 'canceled':
      return 'canceled'
    case 'failed':
    case 'undelivered':
      return 'failed'
    default:
      return sentAt === null ? 'on-the-way' : 'sent'
  }
}

/** Dates of before the text alone: what came later did not allow it. */
function datesOf({ contact, createdAt, reasons }: KnownText, timezone: string, tzdata: string): string[] {
  if (contact === null) return []
  const has = (code: string) => reasons.some((reason) => reason.code === code)
  const dated = (at: Instant | null, words: string) =>
    at === null || at > createdAt ? [] : [`${words} on ${timeInWords(at, timezone, tzdata)}.`]
  return [
    ...(has('consent_c1') || has('consent_c1d') ? dated(contact.callAt, 'They called') : []),
    ...(has('consent_c2') ? dated(contact.lastInboundAt, 'They last wrote') : []),
    ...(has('consent_c3') ? dated(contact.expressAt, 'They agreed') : []),
    ...(has('suppressed') ? dated(contact.suppressedAt, 'They said stop') : []),
  ]
}

import { namesBrand } from '#core/compliance/content-gate.ts'
import { readRevocation } from '#core/compliance/revocation/read-revocation.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import { MINUTE_MS, plus, type Instant } from '#core/values/instant.ts'
import type { InquiryConsent, InquiryEvent } from './inquiry.ts'

/** Clocks of others may be ahead by so much; more is a date that cannot be right. */
const CLOCK_SKEW_MS = 5 * MINUTE_MS

/** Why a form is no proof that they want texts; the first thing that is missing. */
export type NoProof = 'not_ticked' | 'no_words' | 'words_without_texts' | 'words_without_name' | 'no_time' | 'in_the_future'

export type ConsentProof = { kind: 'proven'; at: Instant } | { kind: 'unproven'; why: NoProof }

/** The call to action must name texts (Twilio error 30551; facts 2.1), in the language in which it was shown. */
const NAMES_TEXTS = /\b(?:texts?|texting|text messages?|sms|mensajes? de texto|textos?|messages? textes?)\b/iu

/**
 * Is this an express consent (C3) that can be shown to others: a ticked box, the words beside it, which name the business and texts, and when? Anything
 * less is no consent at all.
 */
export function judgeConsent(consent: InquiryConsent, business: string, receivedAt: Instant): ConsentProof {
  const { ticked, words, at } = consent
  if (!ticked) return { kind: 'unproven', why: 'not_ticked' }
  if (words === null || words.trim() === '') return { kind: 'unproven', why: 'no_words' }
  if (!NAMES_TEXTS.test(words)) return { kind: 'unproven', why: 'words_without_texts' }
  if (!namesBrand(words, business)) return { kind: 'unproven', why: 'words_without_name' }
  if (at === null) return { kind: 'unproven', why: 'no_time' }
  if (at > plus(receivedAt, CLOCK_SKEW_MS)) return { kind: 'unproven', why: 'in_the_future' }
  return { kind: 'proven', at: at < receivedAt ? at : receivedAt }
}

/**
 * The conversation with what this inquiry says about texts. A tick adds a dated fact and takes no opt-out back: whoever types a number into a form need not
 * hold that phone (facts 6.8, first law). A machine's tick is none, and "please don't text" beside a tick outweighs it.
 */
export function withConsent(conversation: Conversation, event: InquiryEvent, business: string, at: Instant): Conversation {
  const { contact } = conversation
  const wish = wishOf(event)
  if (wish === 'stop') {
    if (event.doubt !== null) return conversation
    const suppressedRule = contact.suppressedRule ?? 'told_in_inquiry'
    return { ...conversation, contact: { ...contact, suppressedAt: contact.suppressedAt ?? at, suppressedRule } }
  }
  const proof = judgeConsent(event.consent, business, at)
  if (proof.kind === 'unproven' || event.doubt !== null || wish === 'unsure') return conversation
  const expressAt = later(contact.expressAt, proof.at)
  const requestedAt = later(contact.requestedAt ?? null, proof.at)
  return { ...conversation, contact: { ...contact, expressAt, requestedAt } }
}

/** What the message itself says about texts. */
export function wishOf({ message }: Pick<InquiryEvent, 'message'>): 'none' | 'unsure' | 'stop' {
  const read = readRevocation(message)
  if (!read.certain) return 'unsure'
  return read.revocation === 'STOP' ? 'stop' : 'none'
}

function later(known: Instant | null, next: Instant): Instant {
  return known !== null && known > next ? known : next
}

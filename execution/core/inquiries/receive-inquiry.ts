import { isOpen, newLead } from '#core/calls/lead-of-call.ts'
import { askLineType, LOOK_UP_WAIT_MS, REDIAL_WINDOW_MS, untextableReason } from '#core/calls/missed.ts'
import { PENDING_KEPT, type Conversation, type Lead, type PendingText, type WaitingInquiry } from '#core/conversation/conversation.ts'
import type { Captured, Intake, IntakeSlots } from '#core/conversation/intake.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision, Reason } from '#core/decision.ts'
import type { PlannedEffect } from '#core/effect.ts'
import type { ReadText } from '#core/event.ts'
import { nothing, planned } from '#core/planning.ts'
import { quietReason } from '#core/texts/receive-text.ts'
import { plus, type Instant } from '#core/values/instant.ts'
import type { InquiryEvent } from './inquiry.ts'
import { judgeConsent, wishOf, withConsent } from './judge-consent.ts'

/** What waits for the reading of an inquiry ends with this key. */
export const INQUIRY_READING = 'inquiry-reading'

/**
 * Somebody asked for help through a form. They become, or edit, the one open lead of their number; what they wrote is read like a text. Whether they may
 * be texted is settled here, for the reasons that can be known now; the owner hears of them in either case, with what was read.
 */
export function receiveInquiry(event: InquiryEvent, before: Conversation, context: DecideContext): Decision {
  const { at, policy } = context
  const agreed = withConsent(before, event, policy.name, at)
  const reason = whyNotTexted(event, agreed, context)
  const inquiry: WaitingInquiry = {
    id: event.inquiryId,
    label: event.label,
    receivedAt: at,
    refused: reason?.code ?? null,
    doubt: event.doubt,
    texts: [...(before.inquiry?.texts ?? []), ...textsOf(event, at)].slice(-PENDING_KEPT),
  }
  const ourNumber = agreed.ourNumber ?? policy.numbers[0]?.e164 ?? null
  const next: Conversation = { ...agreed, lead: leadOf(event, agreed, at), inquiry, ourNumber }
  const heard = { code: 'inquiry_received', facts: { label: event.label, channel: event.channel } }
  const asked = reason === null ? askLineType(next, context) : nothing(next)
  const waits = reason === null && next.lineType === 'unknown' && next.lineTypeSettledAt === null
  const reading = readingOf(inquiry, waits ? plus(at, LOOK_UP_WAIT_MS) : null)
  // An earlier inquiry that still waits is read together with this one.
  return {
    ...nothing(asked.next, heard, ...(reason === null ? [] : [reason])),
    effects: [...asked.effects, reading],
    cancels: [INQUIRY_READING],
  }
}

/** The line type is known, or will not be: the inquiry that waited for it is read at once. */
export function readWaitingInquiry(conversation: Conversation): Decision {
  if (conversation.inquiry === undefined) return nothing(conversation)
  return { ...nothing(conversation), effects: [readingOf(conversation.inquiry, null)], cancels: [INQUIRY_READING] }
}

/** True when these readings are of the inquiry that waits. */
export function isOfInquiry(texts: readonly ReadText[], { inquiry }: Conversation): boolean {
  return inquiry !== undefined && texts.at(-1)?.messageSid === inquiry.id
}

/** The first of all reasons for which no text may answer this inquiry, or null. */
function whyNotTexted(event: InquiryEvent, conversation: Conversation, context: DecideContext): Reason | null {
  const { at, policy, textSlot } = context
  const untextable = untextableReason(conversation, context)
  if (untextable !== null) return { code: 'untextable', facts: { why: untextable } }
  if (conversation.contact.suppressedAt !== null) return { code: 'suppressed' }
  if (event.doubt !== null) return { code: 'doubtful_inquiry', facts: { why: event.doubt } }
  if (wishOf(event) !== 'none') return { code: 'words_against_texts' }
  const proof = judgeConsent(event.consent, policy.name, at)
  if (proof.kind === 'unproven') return { code: 'no_consent_proof', facts: { why: proof.why } }
  const quiet = quietReason(conversation, at)
  if (quiet !== null) return quiet
  if (event.refused !== null) return { code: event.refused }
  if (textedLately(conversation, at)) return { code: 'texted_lately' }
  return textSlot === null ? { code: 'rate_limited_too_long' } : null
}

/** One first text per number and business in a day, whatever brought them here. */
export function textedLately({ history }: Conversation, at: Instant): boolean {
  return history.firstTextAt !== null && at - history.firstTextAt < REDIAL_WINDOW_MS
}

/** The one open lead of this person, or a new one; the form has asked what is wrong. */
function leadOf(event: InquiryEvent, conversation: Conversation, at: Instant): Lead {
  const { lead } = conversation
  if (isOpen(lead, at)) return { ...lead, intake: filledIn(lead.intake, event, at) }
  const made = newLead(`ld_${event.inquiryId}`, event.channel, conversation, at, 0)
  const asked: Intake = { ...made.intake, asked: 'problem', timesAsked: { problem: 1 } }
  return { ...made, label: event.label, intake: filledIn(asked, event, at) }
}

/** What stands in the fields of the form is known without any reading. Of an open lead only gaps are filled: the conversation may know better. */
function filledIn(intake: Intake, event: InquiryEvent, at: Instant): Intake {
  const { slots } = intake
  const given = (known: Captured<string> | null, words: string | null): Captured<string> | null =>
    known ?? (words === null ? null : { value: oneLine(words), words, messageSid: event.inquiryId, at })
  const filled: IntakeSlots = {
    ...slots,
    name: given(slots.name, event.name),
    street: given(slots.street, event.address),
    zip: given(slots.zip, event.zip),
  }
  return { ...intake, slots: filled, via: event.label }
}

/** The message, the address and the time are read as texts that came together; the last one has the id of the inquiry. */
function textsOf(event: InquiryEvent, at: Instant): PendingText[] {
  const { inquiryId, message, preferredTime } = event
  const bodies = [message, placeOf(event), preferredTime].filter((body) => body !== null)
  const isLast = (place: number) => place === bodies.length - 1
  return bodies.map((body, place) => ({ messageSid: isLast(place) ? inquiryId : `${inquiryId}.${place}`, body, receivedAt: at }))
}

function placeOf({ address, zip }: InquiryEvent): string | null {
  const place = [address, zip].filter((part) => part !== null).join(', ')
  return place === '' ? null : place
}

function readingOf({ texts }: WaitingInquiry, notBefore: Instant | null): PlannedEffect {
  return planned({ kind: 'read-texts', texts: [...texts], asked: 'problem' }, { cancelKey: INQUIRY_READING, notBefore })
}

/** All that they wrote as one text, for people and as the place where the words of each field stand. */
export function inquiryInWords(event: InquiryEvent): string {
  const place = placeOf(event)
  return [
    event.message,
    event.name === null ? null : `Name: ${event.name}`,
    place === null ? null : `Address: ${place}`,
    event.preferredTime === null ? null : `Best time: ${event.preferredTime}`,
  ]
    .filter((line) => line !== null)
    .join('\n')
}

function oneLine(words: string): string {
  return words
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .toWellFormed()
}

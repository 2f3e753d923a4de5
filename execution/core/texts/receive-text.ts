import { readRevocation } from '#core/compliance/revocation/read-revocation.ts'
import { keywordReply } from '#core/compliance/message-texts.ts'
import { isCarrierKeyword } from '#core/texts/carrier-keywords.ts'
import { isAutomaticText } from '#core/conversation/bot-loop.ts'
import { newLead, isOpen, wasSentOff } from '#core/calls/lead-of-call.ts'
import { PHOTOS_KEPT } from '#core/conversation/intake.ts'
import { PENDING_KEPT, type Conversation, type Lead } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision, Reason } from '#core/decision.ts'
import type { Effect, PlannedEffect } from '#core/effect.ts'
import type { SmsReceived } from '#core/event.ts'
import { AUTOMATED_TEXTS, laterOf, nothing, planned, textLane } from '#core/planning.ts'
import { DAY_MS, type Instant, plus } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'

/** A customer who types several texts in a row is answered once, this long after the last of them. */
export const BURST_PAUSE_MS = 900

/**
 * Counted from the first unanswered text: however long somebody types on, the answer does not wait longer than this. Twelve texts at a
 * thumb's fastest are over by then and get one answer; with the model's second it is still less than the 10 s of the contract (5.8).
 */
export const BURST_LONGEST_MS = 5_000

/** A second opt-out within this time is obeyed in silence. */
export const STOP_CONFIRMED_MS = DAY_MS

type Read = ReturnType<typeof readRevocation>

/** What a text does before anybody thinks about its content: the wish to be left alone comes first. */
export function receiveText(event: SmsReceived, conversation: Conversation, context: DecideContext): Decision {
  const { at } = context
  const heard: Conversation = {
    ...conversation,
    ourNumber: parsePhoneNumber(event.to) ?? conversation.ourNumber,
    contact: withInbound(conversation.contact, event.sentAt ?? at),
  }
  const read = readRevocation(event.body)
  const wish = event.optOutType ?? read.revocation
  if (wish === 'STOP' && (read.certain || event.optOutType === 'STOP')) return stop(event, read, heard, context)
  const { suppressedAt, doubtAt } = conversation.contact
  if (isStart(event, wish) && (suppressedAt !== null || doubtAt !== null)) return start(event, heard, context)
  if (suppressedAt !== null) return wroteAfterStop(event, heard, context)
  // Said to nobody's silence it changes nothing, the carrier has answered it, and it is no account of any trouble.
  if (read.revocation === 'START' && isCarrierKeyword('START', event.body)) return nothing(heard, { code: 'nothing_to_answer' })
  if (wish === 'HELP') return help(event, heard, context)
  if (!read.certain) return doubt(event, heard, context)
  return listen(event, heard, context)
}

/** A text that is found late was written when the carrier says, and never before what is known already. */
function withInbound(contact: Conversation['contact'], writtenAt: Instant): Conversation['contact'] {
  const { lastInboundAt, inquiryAt } = contact
  return {
    ...contact,
    lastInboundAt: laterOf(lastInboundAt ?? writtenAt, writtenAt),
    inquiryAt: laterOf(inquiryAt ?? writtenAt, writtenAt),
  }
}

/** Another machine's "you are resubscribed" is nobody's wish to hear from us. */
function isStart(event: SmsReceived, wish: string): boolean {
  return event.optOutType === 'START' || (wish === 'START' && !isAutomaticText(event.body))
}

/** Compliance 1.3: the revocation takes effect in the transaction that stores the text; at most one confirmation, none when the carrier gives its own. */
function stop(event: SmsReceived, read: Read, conversation: Conversation, context: DecideContext): Decision {
  const { at } = context
  const { rule } = read
  const lead = conversation.lead === null ? null : { ...conversation.lead, status: 'opted_out' as const }
  const again = conversation.contact.suppressedAt !== null
  const contact = { ...conversation.contact, suppressedAt: conversation.contact.suppressedAt ?? at, suppressedRule: rule, doubtAt: null }
  const carrierConfirms = event.optOutType === 'STOP' || isCarrierKeyword('STOP', event.body)
  const confirms = !again && !carrierConfirms && !wasConfirmedLately(conversation, at)
  const history = confirms ? { ...conversation.history, stopConfirmedAt: at } : conversation.history
  const next: Conversation = { ...conversation, lead, contact, history, pending: [] }
  const effects = [confirms ? keyword('STOP', event, next, context) : null, mayMeanVisit(event, read) ? callInstead(event, next) : null]
  return {
    ...nothing(next, { code: 'opted_out', facts: { rule, confirmed: confirms } }),
    effects: effects.filter(isEffect),
    cancels: [AUTOMATED_TEXTS, 'turn', 'look-up'],
  }
}

/** One confirmation will do for who says STOP, START and STOP again; two machines would confirm to each other without end. */
function wasConfirmedLately({ history }: Conversation, at: Instant): boolean {
  return history.stopConfirmedAt !== null && at - history.stopConfirmedAt < STOP_CONFIRMED_MS
}

/**
 * A carrier ends all texts at a bare CANCEL, and so do we, although somebody with a visit may mean the visit. The same goes for any text that the carrier took
 * for a STOP and we would not have.
 */
function mayMeanVisit(event: SmsReceived, read: Read): boolean {
  return (event.optOutType === 'STOP' && read.revocation !== 'STOP') || event.body.trim().toLowerCase() === 'cancel'
}

/** We may not ask what they meant, but the owner may ring them. */
function callInstead(event: SmsReceived, conversation: Conversation): PlannedEffect | null {
  const { phone, lead } = conversation
  if (phone === null || lead === null) return null
  const words = event.body.slice(0, 120)
  const name = lead.intake.slots.name?.value ?? null
  const body = `${name === null ? phone : `${name}, ${phone},`} wrote: "${words}". That ends all texts to them, but they may mean their visit. Call, do not text.`
  return planned({ kind: 'tell-owner', alert: 'text-problem', body, leadId: lead.id }, { onceKey: `call-instead:${event.messageSid}` })
}

/** START lifts the opt-out and nothing more: it creates no marketing consent (compliance 1.3). */
function start(event: SmsReceived, conversation: Conversation, context: DecideContext): Decision {
  const lead = conversation.lead?.status === 'opted_out' ? { ...conversation.lead, status: 'open' as const } : conversation.lead
  const contact = { ...conversation.contact, suppressedAt: null, suppressedRule: null, doubtAt: null }
  const next: Conversation = { ...conversation, lead, contact }
  const carrierConfirms = event.optOutType === 'START' || isCarrierKeyword('START', event.body)
  const effects = carrierConfirms ? [] : [keyword('START', event, next, context)]
  return { ...nothing(next, { code: 'opted_in_again' }), effects: effects.filter(isEffect) }
}

function help(event: SmsReceived, conversation: Conversation, context: DecideContext): Decision {
  const effects = event.optOutType === 'HELP' ? [] : [keyword('HELP', event, conversation, context)]
  return { ...nothing(conversation, { code: 'help' }), effects: effects.filter(isEffect) }
}

/** We may not answer somebody who opted out, but the owner must know that they wrote. Once a day is enough. */
function wroteAfterStop(event: SmsReceived, conversation: Conversation, context: DecideContext): Decision {
  const words = event.body.slice(0, 120)
  const body = `${conversation.phone ?? 'Somebody'} has opted out of texts but wrote: "${words}". Call them, do not text.`
  const day = Math.floor(context.at / DAY_MS)
  const leadId = conversation.lead?.id ?? null
  const effect = planned(
    { kind: 'tell-owner', alert: 'text-problem', body, leadId },
    { onceKey: `wrote-after-stop:${conversation.key}:${day}` },
  )
  return { ...nothing(conversation, { code: 'suppressed' }), effects: [effect] }
}

/** Unsure whether they want us gone: nothing automated until a person decides (compliance 1.3, last rules). */
function doubt(event: SmsReceived, conversation: Conversation, context: DecideContext): Decision {
  const contact = { ...conversation.contact, doubtAt: conversation.contact.doubtAt ?? context.at }
  const next: Conversation = { ...conversation, contact }
  const words = event.body.slice(0, 120)
  const body = `${conversation.phone ?? 'A customer'} wrote: "${words}". It may mean "no more texts", so the assistant is quiet. Please call, or reply for yourself.`
  const effect = planned(
    { kind: 'tell-owner', alert: 'opt-out-doubt', body, leadId: conversation.lead?.id ?? null },
    { onceKey: `doubt:${event.messageSid}` },
  )
  return { ...nothing(next, { code: 'opt_out_doubt' }), effects: [effect], cancels: [AUTOMATED_TEXTS, 'turn'] }
}

/** An ordinary text: it waits a moment for its neighbours, then the burst is read and answered once. */
function listen(event: SmsReceived, conversation: Conversation, context: DecideContext): Decision {
  const { at } = context
  const text = { messageSid: event.messageSid, body: event.body, receivedAt: event.sentAt ?? at }
  const pending = [...conversation.pending, text].slice(-PENDING_KEPT)
  const lead =
    isOpen(conversation.lead, at) || wasSentOff(conversation.lead, at)
      ? conversation.lead
      : newLead(`ld_${event.messageSid}`, 'sms', conversation, at, 0)
  const pictures = picturesOf(event)
  const next: Conversation = { ...conversation, lead: withPhotos(lead, pictures), pending }
  const fetched = pictures.map((effect) => planned(effect))
  const quiet = quietReason(next, at)
  if (quiet !== null) return { ...nothing({ ...next, pending: [] }, quiet), effects: fetched }
  const first = pending[0]?.receivedAt ?? at
  const due = plus(at, BURST_PAUSE_MS) < plus(first, BURST_LONGEST_MS) ? plus(at, BURST_PAUSE_MS) : plus(first, BURST_LONGEST_MS)
  const timer = planned({ kind: 'start-timer', timer: { kind: 'turn-due' } }, { notBefore: laterOf(due, at), cancelKey: 'turn' })
  return { ...nothing(next, { code: 'heard' }), effects: [timer, ...fetched], cancels: ['turn', 'customer-quiet'] }
}

type FetchPhoto = Effect & { kind: 'fetch-media' }

/** What says of itself that it is a picture; whether it is one is seen when it is fetched. */
function picturesOf({ media, messageSid }: SmsReceived): FetchPhoto[] {
  return media.flatMap(({ url, contentType }, place) =>
    contentType.startsWith('image/')
      ? [{ kind: 'fetch-media', mediaId: `${messageSid}:${place}`, media: 'photo', subject: messageSid, source: url }]
      : [],
  )
}

function withPhotos(lead: Lead, pictures: readonly FetchPhoto[]): Lead {
  if (pictures.length === 0) return lead
  const photos = [...(lead.intake.photos ?? []), ...pictures.map(({ mediaId }) => mediaId)].slice(-PHOTOS_KEPT)
  return { ...lead, intake: { ...lead.intake, photos } }
}

/** Why the assistant says nothing to this customer now, or null when it may speak. */
export function quietReason(conversation: Conversation, at: Instant): Reason | null {
  const { takenOver, contact } = conversation
  if (takenOver !== null && (takenOver.until === null || takenOver.until > at)) return { code: 'person_has_taken_over' }
  if (contact.doubtAt !== null) return { code: 'opt_out_doubt' }
  if (contact.suppressedAt !== null) return { code: 'suppressed' }
  return null
}

function keyword(
  kind: 'STOP' | 'START' | 'HELP',
  event: SmsReceived,
  conversation: Conversation,
  context: DecideContext,
): PlannedEffect | null {
  if (conversation.phone === null) return null
  const body = keywordReply(kind, event.body, context.policy, conversation.lead?.intake.language)
  return planned(
    {
      kind: 'send-sms',
      smsKind: 'keyword_reply',
      keyword: kind,
      ...(event.sentAt === undefined ? {} : { askedAt: event.sentAt }),
      to: conversation.phone,
      from: conversation.ourNumber,
      body,
      leadId: conversation.lead?.id ?? null,
      callSid: null,
    },
    { onceKey: `keyword:${event.messageSid}`, lane: textLane(conversation.key) },
  )
}

function isEffect(effect: PlannedEffect | null): effect is PlannedEffect {
  return effect !== null
}

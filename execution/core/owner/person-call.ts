import { plainWords } from '#core/conversation/plain-words.ts'
import type { Conversation, Lead } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import { isUnaccepted } from '#core/escalation/climb.ts'
import type { PersonCallEvent } from '#core/event.ts'
import { answer, nothing } from '#core/planning.ts'
import { whyNoTextToStaff } from '#core/texting.ts'
import type { Spoken } from '#core/reply.ts'
import { noteAcknowledged } from './act-on-lead.ts'
import { DESK_KEY } from './desk.ts'
import { decideLeadCall, leadCallEnded, spokenNumber } from './lead-call.ts'
import { handlingOf } from './handling.ts'
import { nameOf, phoneOf, type Person } from './staff.ts'

/** Time to hear the sentence and press a key. It is said twice. */
const KEY_SECONDS = 8

/** How long the customer's phone rings. */
const CUSTOMER_RING_SECONDS = 30

/** Spoken words of the customer are cut here: whoever was woken must hear the keys before they hang up. */
const SPOKEN_WORDS_MAX = 160

/** A call that we made to one of the business's people. A mailbox presses no key, so only a person can accept. */
export function decidePersonCall(event: PersonCallEvent, conversation: Conversation, context: DecideContext): Decision {
  if (event.why === 'leads') {
    const step = { ...event, why: event.why }
    return conversation.key === DESK_KEY ? leadCallEnded(step, conversation) : decideLeadCall(step, conversation, context)
  }
  const { lead } = conversation
  if (event.kind === 'person-call-ended') {
    return nothing(conversation, { code: 'person_call_ended', facts: { status: event.status, who: event.who, why: event.why } })
  }
  if (lead === null || lead.id !== event.leadId) return over('That request is over. Goodbye.', conversation, 'lead_replaced')
  if (event.why === 'emergency' && !isUnaccepted(lead)) return acceptedAlready(lead, conversation)
  return event.kind === 'person-picked-up' ? pickedUp(event, lead, conversation, context) : keyPressed(event, lead, conversation, context)
}

function acceptedAlready(lead: Lead, conversation: Conversation): Decision {
  const { acknowledgedBy } = handlingOf(lead)
  const words = acknowledgedBy === null ? 'This emergency needs nobody any more.' : `${acknowledgedBy} has taken this emergency.`
  return over(`${words} Thank you, goodbye.`, conversation, 'acknowledged_already')
}

function pickedUp({ leadId, who, why }: PersonCallEvent, lead: Lead, conversation: Conversation, context: DecideContext): Decision {
  const spoken = why === 'emergency' ? emergencyWords(lead, conversation, context) : bridgeWords(lead, context)
  return answer(
    conversation,
    { kind: 'ask-person', spoken, timeoutSeconds: KEY_SECONDS, leadId, who, why },
    { code: 'person_picked_up', facts: { who, why } },
  )
}

/** Key 1 accepts an emergency, key 2 accepts it and connects; on a call that the person asked for, key 1 connects. */
function keyPressed(
  event: PersonCallEvent & { kind: 'person-key-pressed' },
  lead: Lead,
  conversation: Conversation,
  context: DecideContext,
): Decision {
  const { digits, who, why } = event
  const connects = why === 'bridge' ? digits === '1' : digits === '2'
  if (digits !== '1' && !connects) return answer(conversation, { kind: 'hang-up' }, { code: 'not_accepted' })
  const by: Person = { role: who, name: nameOf(context.policy, who), phone: phoneOf(context.policy, who), ourNumber: null }
  const noted = noteAcknowledged({ how: 'told', by: by.name, calling: true }, conversation, by, context)
  const accepted: Decision = { ...noted, reasons: [...noted.reasons, { code: 'accepted_by_key', facts: { who, why } }] }
  if (connects && conversation.phone !== null) return { ...accepted, reply: connected(lead, conversation.phone, conversation, context) }
  const number =
    conversation.phone === null
      ? 'They withheld their number; please look at the lead.'
      : whyNoTextToStaff(by.phone ?? conversation.phone, context) === null
        ? 'Their number is in the text that you have. Please call now.'
        : `Their number is ${spokenNumber(conversation.phone)}. Please call now.`
  return {
    ...accepted,
    reply: { kind: 'say-and-hang-up', spoken: plain(`Thank you. You have it. ${number}`) },
  }
}

function connected(
  lead: Lead,
  phone: NonNullable<Conversation['phone']>,
  { ourNumber }: Conversation,
  { policy }: DecideContext,
): Decision['reply'] {
  const spoken = plain(`Connecting you to ${whoIs(lead)}.`)
  const callerId = ourNumber ?? policy.numbers[0]?.e164 ?? null
  return { kind: 'dial-customer', spoken, phone, callerId, timeoutSeconds: CUSTOMER_RING_SECONDS }
}

function emergencyWords(lead: Lead, conversation: Conversation, { policy }: DecideContext): Spoken {
  const { problem, street } = lead.intake.slots
  const said = problem === null ? '' : ` They wrote: ${plainWords(problem.value, SPOKEN_WORDS_MAX)}.`
  const place = street === null ? '' : ` At ${plainWords(street.value, SPOKEN_WORDS_MAX)}.`
  const connect = conversation.phone === null ? '' : ' Press 2 to take it and be connected to them now.'
  return plain(`Emergency for ${policy.name}. ${whoIs(lead)} is waiting.${said}${place} Press 1 to take it.${connect}`)
}

function bridgeWords(lead: Lead, { policy }: DecideContext): Spoken {
  return plain(`Your call for ${policy.name}. Press 1 to be connected to ${whoIs(lead)}.`)
}

function whoIs(lead: Lead): string {
  const name = lead.intake.slots.name?.value
  return name === undefined ? 'the customer' : plainWords(name, SPOKEN_WORDS_MAX)
}

function over(words: string, conversation: Conversation, code: string): Decision {
  return answer(conversation, { kind: 'say-and-hang-up', spoken: plain(words) }, { code })
}

function plain(text: string): Spoken {
  return { text, language: 'en-US', audioUrl: null }
}

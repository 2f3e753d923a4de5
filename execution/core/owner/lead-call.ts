import { plainWords } from '#core/conversation/plain-words.ts'
import type { Conversation, Lead } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import { isLookedAfter } from '#core/escalation/gate-person.ts'
import type { PersonCallEvent } from '#core/event.ts'
import { answer, nothing, planned } from '#core/planning.ts'
import type { Reply, Spoken } from '#core/reply.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import { ownerAlert } from '#core/conversation/owner-alert.ts'
import { noteAcknowledged } from './act-on-lead.ts'
import { clockInWords } from './clock-in-words.ts'
import { deskOf } from './desk.ts'
import { nameOf, phoneOf, type Person } from './staff.ts'

/** Time to hear the sentence and press a key. It is said twice. */
const KEY_SECONDS = 8

/** Spoken words of the customer are cut here: whoever picked up must hear the keys before they hang up. */
const SPOKEN_WORDS_MAX = 160

type Step = PersonCallEvent & { why: 'leads' }

/** A call that tells the owner of leads while no text may: one lead after another, each in its own conversation. */
export function decideLeadCall(event: Step, conversation: Conversation, context: DecideContext): Decision {
  if (event.kind === 'person-call-ended') return ended(event, conversation, context)
  const { lead } = conversation
  if (lead === null || lead.id !== event.leadId || isLookedAfter(lead)) return over(event, 'That request is taken care of.', conversation)
  return event.kind === 'person-picked-up' ? tell(event, lead, conversation, context) : pressed(event, lead, conversation, context)
}

/** The call is over: whoever of its leads nobody took is told of once more, on a later call. Asked of the desk first, which knows whose leads they are. */
export function leadCallEnded(event: Step, conversation: Conversation): Decision {
  const ids = new Set([event.leadId, ...(event.rest ?? [])])
  const { rest: _rest, ...alone } = event
  const passes = deskOf(conversation)
    .items.filter((item) => ids.has(item.id))
    .map((item) => ({ key: item.key, event: { ...alone, leadId: item.id } }))
  return {
    ...nothing(conversation, { code: 'person_call_ended', facts: { status: callStatus(event), who: event.who, why: event.why } }),
    passes,
  }
}

function callStatus(event: Step): string | null {
  return event.kind === 'person-call-ended' ? event.status : null
}

function ended(event: Step, conversation: Conversation, context: DecideContext): Decision {
  const { lead, phone } = conversation
  if (lead === null || lead.id !== event.leadId || isLookedAfter(lead)) return nothing(conversation, { code: 'acknowledged_already' })
  const alert = lead.intake.via === undefined ? ('missed-untextable' as const) : ('inquiry-to-call' as const)
  const body = ownerAlert(alert, lead.intake, phone, context.facts, context.at)
  const again = planned({ kind: 'tell-owner', alert, body, leadId: lead.id }, { onceKey: `told-again:${lead.id}` })
  return { ...nothing(conversation, { code: 'not_accepted' }), effects: [again] }
}

function tell(event: Step, lead: Lead, conversation: Conversation, context: DecideContext): Decision {
  const { leadId, who, why, rest = [] } = event
  const spoken = plain(leadWords(lead, conversation, rest.length, context))
  return answer(
    conversation,
    { kind: 'ask-person', spoken, timeoutSeconds: KEY_SECONDS, leadId, who, why, ...(rest.length === 0 ? {} : { rest }) },
    { code: 'person_picked_up', facts: { who, why } },
  )
}

/** Key 1 connects, key 2 takes it and goes on, key 3 goes on without taking it. */
function pressed(event: Step, lead: Lead, conversation: Conversation, context: DecideContext): Decision {
  const { who, why } = event
  const digits = event.kind === 'person-key-pressed' ? event.digits : ''
  if (digits !== '1' && digits !== '2')
    return digits === '3' ? over(event, '', conversation) : answer(conversation, { kind: 'hang-up' }, { code: 'not_accepted' })
  const by: Person = { role: who, name: nameOf(context.policy, who), phone: phoneOf(context.policy, who), ourNumber: null }
  const connects = digits === '1' && conversation.phone !== null
  const noted = noteAcknowledged(
    connects ? { how: 'silent', by: by.name } : { how: 'told', by: by.name, calling: true },
    conversation,
    by,
    context,
  )
  const reply: Reply =
    connects && conversation.phone !== null ? connected(lead, conversation.phone, conversation, context) : next(event, 'You have it.')
  return { ...noted, reply, reasons: [...noted.reasons, { code: 'accepted_by_key', facts: { who, why } }] }
}

/** How long the customer's phone rings. */
const CUSTOMER_RING_SECONDS = 30

function connected(lead: Lead, phone: PhoneNumber, { ourNumber }: Conversation, { policy }: DecideContext): Reply {
  const spoken = plain(`Connecting you to ${whoIs(lead)}.`)
  return {
    kind: 'dial-customer',
    spoken,
    phone,
    callerId: ourNumber ?? policy.numbers[0]?.e164 ?? null,
    timeoutSeconds: CUSTOMER_RING_SECONDS,
  }
}

/** Who called, when, from where, what is known of it, and the keys. */
function leadWords(lead: Lead, conversation: Conversation, more: number, context: DecideContext): string {
  const { slots, photos = [] } = lead.intake
  const call = conversation.calls.findLast(({ missedAt }) => missedAt !== null)
  const from = conversation.phone === null ? 'They withheld their number.' : `The number is ${spokenNumber(conversation.phone)}.`
  const when = call === undefined ? 'wrote to you' : `called at ${clockInWords(call.missedAt ?? call.startedAt, context)}`
  const said = slots.problem === null ? '' : ` They said: ${plainWords(slots.problem.value, SPOKEN_WORDS_MAX)}.`
  const place = slots.street === null ? '' : ` At ${plainWords(slots.street.value, SPOKEN_WORDS_MAX)}.`
  const left = slots.problem === null && (call?.recordingSid ?? null) !== null ? ' They left a voicemail; it is on your screen.' : ''
  const sent = photos.length === 0 ? '' : ` They sent ${photos.length === 1 ? 'a photo' : `${photos.length} photos`}.`
  const connect = conversation.phone === null ? ' Press' : ' Press 1 to call them now, press'
  const others = more === 0 ? '.' : `, 3 for the next of ${more} more.`
  const name = slots.name === null ? 'Somebody' : whoIs(lead)
  return `${context.policy.name}. ${name} ${when}. ${from}${said}${place}${left}${sent}${connect} 2 if you have it${others}`
}

function over(event: Step, words: string, conversation: Conversation): Decision {
  return answer(conversation, next(event, words), { code: words === '' ? 'not_accepted' : 'acknowledged_already' })
}

function next({ rest = [], who, why }: Step, words: string): Reply {
  if (rest.length > 0) return { kind: 'next-lead', spoken: words === '' ? null : plain(words), leads: rest, who, why }
  return { kind: 'say-and-hang-up', spoken: plain(`${words} That is all. Goodbye.`.trim()) }
}

/** Digit by digit, in groups, so that it can be written down. */
export function spokenNumber(phone: PhoneNumber): string {
  const digits = phone.slice(-10)
  const groups = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)]
  return groups.map((group) => [...group].join(' ')).join(', ')
}

function whoIs(lead: Lead): string {
  const name = lead.intake.slots.name?.value
  return name === undefined ? 'the customer' : plainWords(name, SPOKEN_WORDS_MAX)
}

function plain(text: string): Spoken {
  return { text, language: 'en-US', audioUrl: null }
}

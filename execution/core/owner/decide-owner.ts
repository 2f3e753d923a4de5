import type { Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import type { ConversationEvent, SmsReceived } from '#core/event.ts'
import { nothing, planned } from '#core/planning.ts'
import { gsmOnly } from '#core/values/gsm-only.ts'
import { HOUR_MS, MINUTE_MS, plus } from '#core/values/instant.ts'
import { parsePhoneNumber, type PhoneNumber } from '#core/values/phone-number.ts'
import { deskAfterSettling, deskOf, openItems, withDesk, type AlertLead, type Desk, type DeskItem, type DeskQuestion } from './desk.ts'
import { HELP_LINE } from './menu.ts'
import { readOwnerCommand, type OwnerCommand } from './read-owner-command.ts'
import { nameOf, staffOf, type Person } from './staff.ts'

/** `3 I take over`: the assistant is quiet for so long. */
export const TAKE_OVER_MS = 2 * HOUR_MS

/** `5 later`: the alert comes once more after this. */
export const LATER_MS = HOUR_MS

/** A question that waited longer for its Y is forgotten: a Y of tomorrow answers something else. */
const QUESTION_LASTS_MS = 15 * MINUTE_MS

/** Leads that are listed in one text. */
const LISTED_MAX = 8

/** One text of one of the business's people, and who that is. */
type Said = { by: Person & { phone: PhoneNumber }; command: OwnerCommand }

/**
 * A text of one of the business's own people to one of its numbers: a command about a lead, or a question for help. Only verified phones are
 * obeyed; nobody's text here ever becomes a lead. What is done is done in the lead's own conversation, by the same events as the dashboard's.
 * Wishes about the texts themselves (STOP, START) were taken by the sender's own conversation before.
 */
export function decideOwner(event: SmsReceived, conversation: Conversation, context: DecideContext): Decision {
  const staff = staffOf(context.policy, event.from)
  const phone = parsePhoneNumber(event.from)
  if (staff === null || !staff.verified || phone === null) return nothing(conversation, { code: 'staff_not_verified' })
  const by = { role: staff.role, name: nameOf(context.policy, staff.role), phone, ourNumber: parsePhoneNumber(event.to) }
  const said: Said = { by, command: readOwnerCommand(event.body) }
  const desk = deskOf(conversation)
  const question = openQuestion(desk, phone, context)
  const free = withDesk(conversation, { question: desk.question?.from === phone ? null : desk.question })
  if (question !== null && said.command.verb === 'yes') return confirmed(question, said, free)
  if (question !== null && said.command.verb === 'no') return reply(free, 'All right, nothing was changed.', said, 'question_denied')
  return obey(said, free, context)
}

/** A lead that lies on the desk was decided on, by whomever. */
export function noteSettled(event: { leadId: string; outcome: DeskItem['outcome'] }, conversation: Conversation): Decision {
  return nothing(withDesk(conversation, deskAfterSettling(deskOf(conversation), event.leadId, event.outcome)))
}

/** The time that a customer chose is what a question about the booking asks from now on, also before the alert about it leaves. */
export function noteChosen(event: { leadId: string; when: string }, conversation: Conversation): Decision {
  const { items, held } = deskOf(conversation)
  const withWish = <Of extends AlertLead>(lead: Of): Of => (lead.id === event.leadId ? { ...lead, wish: event.when } : lead)
  // An alert that waits was raised before the choice, and would bring the old wish back.
  const waiting = held.map((alert) => (alert.lead === null ? alert : { ...alert, lead: withWish(alert.lead) }))
  return nothing(withDesk(conversation, { items: items.map(withWish), held: waiting }))
}

function openQuestion(desk: Desk, from: PhoneNumber, { at }: DecideContext): DeskQuestion | null {
  const { question } = desk
  return question !== null && question.from === from && at - question.askedAt < QUESTION_LASTS_MS ? question : null
}

function confirmed(question: DeskQuestion, said: Said, conversation: Conversation): Decision {
  const item = deskOf(conversation).items.find((one) => one.id === question.leadId)
  if (item === undefined) return reply(conversation, 'That request is over.', said, 'lead_replaced')
  if (question.act === 'book') return act(item, { kind: 'book', when: question.when }, said, conversation)
  return act(item, { kind: 'outcome', outcome: 'not_a_lead', amountCents: null }, said, conversation)
}

function obey(said: Said, conversation: Conversation, context: DecideContext): Decision {
  const { verb } = said.command
  if (verb === 'help') return reply(conversation, helpOf(context), said, 'owner_help')
  if (verb === 'other' || verb === 'no') return reply(conversation, HELP_LINE, said, 'owner_help')
  if (verb === 'list') return reply(conversation, listOf(openItems(deskOf(conversation))), said, 'owner_list')
  const found = targetOf(said.command, deskOf(conversation))
  if (found.kind === 'none') return reply(conversation, found.words, said, 'no_such_lead')
  if (found.kind === 'several') return reply(conversation, `Which one?\n${listOf(found.items)}`, said, 'ambiguous_lead')
  return commanded(verb, found.item, said, conversation, context)
}

/** HELP names the business and a way to reach it (compliance 2.1), whoever asks. */
function helpOf({ policy, facts }: DecideContext): string {
  const contact = facts.businessPhone ?? facts.website
  return `${gsmOnly(policy.name)} alerts${contact === null ? '' : `, ${contact}`}.\n${HELP_LINE}`
}

type Doing = Exclude<OwnerCommand['verb'], 'help' | 'other' | 'no' | 'list'>

function commanded(verb: Doing, item: DeskItem, said: Said, conversation: Conversation, context: DecideContext): Decision {
  const { at } = context
  switch (verb) {
    case 'call':
      return act(item, { kind: 'call' }, said, conversation)
    case 'acknowledge':
      return act(item, { kind: 'acknowledge' }, said, conversation)
    case 'yes':
      return item.emergency ? act(item, { kind: 'acknowledge' }, said, conversation) : reply(conversation, HELP_LINE, said, 'owner_help')
    case 'later':
      return act(item, { kind: 'later', until: plus(at, LATER_MS) }, said, conversation)
    case 'take-over':
      return pass(item, { kind: 'person-took-over', until: plus(at, TAKE_OVER_MS), by: said.by }, conversation)
    case 'resume':
      return pass(item, { kind: 'person-released', by: said.by }, conversation)
    case 'book':
      return item.outcome === 'booked' && said.command.when === null
        ? act(item, { kind: 'book', when: null }, said, conversation)
        : ask('book', item, said, conversation, context)
    case 'not-a-lead':
      return item.outcome === 'not_a_lead'
        ? act(item, { kind: 'outcome', outcome: 'not_a_lead', amountCents: null }, said, conversation)
        : ask('not-a-lead', item, said, conversation, context)
    default:
      return verb satisfies never
  }
}

/** What cannot be taken back with one thumb is asked about first. */
function ask(what: DeskQuestion['act'], item: DeskItem, said: Said, conversation: Conversation, { at }: DecideContext): Decision {
  const { when } = said.command
  const question: DeskQuestion = { from: said.by.phone, leadId: item.id, act: what, when, askedAt: at }
  const time = when ?? item.wish
  const words =
    what === 'book'
      ? `Mark ${item.who} as booked${time === null ? '' : ` for ${time}`}? Y = yes. Another time: BOOK TUE 9`
      : `${item.who} is not a lead: close it? Y = yes`
  return reply(withDesk(conversation, { question, focus: item.id }), words, said, 'confirmation_asked')
}

type Target = { kind: 'one'; item: DeskItem } | { kind: 'several'; items: DeskItem[] } | { kind: 'none'; words: string }

/** The lead that a command means: by letter or name, else the one that the newest text or act was about, else the only one that is open. */
function targetOf({ target }: OwnerCommand, desk: Desk): Target {
  const open = openItems(desk)
  if (target === null) {
    const focused = desk.items.find((item) => item.id === desk.focus)
    if (focused !== undefined) return { kind: 'one', item: focused }
    return oneOf(open, 'Nothing is open.')
  }
  const named = desk.items.filter((item) => item.code.toLowerCase() === target || isNamed(item, target))
  const stillOpen = named.filter((item) => item.outcome === 'open')
  return oneOf(stillOpen.length > 0 ? stillOpen : named, `We know nobody called "${target}".\n${listOf(open)}`)
}

function oneOf(items: DeskItem[], words: string): Target {
  const [item] = items
  if (item === undefined) return { kind: 'none', words }
  return items.length === 1 ? { kind: 'one', item } : { kind: 'several', items }
}

/** By first name, family name or both, or by the last digits of the number. */
function isNamed(item: DeskItem, target: string): boolean {
  const folded = item.who.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = folded.split(/[^\p{L}\p{N}]+/u)
  return folded === target || words.includes(target) || (/^\d{4,}$/.test(target) && (item.phone ?? '').endsWith(target))
}

function listOf(items: readonly DeskItem[]): string {
  if (items.length === 0) return 'Nothing is open.'
  const shown = items.slice(-LISTED_MAX).map((item) => {
    const number = item.phone === null || item.phone === item.who ? '' : ` ${item.phone}`
    return `[${item.code}] ${item.emergency ? 'EMERGENCY ' : ''}${item.who}${number}`
  })
  return [...shown, `Letter first, such as ${items.at(-1)?.code ?? 'A'}1`].join('\n')
}

function act(
  item: DeskItem,
  what: (ConversationEvent & { kind: 'person-acted' })['act'],
  said: Said,
  conversation: Conversation,
): Decision {
  return pass(item, { kind: 'person-acted', leadId: item.id, act: what, by: said.by }, conversation)
}

/** The lead's own conversation decides and answers, with what is true there. */
function pass(item: DeskItem, event: ConversationEvent, conversation: Conversation): Decision {
  const next = withDesk(conversation, { focus: item.id })
  return { ...nothing(next, { code: 'owner_command', facts: { event: event.kind } }), passes: [{ key: item.key, event }] }
}

function reply(conversation: Conversation, words: string, said: Said, code: string): Decision {
  const { phone: to, ourNumber: from } = said.by
  const text = planned({ kind: 'text-staff', to, from, body: words, alert: null, leadId: null, covers: [] })
  return { ...nothing(conversation, { code }), effects: [text] }
}

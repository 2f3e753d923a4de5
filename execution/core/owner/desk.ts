import type { Conversation } from '#core/conversation/conversation.ts'
import type { AlertKind } from '#core/effect.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { Outcome } from './lead-act.ts'

/**
 * The key of the one conversation of each tenant that is not with a customer: alerts arrive on it, and the business's own people answer on
 * it by text. No phone number has this form, so it can never be somebody's.
 */
export const DESK_KEY = 'desk'

/** A lead as the people of the business speak of it. */
export type AlertLead = {
  id: string
  /** The key of its conversation. */
  key: string
  /** Name, else number, else words for nobody known. */
  who: string
  phone: PhoneNumber | null
  /** The customer's wish for a time, as the owner reads it. */
  wish: string | null
  /** They chose a time that waits for somebody's yes. */
  asksToConfirm?: boolean
  emergency: boolean
  /** Pictures that they sent; absent for none. */
  photos?: number
}

/** A lead that the owner was told of. `code` is the letter that tells it from the others while several are open. */
export type DeskItem = AlertLead & { code: string; alert: AlertKind; at: Instant; outcome: Outcome }

/** An alert that waits to be sent together with others. */
export type HeldAlert = { alertId: string; alert: AlertKind; body: string; lead: AlertLead | null }

/** A risky act that waits for a Y. */
export type DeskQuestion = { from: PhoneNumber; leadId: string; act: 'book' | 'not-a-lead'; when: string | null; askedAt: Instant }

export type Desk = {
  /** Oldest first, at most `ITEMS_KEPT`. */
  items: DeskItem[]
  held: HeldAlert[]
  /** When ordinary alerts were last texted. */
  textedAt: Instant | null
  /** Texts with ordinary alerts in this clock hour. */
  inHour: { hour: number; texts: number }
  /** The lead that a bare number means: the one of the newest text about a single lead, or the one last acted on. */
  focus: string | null
  question: DeskQuestion | null
  digestedAt: Instant | null
  /** While no text may go to the owner: when we last rang them about ordinary leads. Absent before the first such call. */
  rungAt?: Instant
  /** What is held waits for a call, whose time may be far off: as soon as texts may go again, it leaves with the next alert. */
  heldForCall?: boolean
}

/** One per letter. */
export const ITEMS_KEPT = 26

const EMPTY: Desk = {
  items: [],
  held: [],
  textedAt: null,
  inHour: { hour: 0, texts: 0 },
  focus: null,
  question: null,
  digestedAt: null,
}

export function deskOf(conversation: Conversation): Desk {
  return conversation.desk ?? EMPTY
}

export function withDesk(conversation: Conversation, change: Partial<Desk>): Conversation {
  return { ...conversation, desk: { ...deskOf(conversation), ...change } }
}

/** Leads that nobody has decided on yet, oldest first. */
export function openItems(desk: Desk): DeskItem[] {
  return desk.items.filter((item) => item.outcome === 'open')
}

/** The desk with this lead on it. A lead that lies there keeps its letter; a new one takes a free one, of a decided lead when all are taken. */
export function withItem(desk: Desk, lead: AlertLead, alert: AlertKind, at: Instant): { desk: Desk; item: DeskItem } {
  const known = desk.items.find((item) => item.id === lead.id)
  const others = roomFor(desk.items.filter((item) => item.id !== lead.id))
  const code = known?.code ?? freeLetter(others)
  const item: DeskItem = { ...lead, code, alert, at, outcome: known?.outcome ?? 'open' }
  return { desk: { ...desk, items: [...others, item] }, item }
}

function roomFor(items: DeskItem[]): DeskItem[] {
  if (items.length < ITEMS_KEPT) return items
  const leaves = items.find((item) => item.outcome !== 'open') ?? items[0]
  return items.filter((item) => item !== leaves)
}

/** Open leads have the letters for themselves; the first letters come first, because they are the easiest to type. */
function freeLetter(items: readonly DeskItem[]): string {
  const taken = new Set(items.map((item) => item.code))
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return letters.find((letter) => !taken.has(letter)) ?? 'Z'
}

/** The desk after a lead was decided on: what would still ask about its time is not sent any more; new words of the customer are. */
export function deskAfterSettling(desk: Desk, leadId: string, outcome: Outcome): Desk {
  const items = desk.items.map((item) => (item.id === leadId ? { ...item, outcome } : item))
  const asks = ({ lead }: HeldAlert) => lead?.id === leadId && lead.asksToConfirm === true
  return { ...desk, items, held: outcome === 'open' ? desk.held : desk.held.filter((held) => !asks(held)) }
}

/** The desk without a customer who was erased: nothing on it names them any more. */
export function deskWithout(conversation: Conversation, key: string): Conversation {
  const desk = deskOf(conversation)
  const theirs = new Set(desk.items.filter((item) => item.key === key).map((item) => item.id))
  return withDesk(conversation, {
    items: desk.items.filter((item) => item.key !== key),
    held: desk.held.filter((held) => held.lead?.key !== key),
    focus: desk.focus !== null && theirs.has(desk.focus) ? null : desk.focus,
    question: desk.question !== null && theirs.has(desk.question.leadId) ? null : desk.question,
  })
}

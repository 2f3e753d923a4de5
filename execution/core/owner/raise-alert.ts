import type { Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import type { PlannedEffect } from '#core/effect.ts'
import type { DeskEvent } from '#core/event.ts'
import { laterOf, nothing, planned } from '#core/planning.ts'
import { whyNoTextToStaff } from '#core/texting.ts'
import { gsmOnly } from '#core/values/gsm-only.ts'
import { HOUR_MS, MINUTE_MS, plus, SECOND_MS, type Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import { DESK_KEY, deskOf, openItems, withDesk, withItem, type Desk, type DeskItem, type HeldAlert } from './desk.ts'
import { ALERT_MENU, photosLine } from './menu.ts'
import { raiseByCall, ringWhenDue } from './raise-by-call.ts'
import { phoneOf } from './staff.ts'

/** The first ordinary alert leaves at once; what follows within this time comes together in one text. With the pause after a burst of texts less than 10 s (contract 5.8). */
export const BUNDLE_WINDOW_MS = 5 * SECOND_MS

/** From so many texts with ordinary alerts in one clock hour on, what follows is gathered for longer. Chosen: a phone that buzzes more is put away. */
export const ALERT_TEXTS_PER_HOUR = 10

/** How long alerts are gathered in an hour that has had its texts. */
export const CROWDED_WINDOW_MS = 5 * MINUTE_MS

/** Lines of a bundle. What is more is counted, and stands in the dashboard. */
const BUNDLE_LINES_MAX = 8

/** Characters of one line of a bundle. */
const LINE_CHARACTERS_MAX = 70

type Raised = DeskEvent & { kind: 'alert-raised' }

/** An alert reaches the desk. Emergencies leave at once and alone; the others are bundled, so that the phone of a busy owner is never stormed. */
export function raiseAlert(event: Raised, conversation: Conversation, context: DecideContext): Decision {
  const { alertId, alert, body, lead } = event
  const to = phoneOf(context.policy, event.to)
  const desk = deskOf(conversation)
  if (to === null)
    return nothing(lead === null ? conversation : withDesk(conversation, withItem(desk, lead, alert, context.at).desk), NO_PHONE)
  const held: HeldAlert = { alertId, alert, body, lead }
  if (lead !== null && whyNoTextToStaff(to, context) !== null) return raiseByCall(held, event.to, to, conversation, context)
  if (alert === 'emergency') return alone(held, to, conversation, desk, context)
  if (desk.heldForCall === true) return sendBundle(withDesk(conversation, { held: withHeld(desk.held, held) }), context)
  const opensAt = nextTextAt(desk, context.at)
  if (desk.held.length === 0 && opensAt <= context.at) return alone(held, to, conversation, counted(desk, context.at), context)
  const timer = planned({ kind: 'start-timer', timer: { kind: 'bundle-due' } }, { notBefore: opensAt })
  const waiting = withDesk(conversation, { held: withHeld(desk.held, held) })
  return { ...nothing(waiting, { code: 'alert_held' }), effects: desk.held.length === 0 ? [timer] : [] }
}

const NO_PHONE = { code: 'owner_unknown' }

/** The window is over: everything that was held leaves as one text. */
export function sendBundle(conversation: Conversation, context: DecideContext): Decision {
  const desk = deskOf(conversation)
  const to = phoneOf(context.policy, 'owner')
  const [only] = desk.held
  if (only === undefined || to === null) return nothing(withDesk(conversation, { held: [] }), { code: 'timer_not_needed' })
  if (whyNoTextToStaff(to, context) !== null) return ringWhenDue(conversation, to, true, context)
  const opensAt = nextTextAt(desk, context.at)
  if (opensAt > context.at) {
    const timer = planned({ kind: 'start-timer', timer: { kind: 'bundle-due' } }, { notBefore: opensAt })
    return { ...nothing(conversation, { code: 'alert_held' }), effects: [timer] }
  }
  const waited = desk.heldForCall === true ? { heldForCall: false } : {}
  const free = counted({ ...desk, held: [], ...waited }, context.at)
  if (desk.held.length === 1) return alone(only, to, conversation, free, context)
  return together(desk.held, to, conversation, free, context)
}

/** The earliest instant at which ordinary alerts may be texted again. */
function nextTextAt(desk: Desk, at: Instant): Instant {
  if (desk.textedAt === null) return at
  const isCrowded = desk.inHour.hour === Math.floor(at / HOUR_MS) && desk.inHour.texts >= ALERT_TEXTS_PER_HOUR
  return laterOf(at, plus(desk.textedAt, isCrowded ? CROWDED_WINDOW_MS : BUNDLE_WINDOW_MS))
}

function counted(desk: Desk, at: Instant): Desk {
  const hour = Math.floor(at / HOUR_MS)
  return { ...desk, textedAt: at, inHour: { hour, texts: desk.inHour.hour === hour ? desk.inHour.texts + 1 : 1 } }
}

/** Of one lead the newest words count; that they are an update is left out when the owner has not seen what they update. */
function withHeld(held: readonly HeldAlert[], next: HeldAlert): HeldAlert[] {
  const before = held.find((one) => one.lead !== null && one.lead.id === next.lead?.id && one.alert === next.alert)
  if (before === undefined) return [...held, next]
  const body = before.body.startsWith(UPDATE) ? next.body : next.body.replace(UPDATE, '')
  return [...held.filter((one) => one !== before), { ...next, body }]
}

const UPDATE = 'UPDATE, '

/** A text with one alert, filed with the customer whom it speaks of. */
function alone(held: HeldAlert, to: PhoneNumber, conversation: Conversation, desk: Desk, context: DecideContext): Decision {
  const { at, policy } = context
  const { alertId, alert, body, lead } = held
  const from = policy.numbers[0]?.e164 ?? null
  const text = { kind: 'text-staff' as const, to, from, alert, leadId: lead?.id ?? null, covers: [alertId] }
  if (lead === null) return { ...nothing(withDesk(conversation, desk), { code: 'alert_sent' }), effects: [planned({ ...text, body })] }
  const placed = withItem(desk, lead, alert, at)
  const next = withDesk(conversation, { ...placed.desk, focus: lead.id })
  const letter = openItems(placed.desk).length > 1 ? `[${placed.item.code}] ` : ''
  const menu = placed.item.outcome === 'open' ? `\n${ALERT_MENU}` : ''
  const effect: PlannedEffect = planned(
    { ...text, body: `${letter}${body}${photosLine(lead.photos ?? 0, leadUrlOf(lead.id, context))}${menu}` },
    { filedUnder: lead.key },
  )
  return { ...nothing(next, { code: 'alert_sent' }), effects: [effect] }
}

/** The page of a lead in the dashboard; null where nobody said under which address it is. */
function leadUrlOf(leadId: string, { policy, publicUrl }: DecideContext): string | null {
  return publicUrl === undefined ? null : `${publicUrl}/b/${policy.tenantId}/leads/${encodeURIComponent(leadId)}`
}

/** One text for several alerts: a line each, with the letter that answers it. A bare number would not say which is meant. */
function together(
  all: readonly HeldAlert[],
  to: PhoneNumber,
  conversation: Conversation,
  desk: Desk,
  { at, policy }: DecideContext,
): Decision {
  let placed = desk
  const lines = all.map((held) => {
    if (held.lead === null) return lineOf(held, null)
    const { desk: next, item } = withItem(placed, held.lead, held.alert, at)
    placed = next
    return lineOf(held, item)
  })
  const shown = lines.slice(0, BUNDLE_LINES_MAX)
  const more = lines.length > shown.length ? [`and ${lines.length - shown.length} more: answer LIST`] : []
  const head = `${all.length} alerts - ${gsmOnly(policy.name).slice(0, LINE_CHARACTERS_MAX)}`
  const example = placed.items.at(-1)?.code ?? 'A'
  const body = [head, ...shown, ...more, `Letter first, such as ${example}1:`, ALERT_MENU].join('\n')
  const from = policy.numbers[0]?.e164 ?? null
  const covers = all.map((held) => held.alertId)
  const effect = planned(
    { kind: 'text-staff', to, from, body, alert: all[0]?.alert ?? null, leadId: null, covers },
    { filedUnder: DESK_KEY },
  )
  const next = withDesk(conversation, { ...placed, focus: null })
  return { ...nothing(next, { code: 'alerts_bundled', facts: { alerts: all.length } }), effects: [effect] }
}

function lineOf(held: HeldAlert, item: DeskItem | null): string {
  const headline = (held.body.split('\n')[0] ?? '').replace(/ - [^-]*$/, '')
  if (item === null) return headline.slice(0, LINE_CHARACTERS_MAX)
  const number = item.phone === null || item.who === item.phone ? '' : ` ${item.phone}`
  return `[${item.code}] ${headline.slice(0, LINE_CHARACTERS_MAX)}: ${item.who}${number}`
}

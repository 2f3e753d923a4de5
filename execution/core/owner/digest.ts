import type { Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import type { PlannedEffect } from '#core/effect.ts'
import { addDays, localTime, toInstant } from '#core/hours/local-time.ts'
import { nothing, planned } from '#core/planning.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { gsmOnly } from '#core/values/gsm-only.ts'
import type { Instant } from '#core/values/instant.ts'
import { DESK_KEY, deskOf, openItems, withDesk } from './desk.ts'
import { phoneOf } from './staff.ts'

/** When the owner gets the day in one text, in the business's own time, unless the tenant chose another hour. */
export const DIGEST_AT = '18:30'

/** Leads that are named in a digest. */
const NAMED_MAX = 5

/** One kind of lead of the day and how many there were. */
export type LeadTally = { status: string; urgency: string; intent: string | null; outcome: string; leads: number }

export type DigestFigures = { tally: LeadTally[]; texts: number; costMicros: number }

const SPAM_INTENTS: ReadonlySet<string> = new Set(['vendor_spam', 'job_seeker', 'wrong_number'])

/** The timer of the next digest; one per day whatever happens. Null when the tenant wants none. */
export function digestTimer(policy: TenantPolicy, at: Instant, tzdata: string): PlannedEffect | null {
  const wanted = policy.digestAt === undefined ? DIGEST_AT : policy.digestAt
  if (wanted === null) return null
  const minuteOfDay = Number(wanted.slice(0, 2)) * 60 + Number(wanted.slice(3, 5))
  const today = localTime(at, policy.timezone, tzdata)
  const isoDate = today.minuteOfDay < minuteOfDay ? today.isoDate : addDays(today.isoDate, 1)
  const due = toInstant({ isoDate, minuteOfDay }, policy.timezone, tzdata)
  return planned({ kind: 'start-timer', timer: { kind: 'digest' } }, { notBefore: due, onceKey: `digest:${isoDate}`, filedUnder: DESK_KEY })
}

/** The day in one text: how many of what, what it cost, who still waits. Nothing when nothing happened. */
export function sendDigest(figures: DigestFigures, conversation: Conversation, context: DecideContext): Decision {
  const { policy, at } = context
  const to = phoneOf(policy, 'owner')
  const leads = figures.tally.reduce((sum, one) => sum + one.leads, 0)
  const next = withDesk(conversation, { digestedAt: at })
  if (leads === 0 || to === null) return nothing(next, { code: 'nothing_to_digest' })
  const open = openItems(deskOf(conversation))
  const named = open.slice(-NAMED_MAX).map((item) => `[${item.code}] ${item.who}`)
  const waiting =
    open.length === 0
      ? []
      : [`Waiting for you: ${named.join(', ')}${open.length > NAMED_MAX ? ` and ${open.length - NAMED_MAX} more` : ''}`]
  const cost = `${figures.texts} texts, $${(figures.costMicros / 1_000_000).toFixed(2)}`
  const body = [`${gsmOnly(policy.name)} today: ${countsInWords(figures.tally)}. ${cost}.`, ...waiting].join('\n')
  const from = policy.numbers[0]?.e164 ?? null
  const effect = planned({ kind: 'text-staff', to, from, body, alert: null, leadId: null, covers: [] })
  return { ...nothing(next, { code: 'digest', facts: { leads } }), effects: [effect] }
}

/** The most pressing first: emergencies, ready to book, still talking, then what is settled. Every lead is counted once. */
function countsInWords(tally: readonly LeadTally[]): string {
  const counts = new Map<string, number>()
  for (const one of tally) counts.set(classOf(one), (counts.get(classOf(one)) ?? 0) + one.leads)
  const order = ['emergency', 'ready to book', 'talking', 'booked', 'lost', 'opted out', 'no lead or spam']
  return order.flatMap((name) => (counts.has(name) ? [`${counts.get(name)} ${name}`] : [])).join(', ')
}

function classOf({ status, urgency, intent, outcome }: LeadTally): string {
  if (outcome === 'not_a_lead' || (intent !== null && SPAM_INTENTS.has(intent))) return 'no lead or spam'
  if (outcome === 'booked' || outcome === 'won') return 'booked'
  if (outcome === 'lost') return 'lost'
  if (urgency === 'emergency') return 'emergency'
  if (status === 'opted_out') return 'opted out'
  return status === 'qualified' || status === 'handed_over' ? 'ready to book' : 'talking'
}

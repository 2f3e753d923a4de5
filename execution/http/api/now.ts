import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { CARDS_MAX, nowSchema, type CardView, type NowView } from '#contract/dashboard.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import type { LeadNeed } from '#core/conversation/lead-need.ts'
import { clockWords } from '#core/explain/clock-words.ts'
import { localTime } from '#core/hours/local-time.ts'
import { RECENT_MS, workingState } from '#core/standing/tenant-needs.ts'
import { testedLine } from '#core/self-test/tested-line.ts'
import { outcomeOf } from '#core/results/lead-outcome.ts'
import { quietReason } from '#core/texts/receive-text.ts'
import { DAY_MS, instant, plus, toIso, type Instant } from '#core/values/instant.ts'
import { needSentence, standingOfTenant, type Standing } from '#flow/dashboard/tenant-standing.ts'
import type { KnownTenant } from '#flow/tenants.ts'
import type { LeadRow, TenantTransaction } from '#ports/store.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

/** Calls looked at for "the last one that was answered by text". */
const CALLS_LOOKED_AT = 10
/** Texts looked at for a card's last words: alerts to the owner stand among them. */
const TEXTS_LOOKED_AT = 5

/** `GET /now`: is it working, who needs me, what was promised. */
export async function nowRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  app.get('/tenants/:tenantId/now', { schema: { params: tenantParams, response: { 200: nowSchema } } }, async (request) => {
    const tenant = await tenantOf(parts, request.params.tenantId)
    return parts.store.transaction(tenant.policy.tenantId, (tx) => nowOf(tx, tenant, parts))
  })
}

async function nowOf(tx: TenantTransaction, tenant: KnownTenant, parts: ApiParts): Promise<NowView> {
  const at = parts.clock.now()
  const standing = await standingOfTenant(tx, tenant, parts, false)
  const last = await lastAnswered(tx)
  return {
    working: workingOf(standing, last?.at ?? null, at, tenant, parts.clock.tzdata),
    cards: await cardsOf(tx, at),
    lastAnswered: last === null ? null : { at: toIso(last.at), seconds: last.seconds },
  }
}

function workingOf(standing: Standing, answeredAt: Instant | null, at: Instant, { policy }: KnownTenant, tzdata: string) {
  const { selfTest } = standing
  const { state, need } = workingState(standing.needs)
  const provenAt = selfTest?.at ?? answeredAt
  const testedAt = provenAt === null ? null : toIso(provenAt)
  const isOfTest = need === null || need === 'self-test-down' || need === 'self-test-warn'
  if (selfTest !== null && isOfTest) return { ...testedLine(selfTest, at, policy.timezone, tzdata), testedAt }
  if (need !== null) return { state, sentence: needSentence(need, standing), testedAt }
  if (answeredAt === null) return { state, sentence: 'Ready. No call has come in yet.', testedAt }
  const sentence = `Working: the last missed call was answered ${dayWords(answeredAt, at, policy.timezone, tzdata)}.`
  return { state, sentence, testedAt }
}

function dayWords(then: Instant, at: Instant, zone: string, tzdata: string): string {
  const clock = clockWords(then, zone, tzdata)
  const [day, today] = [localTime(then, zone, tzdata).isoDate, localTime(at, zone, tzdata).isoDate]
  if (day === today) return `today at ${clock}`
  return day === localTime(plus(at, -DAY_MS), zone, tzdata).isoDate ? `yesterday at ${clock}` : `on ${day} at ${clock}`
}

/** The newest missed call that got its text, with how long that took. */
async function lastAnswered(tx: TenantTransaction): Promise<{ at: Instant; seconds: number } | null> {
  const { items } = await tx.calls.list({ limit: CALLS_LOOKED_AT, cursor: null })
  for (const { missedAt, conversationKey } of items) {
    if (missedAt === null) continue
    const conversation = await tx.conversations.find(conversationKey)
    const sentAt = conversation?.history.automatedAt.find((sent) => sent >= missedAt)
    if (sentAt !== undefined) return { at: sentAt, seconds: (sentAt - missedAt) / 1_000 }
  }
  return null
}

/** Emergencies of the last day first, then what is ready, then who talks now; the newest need first. */
async function cardsOf(tx: TenantTransaction, at: Instant): Promise<CardView[]> {
  const recent = plus(at, -RECENT_MS)
  const wanted: { need: LeadNeed; since: Instant }[] = [
    { need: 'emergency', since: recent },
    { need: 'ready', since: instant(0) },
    { need: 'talking', since: recent },
  ]
  const cards: CardView[] = []
  for (const { need, since } of wanted) {
    const room = CARDS_MAX - cards.length
    if (room === 0) break
    for (const lead of await tx.leads.needed(need, room, since)) cards.push(await cardOf(tx, lead, need, at))
  }
  return cards
}

async function cardOf(tx: TenantTransaction, lead: LeadRow & { needSince: Instant }, need: LeadNeed, at: Instant): Promise<CardView> {
  const found = await tx.conversations.find(lead.conversationKey)
  const conversation = found?.lead?.id === lead.id ? found : null
  const { items } = await tx.messages.list({ limit: TEXTS_LOOKED_AT, cursor: null, conversationKey: lead.conversationKey })
  const last = items.find((message) => message.kind !== 'owner_alert')
  const since = need === 'talking' ? (last?.createdAt ?? lead.needSince) : lead.needSince
  return {
    leadId: lead.id,
    need,
    name: lead.name,
    phone: lead.phone,
    place: [lead.street, lead.city, lead.zip].filter((part) => part !== null).join(', ') || null,
    problem: conversation?.lead?.intake.slots.problem?.value ?? lead.service,
    urgency: lead.urgency,
    safety: lead.safety,
    since: toIso(since),
    lastText: last?.body ?? null,
    preferredTime: lead.preferredTime === null ? null : JSON.parse(lead.preferredTime),
    acknowledgedBy: conversation?.lead ? outcomeOf(conversation.lead).acknowledgedBy : null,
    callOnly: need === 'ready' && lead.status === 'open',
    ...pauseOf(conversation, at),
  }
}

function pauseOf(conversation: Conversation | null, at: Instant): { paused: boolean; pausedUntil: string | null } {
  if (conversation === null || quietReason(conversation, at)?.code !== 'person_has_taken_over') return { paused: false, pausedUntil: null }
  const until = conversation.takenOver?.until ?? null
  return { paused: true, pausedUntil: until === null ? null : toIso(until) }
}

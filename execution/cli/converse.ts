import { join } from 'node:path'
import { z } from 'zod'
import { approvedFactsSchema, serviceRulesSchema } from '#contract/approved-facts.ts'
import { loadDirectives } from '#adapters/directives/load-directives.ts'
import { readWithRevocation } from '#adapters/embedded-engine/embedded-model.ts'
import { newLead } from '#core/calls/lead-of-call.ts'
import { newConversation, type Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import type { ReadText } from '#core/event.ts'
import { isTimezone } from '#core/hours/local-time.ts'
import { TRADES, type Trade } from '#core/qualification/reading.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { parseInstant, type Instant } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import { parseTenantId } from '#core/values/tenant-id.ts'
import { factsOf } from '#flow/business-facts.ts'
import { answerRead, hearText } from '#flow/onboarding/hear-text.ts'
import type { Directives } from '#ports/directives.ts'
import type { BatchCommand } from './lead-agent.ts'

/** Conversations kept in memory at once; the oldest is forgotten beyond it. */
const CONVERSATIONS_MAX = 100_000

/** What may be said of the business; hours, limits and numbers do not matter here. */
const business = z.object({
  name: z.string().min(1).max(100).optional(),
  trade: z.enum(TRADES).optional(),
  timezone: z.string().optional(),
  businessPhone: z.string().nullish(),
  ownerName: z.string().max(80).nullish(),
  website: z.string().max(300).nullish(),
  mailingAddress: z.string().max(300).nullish(),
  approvedFacts: approvedFactsSchema.nullish(),
  services: serviceRulesSchema.nullish(),
})

const line = z.object({
  conversation: z.union([z.string(), z.number()]),
  text: z.string(),
  at: z.string(),
  trade: z.enum(TRADES).default('plumbing'),
  timezone: z.string().default('America/Chicago'),
  business: z.union([z.string().transform((name) => business.parse({ name })), business]).nullish(),
})

type Thread = { conversation: Conversation; texts: number }

export const converseCommand: BatchCommand = {
  about: 'One text of a conversation at a time, answered by the rules of the live flow.',
  example: '{"conversation":"a","text":"my water heater is leaking","at":"2026-12-07T16:00:00Z"}',
  start: () => {
    const directives = loadDirectives(join(import.meta.dirname, '..', '..', 'directives'))
    const threads = new Map<string, Thread>()
    return (value) => {
      const { conversation, text, at: when, trade, timezone, business: posted } = line.parse(value)
      const at = parseInstant(when)
      if (at === null) throw new Error(`at: "${when}" is not an ISO 8601 time with a zone, such as 2026-12-07T16:00:00Z`)
      if (!isTimezone(timezone)) throw new Error(`timezone: "${timezone}" is not a zone; use a name such as America/Chicago`)
      const key = String(conversation)
      const policy = businessOf(posted ?? {}, trade, timezone)
      const thread = threads.get(key) ?? { conversation: afterMissedCall(at), texts: 0 }
      const { next, decisions } = hear(text, `${key}:${thread.texts}`, thread.conversation, { policy, at }, directives)
      if (threads.size >= CONVERSATIONS_MAX && !threads.has(key)) threads.delete(threads.keys().next().value ?? key)
      threads.set(key, { conversation: next, texts: thread.texts + 1 })
      return { conversation, ...answerOf(next, thread.conversation, decisions) }
    }
  },
}

/** The customer rang, nobody answered, and our first text has asked how we can help. */
function afterMissedCall(at: Instant): Conversation {
  const phone = parsePhoneNumber('+12175550143')
  const fresh = newConversation(phone ?? 'customer', phone)
  const lead = newLead('converse', 'call', fresh, at, 1)
  const asked = { ...lead, intake: { ...lead.intake, asked: 'problem' as const, timesAsked: { problem: 1 } } }
  return {
    ...fresh,
    lead: asked,
    contact: { ...fresh.contact, callAt: at },
    history: { ...fresh.history, firstTextAt: at, introducedAt: at },
  }
}

/** The steps of the live flow for one text: received, the pause is over, read, answered. */
function hear(text: string, messageSid: string, before: Conversation, now: { policy: TenantPolicy; at: Instant }, directives: Directives) {
  const context = contextOf(now.policy, now.at, directives)
  const { next, decisions, toRead } = hearText(text, messageSid, before, context)
  if (toRead === null) return { next, decisions }
  const { trade, timezone } = now.policy
  const texts: ReadText[] = toRead.texts.map((one) => ({
    ...one,
    reading: readWithRevocation(one.body, { trade, timezone, receivedAt: one.receivedAt, asked: toRead.asked }).reading,
  }))
  const answered = answerRead(texts, 'embedded', next, context)
  return { next: answered.next, decisions: [...decisions, answered] }
}

function contextOf(policy: TenantPolicy, at: Instant, directives: Directives): DecideContext {
  const tzdata = process.versions['tz'] ?? ''
  const directive = directives.forTrade(policy.trade)
  return { policy, directive, at, tzdata, textSlot: at, diary: null, facts: factsOf(policy, directive, at, tzdata) }
}

function answerOf(next: Conversation, before: Conversation, decisions: readonly Decision[]) {
  const effects = decisions.flatMap((decision) => decision.effects.map((planned) => planned.effect))
  const replies = effects.flatMap((effect) => (effect.kind === 'send-sms' ? [effect.body] : []))
  const { lead } = next
  const suppressedNow = next.contact.suppressedAt !== null && before.contact.suppressedAt === null
  return {
    replies,
    // The one confirmation of an opt-out asks nothing, whatever was asked before it.
    asked: next.contact.suppressedAt === null ? (lead?.intake.asked ?? null) : null,
    lead: leadOf(next),
    status: statusOf(next),
    effects: [...kindsOf(decisions, before), ...(suppressedNow ? ['suppress'] : [])],
  }
}

const EFFECT_KINDS = new Set(['page-owner', 'tell-owner', 'update-owner', 'hand-over'])

/**
 * Whoever may have opted out is a person's to answer until that is settled, whatever the lead still lacks. A lead is qualified as soon as problem and
 * place are known and the owner was told, while name and time are still asked for.
 */
function statusOf({ contact, lead }: Conversation): string {
  if (contact.suppressedAt !== null) return 'opted_out'
  if (contact.doubtAt !== null) return 'handed_over'
  return lead?.status === 'open' && lead.toldEarlyAt !== undefined ? 'qualified' : (lead?.status ?? 'open')
}

/** The turn's effects stand among the reasons of the decision; doubt about an opt-out hands the conversation to a person too, once. */
function kindsOf(decisions: readonly Decision[], before: Conversation): string[] {
  const codes = decisions.flatMap((decision) => decision.reasons.map((reason) => reason.code))
  return codes.flatMap((code) => {
    if (EFFECT_KINDS.has(code)) return [code]
    if (code === 'told_early') return ['tell-owner']
    return code === 'opt_out_doubt' && before.contact.doubtAt === null ? ['hand-over'] : []
  })
}

function leadOf(conversation: Conversation) {
  const intake = conversation.lead?.intake
  if (intake === undefined) return null
  const { slots, intent, urgency, safety, language } = intake
  return {
    intent,
    urgency,
    safety,
    service: slots.service?.value ?? null,
    name: slots.name?.value ?? null,
    street: slots.street?.value ?? null,
    city: slots.city?.value ?? null,
    zip: slots.zip?.value ?? null,
    callbackPhone: slots.callbackPhone?.value ?? null,
    preferredTime: slots.preferredTime?.value ?? null,
    language,
  }
}

function businessOf(given: z.output<typeof business>, trade: Trade, timezone: string): TenantPolicy {
  const tenantId = parseTenantId('converse')
  if (tenantId === null) throw new Error('the id of the stand-in business is not valid')
  return {
    tenantId,
    status: 'active',
    name: given.name ?? 'Our shop',
    trade: given.trade ?? trade,
    timezone: given.timezone ?? timezone,
    country: 'US',
    region: null,
    mailingAddress: given.mailingAddress ?? null,
    businessPhone: parsePhoneNumber(given.businessPhone),
    website: given.website ?? null,
    ownerName: given.ownerName ?? null,
    ownerPhone: null,
    ownerPhoneVerified: false,
    fallbackPhone: null,
    numbers: [],
    hours: { week: {} },
    limits: { requestsPerMinute: 1, textsPerHour: 1, textsPerDay: 1, monthlyBudgetCents: 1 },
    registration: { kind: 'attested', status: 'none', campaignSid: null, note: null },
    messagingServiceSid: null,
    ringSeconds: 15,
    messageAudioUrl: null,
    approvedFacts: given.approvedFacts ?? null,
    services: given.services ?? null,
  }
}

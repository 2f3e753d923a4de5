import { z } from 'zod'
import { OUTCOMES } from '#core/owner/lead-act.ts'
import { SEND_KINDS } from '#core/compliance/send-question.ts'
import { wordsToCustomer } from './words-to-customer.ts'

const reason = z
  .object({ code: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional() })
  .meta({ id: 'Reason' })
const isoTime = z.string().meta({ description: 'ISO 8601, UTC' })
const preferredTime = z.union([z.object({ asap: z.literal(true) }), z.object({ start: z.string(), end: z.string() })]).nullable()

export const leadSchema = z
  .object({
    id: z.string(),
    phone: z.string().nullable(),
    status: z.string(),
    intent: z.string().nullable(),
    urgency: z.string(),
    safety: z.boolean(),
    service: z.string().nullable(),
    name: z.string().nullable(),
    street: z.string().nullable(),
    city: z.string().nullable(),
    zip: z.string().nullable(),
    preferredTime,
    score: z.number(),
    scoreReasons: z.array(z.object({ code: z.string(), points: z.number() })),
    leadGroup: z.string().nullable(),
    serviceArea: z.string().nullable(),
    source: z.string(),
    createdAt: isoTime,
    outcome: z.enum(OUTCOMES).meta({ description: "What became of it, in the word of one of the business's people" }),
    amountCents: z.int().nullable(),
    acknowledgedBy: z.string().nullable(),
    acknowledgedAt: isoTime.nullable(),
  })
  .meta({ id: 'Lead' })

export const messageSchema = z
  .object({
    id: z.string(),
    leadId: z.string().nullable(),
    direction: z.enum(['inbound', 'outbound']),
    from: z.string(),
    to: z.string(),
    body: z.string(),
    kind: z.string(),
    status: z.string(),
    carrierId: z.string().nullable(),
    errorCode: z.number().nullable(),
    segments: z.number(),
    createdAt: isoTime,
    sentAt: isoTime.nullable(),
    waitsUntil: isoTime.nullable(),
    reasons: z.array(reason),
  })
  .meta({ id: 'Message' })

export const callSchema = z
  .object({
    id: z.string(),
    leadId: z.string().nullable(),
    from: z.string(),
    to: z.string(),
    stage: z.string(),
    mode: z.string(),
    startedAt: isoTime,
    missedAt: isoTime.nullable(),
    endedAt: isoTime.nullable(),
    disclosurePlayedAt: isoTime.nullable(),
    recordingSid: z.string().nullable(),
    recordingSeconds: z.number().nullable(),
  })
  .meta({ id: 'Call' })

export const decisionSchema = z
  .object({
    id: z.string(),
    at: isoTime,
    kind: z.string(),
    subject: z.string(),
    conversation: z.string(),
    reasons: z.array(reason),
    directive: z.string().nullable(),
  })
  .meta({ id: 'Decision' })

export const usageSchema = z
  .object({ hour: isoTime, requests: z.number(), texts: z.number(), segments: z.number(), costCents: z.number() })
  .meta({ id: 'Usage' })

export const alertSchema = z
  .object({ id: z.string(), at: isoTime, kind: z.string(), body: z.string(), leadId: z.string().nullable(), status: z.string() })
  .meta({ id: 'Alert' })

export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(300).optional(),
})

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

export const newMessageSchema = z
  .object({
    to: z.string().regex(/^\+[1-9]\d{7,14}$/, 'must be an E.164 number such as +12175550100'),
    body: wordsToCustomer(z.string()),
    kind: z.enum(SEND_KINDS),
  })
  .meta({ id: 'NewMessage' })

export const messageDecisionSchema = z
  .object({ id: z.string(), decision: z.enum(['send', 'wait']), until: isoTime.nullable(), reasons: z.array(z.string()) })
  .meta({ id: 'MessageDecision' })

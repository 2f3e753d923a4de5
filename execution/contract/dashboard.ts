import { z } from 'zod'
import { INQUIRY_DOUBTS } from '#core/inquiries/inquiry.ts'
import { LEAD_NEEDS } from '#core/conversation/lead-need.ts'
import { callSchema, leadSchema, messageSchema } from './views.ts'

const isoTime = z.string().meta({ description: 'ISO 8601, UTC' })
const preferredTime = leadSchema.shape.preferredTime

/** Why a card is on the first screen: somebody is in danger, a lead is complete and waits for the owner, or the assistant is talking. */
export const CARD_NEEDS = LEAD_NEEDS

export const CARDS_MAX = 50

export const workingSchema = z.object({
  state: z.enum(['ok', 'warn', 'down']),
  sentence: z.string(),
  testedAt: isoTime.nullable().meta({
    description:
      'When the whole way was last proven: by the last self-test with a result, else by the last call that was answered; null: never',
  }),
})

export const cardSchema = z
  .object({
    leadId: z.string(),
    need: z.enum(CARD_NEEDS),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    place: z.string().nullable(),
    problem: z.string().nullable().meta({ description: "The customer's own words" }),
    urgency: z.string(),
    safety: z.boolean(),
    since: isoTime.meta({ description: 'emergency and ready: waiting since; talking: last activity' }),
    lastText: z.string().nullable(),
    preferredTime,
    acknowledgedBy: z.string().nullable(),
    callOnly: z.boolean().meta({ description: 'The assistant cannot text them, so a person must call' }),
    paused: z.boolean().meta({ description: 'A person has taken over; without `pausedUntil`, until it is given back' }),
    pausedUntil: isoTime.nullable(),
  })
  .meta({ id: 'Card' })

export const nowSchema = z
  .object({
    working: workingSchema,
    cards: z.array(cardSchema).max(CARDS_MAX),
    lastAnswered: z.object({ at: isoTime, seconds: z.number() }).nullable(),
  })
  .meta({ id: 'Now' })

export type NowView = z.infer<typeof nowSchema>
export type CardView = z.infer<typeof cardSchema>

export const CAPTURED_FIELDS = ['problem', 'service', 'name', 'street', 'city', 'zip', 'callbackPhone', 'preferredTime'] as const

export const capturedSchema = z
  .object({
    field: z.enum(CAPTURED_FIELDS),
    value: z.union([z.string(), preferredTime.unwrap()]),
    words: z
      .string()
      .nullable()
      .meta({ description: "The customer's exact words; null when a person entered it, or when they are kept no longer" }),
    messageId: z.string().nullable().meta({ description: 'The text in which the words stand' }),
    start: z.number().nullable().meta({ description: 'Where in the body of that text, UTF-16 offsets' }),
    end: z.number().nullable(),
    enteredBy: z.enum(['customer', 'person']),
  })
  .meta({ id: 'Captured' })

export type CapturedView = z.infer<typeof capturedSchema>

export const timelineItemSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('message'),
      at: isoTime,
      message: messageSchema,
      by: z.enum(['assistant', 'person', 'customer', 'system']),
    }),
    z.object({ kind: z.literal('system'), at: isoTime, sentence: z.string() }),
  ])
  .meta({ id: 'TimelineItem' })

export type TimelineItem = z.infer<typeof timelineItemSchema>

export const OUTCOMES = ['open', 'booked', 'won', 'lost', 'not_a_lead'] as const

const leadInquirySchema = z.object({
  at: isoTime,
  label: z.string().meta({ description: 'Where they asked' }),
  channel: z.enum(['form', 'api']),
  ticked: z.boolean(),
  words: z.string().nullable().meta({ description: 'The words beside the box, ticked or not' }),
  wordsVersion: z.string().nullable(),
  pageUrl: z.string().nullable(),
  doubt: z.enum(INQUIRY_DOUBTS).nullable().meta({ description: 'Why it may come from a machine' }),
})

/** Where something that a customer sent or said stands: only what is `kept` can be shown. */
const mediaState = z.enum(['waiting', 'kept', 'refused', 'expired'])

const photoSchema = z
  .object({
    messageId: z.string().meta({ description: 'The text that it came with' }),
    at: isoTime,
    state: mediaState,
    url: z.string().nullable().meta({ description: 'Where it is fetched, as somebody who is signed in; null while it cannot be' }),
    contentType: z.string().nullable(),
  })
  .meta({ id: 'Photo' })

const leadCallSchema = callSchema
  .extend({
    recording: z
      .object({ state: mediaState, url: z.string().nullable(), transcript: z.string().nullable() })
      .nullable()
      .meta({ description: 'The voicemail that was left, with what was said as the carrier wrote it down; null when there is none' }),
  })
  .meta({ id: 'LeadCall' })

export const leadDetailSchema = leadSchema
  .extend({
    messages: z.array(messageSchema).meta({ description: 'Newest first, at most 200' }),
    captured: z.array(capturedSchema),
    timeline: z.array(timelineItemSchema).meta({ description: 'Oldest first' }),
    why: z.record(z.string(), z.array(z.string())).meta({ description: 'Message id to the sentences that say why it was or was not sent' }),
    assistant: z.object({ state: z.enum(['talking', 'paused', 'finished']), until: isoTime.nullable() }),
    calls: z.array(leadCallSchema),
    photos: z.array(photoSchema).meta({ description: 'Oldest first' }),
    outcome: z.object({ state: z.enum(OUTCOMES), amountCents: z.number().nullable() }),
    inquiries: z.array(leadInquirySchema).meta({ description: 'What came through forms and programs, newest first' }),
  })
  .meta({ id: 'LeadDetail' })

export type LeadDetail = z.infer<typeof leadDetailSchema>

/** A person's correction of one field; null empties it. `preferredTime` takes its object, everything else words. */
export const correctionSchema = z
  .discriminatedUnion('field', [
    z.object({ field: z.literal('preferredTime'), value: preferredTime }),
    z.object({
      field: z.enum(['problem', 'service', 'name', 'street', 'city', 'zip', 'callbackPhone']),
      value: z.string().trim().min(1).max(300).nullable(),
    }),
  ])
  .meta({ id: 'Correction' })

export type Correction = z.infer<typeof correctionSchema>

/** One event of the stream `GET …/live`; it says what to fetch anew and holds nobody's words. */
export const liveEventSchema = z
  .object({
    kind: z.enum(['lead', 'message', 'call', 'alert', 'tenant']),
    leadId: z.string().nullable(),
    at: isoTime,
  })
  .meta({ id: 'LiveEvent' })

export type LiveEvent = z.infer<typeof liveEventSchema>

/** Setup said back in plain words; whatever the body names is said as if it were saved. */
export const servicesOfTradeSchema = z
  .object({ trade: z.string(), services: z.array(z.string()) })
  .meta({ id: 'ServicesOfTrade', description: 'The services of the trade by their own names, for prices and for what is not offered.' })

export const saidBackSchema = z.object({ sentences: z.array(z.string()) }).meta({ id: 'SaidBack' })

import { z } from 'zod'
import { INQUIRY_DOUBTS, LABEL_PATTERN, RESERVED_LABELS } from '#core/inquiries/inquiry.ts'
import { leadSchema } from './views.ts'

const isoTime = z.string().meta({ description: 'ISO 8601, UTC' })
const words = (max: number) => z.string().trim().min(1).max(max)

/** What a form or a program may send of each field, in characters. */
export const INQUIRY_MAX = { name: 80, phone: 32, message: 2_000, address: 200, preferredTime: 120, words: 2_000, pageUrl: 500 } as const

const label = z
  .string()
  .trim()
  .toLowerCase()
  .regex(LABEL_PATTERN, 'must be 1 to 30 letters, digits, spaces, _ or -, such as angi or website')
  .refine((text) => !RESERVED_LABELS.includes(text), 'call, sms, api and form mean something else; name where the lead comes from')

const consent = z.object({
  kind: z
    .enum(['express', 'none'])
    .meta({ description: 'express: they ticked a box or said yes to the words in `text`. none: nobody asked them.' }),
  text: words(INQUIRY_MAX.words).nullable().default(null).meta({ description: 'The words that they were shown, word for word' }),
  at: z.iso.datetime({ offset: true }).nullable().default(null).meta({ description: 'When they agreed' }),
  pageUrl: z
    .url({ protocol: /^https?$/ })
    .max(INQUIRY_MAX.pageUrl)
    .nullable()
    .default(null),
  ip: z.string().max(64).nullable().default(null),
  userAgent: z.string().max(500).nullable().default(null),
})

/** Somebody who asked for help elsewhere, as a program sends them on. */
export const newLeadSchema = z
  .object({
    name: words(INQUIRY_MAX.name).nullable().default(null),
    phone: z.string().trim().min(7).max(INQUIRY_MAX.phone).meta({ description: 'E.164, or as people write it: (217) 555-0142' }),
    message: words(INQUIRY_MAX.message).meta({ description: 'What they need, in their words' }),
    address: words(INQUIRY_MAX.address).nullable().default(null),
    zip: z
      .string()
      .trim()
      .regex(/^\d{5}(?:-\d{4})?$|^[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d$/, 'must be a ZIP or postal code such as 62704 or H2X 1Y4')
      .nullable()
      .default(null),
    preferredTime: words(INQUIRY_MAX.preferredTime).nullable().default(null).meta({ description: 'In their words: tomorrow morning' }),
    source: label.meta({ description: 'Where they asked: angi, website, or a name of your own' }),
    consent: consent.default({ kind: 'none', text: null, at: null, pageUrl: null, ip: null, userAgent: null }),
  })
  .meta({ id: 'NewLead' })

export type NewLead = z.infer<typeof newLeadSchema>

export const leadTakenSchema = z
  .object({
    lead: leadSchema,
    receivedAt: isoTime,
    text: z
      .object({
        decision: z.enum(['send', 'wait', 'never']),
        reasons: z.array(z.string()),
        from: z.string().nullable(),
      })
      .meta({ description: 'Whether the assistant texts them. The owner is told of them in any case.' }),
  })
  .meta({ id: 'LeadTaken' })

/** A form as a page of another site sends it: the plain fields of the page, all of them text. */
export const formPostSchema = z.object({
  name: z.string().trim().max(INQUIRY_MAX.name).default(''),
  phone: z.string().trim().max(INQUIRY_MAX.phone).default(''),
  message: z.string().trim().max(INQUIRY_MAX.message).default(''),
  place: z.string().trim().max(INQUIRY_MAX.address).default(''),
  when: z.string().trim().max(INQUIRY_MAX.preferredTime).default(''),
  agree: z.string().max(10).default(''),
  words: z
    .string()
    .max(INQUIRY_MAX.words * 2)
    .default(''),
  pass: z.string().max(300).default(''),
  page: z.string().max(2_000).default(''),
  /** No person sees this field. */
  company: z.string().max(500).default(''),
})

export type FormPost = z.infer<typeof formPostSchema>

const intakeKeySchema = z.object({ id: z.string(), name: z.string(), createdAt: isoTime, lastUsedAt: isoTime.nullable() })

/** Every other way in: the form, its words, the keys, and who came lately. */
export const intakeSchema = z
  .object({
    form: z.object({
      isOpen: z.boolean(),
      url: z.string(),
      scriptUrl: z.string(),
      privacyUrl: z.string().nullable(),
      words: z.string(),
      defaultWords: z.string(),
      version: z.string(),
    }),
    keys: z.array(intakeKeySchema),
    arrivals: z.array(
      z.object({
        at: isoTime,
        leadId: z.string(),
        label: z.string(),
        channel: z.enum(['form', 'api']),
        ticked: z.boolean(),
        decision: z.enum(['send', 'wait', 'never']),
        doubt: z.enum(INQUIRY_DOUBTS).nullable(),
      }),
    ),
    bySource: z.array(z.object({ label: z.string(), inquiries: z.number() })).meta({ description: 'Of the last 30 days' }),
  })
  .meta({ id: 'Intake' })

export type IntakeView = z.infer<typeof intakeSchema>

export const formChangeSchema = z
  .object({
    isOpen: z.boolean().optional(),
    words: words(INQUIRY_MAX.words).nullable().optional().meta({ description: 'null: the words that we prepared' }),
    privacyUrl: z
      .url({ protocol: /^https$/ })
      .max(300)
      .nullable()
      .optional(),
  })
  .meta({ id: 'FormChange' })

export const newIntakeKeySchema = z.object({ name: words(60).meta({ description: 'Who will use it' }) }).meta({ id: 'NewIntakeKey' })
export const madeIntakeKeySchema = intakeKeySchema
  .extend({ key: z.string().meta({ description: 'Shown now and never again' }) })
  .meta({ id: 'MadeIntakeKey' })

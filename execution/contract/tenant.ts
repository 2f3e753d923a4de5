import { z } from 'zod'
import { audioUrlSchema, messagesSchema } from './messages.ts'
import { approvedFactsSchema, serviceRulesSchema } from './approved-facts.ts'
import { isServicePlace } from '#core/qualification/service-area.ts'
import { DIGEST_AT } from '#core/owner/digest.ts'
import { TRADES } from '#core/qualification/reading.ts'

/** Every figure that a tenant may set for itself lies within these (contract, section 5.6). */
export const LIMIT_MAX = 1_000_000
export const BUDGET_MAX_CENTS = 100_000_000
const NUMBERS_MAX = 50
const SERVICE_PLACES_MAX = 500

const phone = z
  .string()
  .regex(/^\+[1-9]\d{7,14}$/, 'must be an E.164 number such as +12175550100')
  .meta({ description: 'A phone number in E.164.' })
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as 07:30, or 24:00 for the end of the day')
const mode = z.enum(['day', 'evening', 'night'])
const range = z.object({ from: time, to: time, mode })
const day = z.array(range).max(24)

export const hoursSchema = z
  .object({
    // Strict: a weekday under another name would be left out unseen, and the business closed on it.
    week: z.strictObject({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }).partial().default({}),
    exceptions: z
      .array(z.object({ date: z.iso.date(), mode: mode.optional(), ranges: day.optional() }))
      .max(400)
      .default([]),
  })
  .meta({
    id: 'Hours',
    description:
      'When a business works, in its own time zone. Minutes in no range are night. A range whose `to` is not after its `from` runs into the next day: 07:00 to 07:00 is 24 hours.',
  })

const limitsSchema = z.object({
  requestsPerMinute: z.int().min(1).max(LIMIT_MAX).default(20),
  textsPerHour: z.int().min(0).max(LIMIT_MAX).default(60),
  textsPerDay: z.int().min(0).max(LIMIT_MAX).default(200),
  monthlyBudgetCents: z.int().min(0).max(BUDGET_MAX_CENTS).default(5_000),
})

const accountSid = z.string().regex(/^AC[0-9a-fA-F]{32}$/, 'must be an account SID: AC and 32 hexadecimal digits')

/** How the carriers class a brand; the words of `PacingTier`, with the score left out. */
const BRAND_TIERS = ['sole-proprietor', 'low-volume-standard', 'standard', 'toll-free'] as const

const fields = {
  name: z.string().trim().min(1).max(100),
  trade: z.enum(TRADES),
  timezone: z.string().min(1).max(64),
  country: z.enum(['US', 'CA']),
  region: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be the two letters of a state or province')
    .nullable(),
  mailingAddress: z.string().trim().min(1).max(300).nullable(),
  businessPhone: phone.nullable(),
  website: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .nullable(),
  ownerName: z.string().trim().min(1).max(80).nullable(),
  ownerPhone: phone.nullable(),
  ownerPhoneVerified: z.boolean(),
  fallbackPhone: phone.nullable(),
  fallbackPhoneVerified: z.boolean(),
  fallbackName: z.string().trim().min(1).max(80).nullable(),
  digestAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 18:30')
    .nullable(),
  numbers: z.array(z.object({ e164: phone, topology: z.enum(['dial-first', 'forwarded']) })).max(NUMBERS_MAX),
  hours: hoursSchema,
  limits: limitsSchema,
  twilio: z
    .object({
      accountSid: accountSid.nullable().default(null),
      authToken: z.string().min(1).max(200).nullable().default(null),
      messagingServiceSid: z
        .string()
        .regex(/^MG[0-9a-fA-F]{32}$/, 'must be a messaging service SID: MG and 32 hexadecimal digits')
        .nullable()
        .default(null),
    })
    .refine((twilio) => (twilio.accountSid === null) === (twilio.authToken === null), {
      message: 'accountSid and authToken belong together: give both, or neither to use the parent account',
    }),
  registration: z.object({
    kind: z.enum(['managed', 'attested']),
    campaignSid: z.string().max(64).nullable().default(null),
    note: z.string().max(500).nullable().default(null),
    tier: z.enum(BRAND_TIERS).nullable().default(null).meta({
      description: 'Of an attested brand: how fast and how much the carriers let through. null: not known. A managed one is told by us.',
    }),
  }),
  ringSeconds: z.int().min(5).max(60),
  messageAudioUrl: audioUrlSchema.nullable(),
  messages: messagesSchema,
  status: z.enum(['active', 'paused']),
  serviceArea: z
    .array(z.string().trim().max(60).refine(isServicePlace, 'must be a ZIP such as 62704, the beginning of one such as 627*, or a city'))
    .max(SERVICE_PLACES_MAX)
    .nullable()
    .meta({ description: 'Where the business works; null: everywhere. Somebody from elsewhere is told so, and the owner decides.' }),
  approvedFacts: approvedFactsSchema,
  services: serviceRulesSchema,
}

/** A business, as an operator posts it. */
export const newTenantSchema = z
  .object({
    ...fields,
    country: fields.country.default('US'),
    region: fields.region.default(null),
    mailingAddress: fields.mailingAddress.default(null),
    businessPhone: fields.businessPhone.default(null),
    website: fields.website.default(null),
    ownerName: fields.ownerName.default(null),
    ownerPhone: fields.ownerPhone.default(null),
    ownerPhoneVerified: fields.ownerPhoneVerified.default(false),
    fallbackPhone: fields.fallbackPhone.default(null),
    fallbackPhoneVerified: fields.fallbackPhoneVerified.optional(),
    fallbackName: fields.fallbackName.default(null),
    digestAt: fields.digestAt.default(DIGEST_AT),
    numbers: fields.numbers.default([]),
    hours: fields.hours.default({ week: {}, exceptions: [] }),
    limits: limitsSchema.default({ requestsPerMinute: 20, textsPerHour: 60, textsPerDay: 200, monthlyBudgetCents: 5_000 }),
    twilio: fields.twilio.default({ accountSid: null, authToken: null, messagingServiceSid: null }),
    registration: fields.registration.default({ kind: 'managed', campaignSid: null, note: null, tier: null }),
    ringSeconds: fields.ringSeconds.default(15),
    messageAudioUrl: fields.messageAudioUrl.default(null),
    messages: fields.messages.default({ spoken: {}, firstText: null }),
    status: fields.status.default('active'),
    serviceArea: fields.serviceArea.default(null),
    approvedFacts: fields.approvedFacts.default([]),
    services: fields.services.default([]),
  })
  .meta({ id: 'NewTenant' })

export type NewTenant = z.infer<typeof newTenantSchema>

/** Only what is named changes. */
export const tenantChangeSchema = z
  .object({ ...fields, limits: z.object({ ...limitsSchema.shape }).partial() })
  .partial()
  .meta({ id: 'TenantChange' })

export type TenantChange = z.infer<typeof tenantChangeSchema>

/** A business as it is shown: everything but its secrets. */
export const tenantSchema = z
  .object({
    id: z.string(),
    ...fields,
    hours: hoursSchema,
    twilio: z.object({ accountSid: z.string().nullable(), messagingServiceSid: z.string().nullable() }),
    registration: z.object({
      kind: z.enum(['managed', 'attested']),
      status: z.string(),
      campaignSid: z.string().nullable(),
      note: z.string().nullable(),
      tier: z.enum(BRAND_TIERS).nullable(),
    }),
    webhooks: z.object({ voice: z.string(), voiceStatus: z.string(), sms: z.string(), smsStatus: z.string() }),
    movedOutAt: z.string().nullable().meta({ description: 'Since when the business lives in another installation; null: it is here' }),
    createdAt: z.string(),
  })
  .meta({ id: 'Tenant' })

export type TenantView = z.infer<typeof tenantSchema>

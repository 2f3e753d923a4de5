import { z } from 'zod'
import { COMPANY_KINDS, JOB_POSITIONS, LEGAL_FORMS, ROUTES, type Application } from '#core/registration/application.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { parsePhoneNumber, type PhoneNumber } from '#core/values/phone-number.ts'

const phone = z.string().transform((text, context): PhoneNumber => {
  const parsed = parsePhoneNumber(text)
  if (parsed !== null) return parsed
  context.addIssue({ code: 'custom', message: `"${text}" is no number such as +12175550100` })
  return z.NEVER
})
const line = z.string().max(300)
const words = z.string().max(4_096)

/** The file that a person fills in. Lengths and meanings are checked by the core, whose words name the field. */
export const applicationSchema = z.strictObject({
  route: z.enum(ROUTES).default('ten-dlc'),
  business: z.strictObject({
    legalName: line,
    brandName: line,
    form: z.enum(LEGAL_FORMS),
    company: z.enum(COMPANY_KINDS).default('private'),
    ein: line.nullable(),
    stock: z.strictObject({ exchange: line, ticker: line }).nullable().default(null),
    industry: line.default('CONSTRUCTION'),
    website: line.nullable(),
    privacyPolicyUrl: line,
    termsUrl: line,
    email: line,
    address: z.strictObject({
      street: line,
      streetSecondary: line.nullable().default(null),
      city: line,
      region: line,
      postalCode: line,
      country: z.enum(['US', 'CA']).default('US'),
    }),
  }),
  representative: z.strictObject({
    firstName: line,
    lastName: line,
    email: line,
    phone,
    title: line,
    position: z.enum(JOB_POSITIONS),
  }),
  mobilePhone: phone.nullable().default(null),
  secondaryVetting: z.boolean().default(false),
  numbers: z.array(phone),
  words: z
    .strictObject({
      description: words.nullable().default(null),
      messageFlow: words.nullable().default(null),
      samples: z.array(words).nullable().default(null),
    })
    .default({ description: null, messageFlow: null, samples: null }),
  optInImageUrls: z.array(line).default([]),
  secondOptIn: words.nullable().default(null),
  monthlyTexts: z.int().default(1_000),
  mock: z.boolean().default(false),
  primaryProfileSid: z
    .string()
    .regex(/^BU[0-9a-fA-F]{32}$/, 'must be BU and 32 hexadecimal digits')
    .nullable()
    .default(null),
})

/** What a person must fill in, with what is known of the business already there. */
export function applicationDraft(policy: TenantPolicy): Record<keyof Application, unknown> {
  const [firstName = '', ...rest] = (policy.ownerName ?? '').split(' ')
  return {
    route: 'ten-dlc',
    business: {
      legalName: '',
      brandName: policy.name,
      form: 'Limited Liability Corporation',
      company: 'private',
      ein: '',
      stock: null,
      industry: 'CONSTRUCTION',
      website: policy.website,
      privacyPolicyUrl: '',
      termsUrl: '',
      email: '',
      address: { street: '', streetSecondary: null, city: '', region: policy.region ?? '', postalCode: '', country: policy.country },
    },
    representative: { firstName, lastName: rest.join(' '), email: '', phone: policy.ownerPhone ?? '', title: 'Owner', position: 'Other' },
    mobilePhone: null,
    secondaryVetting: false,
    numbers: policy.numbers.map(({ e164 }) => e164),
    words: { description: null, messageFlow: null, samples: null },
    optInImageUrls: [],
    secondOptIn: null,
    monthlyTexts: 1_000,
    mock: false,
    primaryProfileSid: null,
  }
}

import { z } from 'zod'
import { COMPLIANCE_RULES } from '#core/compliance/compliance-rules.ts'
import { maySend } from '#core/compliance/may-send.ts'
import { CONSENT_CLASSES } from '#core/compliance/send-question.ts'
import { statedQuestion } from '#core/compliance/stated-question.ts'
import { parseInstant, toIso, type Instant } from '#core/values/instant.ts'
import type { BatchCommand } from './lead-agent.ts'

const instantText = z.string().transform((text, context): Instant => {
  const at = parseInstant(text)
  if (at !== null) return at
  context.addIssue({ code: 'custom', message: `"${text}" is not an ISO 8601 time with a zone, such as 2026-12-07T16:00:00Z` })
  return z.NEVER
})

const tenant = z.object({
  name: z.string().nullish(),
  mailingAddress: z.string().nullish(),
  businessPhone: z.string().nullish(),
  timezone: z.string().nullish(),
  country: z.enum(['US', 'CA']).nullish(),
  region: z.string().nullish(),
  numbers: z.array(z.object({ e164: z.string() })).nullish(),
  registration: z
    .object({
      kind: z.enum(['managed', 'attested']).default('managed'),
      status: z.string().nullable().default(null),
      campaignSid: z.string().nullable().default(null),
    })
    .nullish(),
})

const contact = z.object({
  class: z.enum(CONSENT_CLASSES).nullish(),
  lastInboundAt: instantText.nullish(),
  callAt: instantText.nullish(),
  disclosurePlayed: z.boolean().nullish(),
  suppressed: z.boolean().nullish(),
  zip: z.string().nullish(),
  region: z.string().nullish(),
})

const line = z.object({
  to: z.string(),
  at: instantText,
  kind: z.string(),
  tenant: tenant.nullish(),
  contact: contact.nullish(),
  body: z.string().nullish(),
})

export const maySendCommand: BatchCommand = {
  about: 'The whole permission question for one text, with the reasons in order.',
  example:
    '{"to":"+12125550123","at":"2026-12-07T16:00:00Z","kind":"instant_reply","contact":{"class":"C1","callAt":"2026-12-07T15:59:58Z"}}',
  start: () => {
    const tzdata = process.versions['tz'] ?? ''
    return (value) => {
      const { to, at, kind, tenant: posted, contact: standing, body } = line.parse(value)
      const stated = { to, at, kind, body: body ?? null, tenant: given(posted), contact: given(standing) }
      const permission = maySend(statedQuestion(stated, tzdata), COMPLIANCE_RULES)
      const until = permission.until === null ? null : toIso(permission.until)
      return { decision: permission.kind, until, reasons: permission.reasons }
    }
  },
}

/** Keys that were left out are left out here too: the types of the core know no `undefined`. */
function given<Facts extends object>(facts: Facts | null | undefined): { [Key in keyof Facts]: Exclude<Facts[Key], undefined> } | null {
  if (facts === null || facts === undefined) return null
  // Entries without a value are dropped, so what is left has the type without `undefined`.
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Facts]: Exclude<Facts[Key], undefined>
  }
}

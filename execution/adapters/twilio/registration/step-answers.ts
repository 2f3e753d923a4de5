import { z } from 'zod'

import type { FailureNote } from '#core/registration/failure.ts'
import type { StepResult } from '#core/registration/step.ts'

const text = z.string().nullish()
/** Twilio's ids: two letters and 32 hexadecimal digits. */
const sid = z.string().regex(/^[A-Za-z]{2}[0-9a-fA-F]{32}$/)

/** How much of Twilio's own words is kept. */
const SAID_MAX_CHARACTERS = 500

const made = z.object({ sid })

export function madeOf(body: unknown): StepResult | null {
  const parsed = made.safeParse(body)
  return parsed.success ? { kind: 'made', sid: parsed.data.sid } : null
}

/** For answers of which nothing is needed: that it is an object is proof enough that it is Twilio's. */
export function doneOf(body: unknown): StepResult | null {
  return typeof body === 'object' && body !== null ? { kind: 'done' } : null
}

/** One reason of a rejection. Brands and campaigns say `error_code`, bundles and toll-free verifications `code`; the words have four names. */
const note = z
  .object({
    error_code: z.coerce.number().nullish(),
    code: z.coerce.number().nullish(),
    fields: z.array(z.string()).nullish(),
    description: text,
    reason: text,
    failure_reason: text,
    message: text,
  })
  .transform((error): FailureNote => ({
    code: error.error_code ?? error.code ?? null,
    fields: error.fields ?? [],
    words: (error.description ?? error.reason ?? error.failure_reason ?? error.message ?? null)?.slice(0, SAID_MAX_CHARACTERS) ?? null,
  }))
/** A reason in an unknown shape is kept as a reason without a code rather than lost. */
const notes = z
  .array(note.catch({ code: null, fields: [], words: null }))
  .nullish()
  .transform((list) => list ?? [])

const evaluation = z.object({
  status: z.enum(['compliant', 'noncompliant']),
  results: z
    .array(
      z.object({
        passed: z.boolean().catch(false),
        error_code: z.coerce.number().nullish(),
        failure_reason: text,
        invalid: z.array(z.object({ object_field: text, failure_reason: text, error_code: z.coerce.number().nullish() })).catch([]),
      }),
    )
    .nullish(),
})

/** Each field that did not pass is a reason; a requirement without fields is one by itself. */
export function evaluationOf(body: unknown): StepResult | null {
  const parsed = evaluation.safeParse(body)
  if (!parsed.success) return null
  const failed = (parsed.data.results ?? []).filter((result) => !result.passed)
  return {
    kind: 'evaluated',
    compliant: parsed.data.status === 'compliant',
    notes: failed.flatMap((result): FailureNote[] => {
      const whole = { code: result.error_code ?? null, fields: [], words: result.failure_reason ?? null }
      const fields = result.invalid.map((field) => ({
        code: field.error_code ?? null,
        fields: [field.object_field ?? []].flat(),
        words: field.failure_reason ?? null,
      }))
      return fields.length === 0 ? [whole] : fields
    }),
  }
}

const bundle = z.object({ status: z.string(), errors: notes })

export function bundleOf(body: unknown): StepResult | null {
  const parsed = bundle.safeParse(body)
  return parsed.success ? { kind: 'bundle', status: parsed.data.status, notes: parsed.data.errors } : null
}

const brand = z.object({ status: z.string(), identity_status: text, brand_score: z.number().nullish(), errors: notes })

export function brandOf(body: unknown): StepResult | null {
  const parsed = brand.safeParse(body)
  if (!parsed.success) return null
  const { status, identity_status: identity, brand_score: score, errors } = parsed.data
  return { kind: 'brand', status, identity: identity ?? null, score: score ?? null, notes: errors }
}

const service = z.object({ inbound_request_url: text, status_callback: text, use_inbound_webhook_on_number: z.boolean().nullish() })

export function serviceOf(body: unknown): StepResult | null {
  const parsed = service.safeParse(body)
  if (!parsed.success) return null
  const { inbound_request_url: inboundUrl, status_callback: statusCallback, use_inbound_webhook_on_number: usesNumberWebhook } = parsed.data
  return {
    kind: 'service',
    inboundUrl: inboundUrl ?? null,
    statusCallback: statusCallback ?? null,
    usesNumberWebhook: usesNumberWebhook ?? false,
  }
}

const useCases = z.object({ us_app_to_person_usecases: z.array(z.object({ code: z.string() })) })

export function useCasesOf(body: unknown): StepResult | null {
  const parsed = useCases.safeParse(body)
  return parsed.success ? { kind: 'use-cases', codes: parsed.data.us_app_to_person_usecases.map(({ code }) => code) } : null
}

export const campaign = z.object({ sid, brand_registration_sid: text, campaign_status: z.string().catch(''), errors: notes })

export function campaignOf(body: unknown): StepResult | null {
  const parsed = campaign.safeParse(body)
  return parsed.success ? { kind: 'campaign', status: parsed.data.campaign_status, notes: parsed.data.errors } : null
}

const verification = z.object({
  status: z.string(),
  edit_allowed: z.boolean().nullish(),
  rejection_reason: text,
  error_code: z.number().nullish(),
  rejection_reasons: notes,
})

/** The list of reasons came later than the single one, which is still there. */
export function verificationOf(body: unknown): StepResult | null {
  const parsed = verification.safeParse(body)
  if (!parsed.success) return null
  const { status, edit_allowed: editAllowed, rejection_reason: reason, error_code: code, rejection_reasons: reasons } = parsed.data
  const single = (reason ?? code ?? null) === null ? [] : [{ code: code ?? null, fields: [], words: reason ?? null }]
  return { kind: 'verification', status, editAllowed: editAllowed ?? null, notes: reasons.length > 0 ? reasons : single }
}

const fault = z.object({ message: z.string().nullish(), code: z.number().nullish() })

/** Twilio's own sentence of a refusal; null when there is none. It may hold personal data: kept with the registration, never logged. */
export function saidOf(body: unknown): string | null {
  const parsed = fault.safeParse(body)
  return parsed.success ? (parsed.data.message?.slice(0, SAID_MAX_CHARACTERS) ?? null) : null
}

/** Twilio's code of a refusal; null when there is none. */
export function codeOf(body: unknown): number | null {
  const parsed = fault.safeParse(body)
  return parsed.success ? (parsed.data.code ?? null) : null
}

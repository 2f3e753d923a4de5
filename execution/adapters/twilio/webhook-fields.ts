import { z } from 'zod'

import { cutAt, plainText } from './plain-text.ts'
import type { ParsedWebhook, WebhookRequest } from '#ports/carrier.ts'

/** The longest webhook body that is read at all; a text with ten pictures has about 4,000 characters. */
const WEBHOOK_CHARACTERS_MAX = 262_144

/** Longest carrier id that we keep; real ones have 34 characters. */
const SID_CHARACTERS_MAX = 64

/** Longest caller id that we keep: a number, a short code, a word, or a channel address such as `whatsapp:+1…`. */
const ADDRESS_CHARACTERS_MAX = 128

export type WebhookFields = {
  /** The carrier's fields: of the form, or of the query when the request had no body. The first of repeated ones. */
  carrier: Readonly<Record<string, string>>
  /** What we put into the address ourselves. It is signed, as the whole address is. */
  ours: URLSearchParams
}

type FieldsRead = { kind: 'fields'; fields: WebhookFields } | { kind: 'malformed'; problem: string }

/** Reads the fields of a webhook. Never throws; a body that is no form is malformed. */
export function readWebhookFields(request: WebhookRequest): FieldsRead {
  if (request.body.length > WEBHOOK_CHARACTERS_MAX) {
    return { kind: 'malformed', problem: `the body is longer than ${WEBHOOK_CHARACTERS_MAX} characters` }
  }
  if (request.body !== '' && !hasFormBody(request)) {
    return { kind: 'malformed', problem: 'the body is not application/x-www-form-urlencoded' }
  }
  const ours = new URLSearchParams(queryOf(request.url))
  const carrier = request.body === '' ? ours : formOf(request)
  return { kind: 'fields', fields: { carrier: Object.fromEntries([...carrier].toReversed()), ours } }
}

/** The form of a request, parsed once although both the signature and the fields ask for it. Nobody changes it. */
export function formOf(request: WebhookRequest): URLSearchParams {
  const known = forms.get(request)
  if (known !== undefined) return known
  const form = new URLSearchParams(request.body)
  forms.set(request, form)
  return form
}

const forms = new WeakMap<WebhookRequest, URLSearchParams>()

export function hasFormBody(request: WebhookRequest): boolean {
  return request.body !== '' && /^\s*application\/x-www-form-urlencoded\s*(;|$)/i.test(request.contentType ?? '')
}

/** Everything between `?` and `#`, without asking whether the address is one. */
export function queryOf(url: string): string {
  const beforeFragment = url.split('#', 1)[0] ?? ''
  const start = beforeFragment.indexOf('?')
  return start === -1 ? '' : beforeFragment.slice(start + 1)
}

/** A carrier id: safe in an inbox key, an address and a log line. Not held to 34 characters, so that made-up ids work in tests. */
export const sid = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .max(SID_CHARACTERS_MAX)

/** Who called or wrote, as the carrier says it: not always a number. */
export const address = z.string().transform((text) => cutAt(plainText(text).trim(), ADDRESS_CHARACTERS_MAX))

/** An address that may be missing, because the conversation is found by the call. */
export const addressIfGiven = z.preprocess((value) => value ?? '', address)

/** Whole seconds; anything else counts as none. */
export const seconds = z.preprocess((value) => value ?? '', z.string()).transform((text) => (/^\d{1,7}$/.test(text) ? Number(text) : 0))

/** The account that the request speaks of; null when it names none that could be one. */
export function accountOf(fields: WebhookFields): string | null {
  const parsed = sid.safeParse(fields.carrier['AccountSid'])
  return parsed.success ? parsed.data : null
}

/** The first problem, naming its field. The value is left out: it may be personal. */
export function malformed(error: z.ZodError, fields: WebhookFields): ParsedWebhook {
  const field = String(error.issues[0]?.path[0] ?? 'the request')
  return { kind: 'malformed', problem: Object.hasOwn(fields.carrier, field) ? `${field} cannot be read` : `${field} is missing` }
}

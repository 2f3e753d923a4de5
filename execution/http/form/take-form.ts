import { formPostSchema, type FormPost } from '#contract/inquiries.ts'
import { FORM_LABEL, type InquiryDoubt } from '#core/inquiries/inquiry.ts'
import { typedPhone } from '#core/inquiries/typed-phone.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { Instant } from '#core/values/instant.ts'
import { receiveInquiry, type NewInquiry } from '#flow/receive-inquiry.ts'
import type { FlowParts } from '#flow/parts.ts'
import type { KnownTenant } from '#flow/tenants.ts'
import type { InquiryAnswer } from '#ports/inquiries.ts'
import { versioned } from './form-key.ts'
import { readPass } from './form-pass.ts'

/** What is wrong with a form, by field, as the person reads it. */
export type FormErrors = Partial<Record<'name' | 'phone' | 'message' | 'form', string>>

export type FormTaken = { kind: 'taken'; sentences: string[] } | { kind: 'wrong'; errors: FormErrors; post: FormPost }

export type Sent = { formKey: string; body: unknown; ip: string; userAgent: string | null; isTooMany: boolean }

/** Takes what a form sent. Only what makes it useless is sent back; everything that is merely odd is kept with a mark. */
export async function takeForm(parts: FlowParts, tenant: KnownTenant, sent: Sent): Promise<FormTaken> {
  const parsed = formPostSchema.safeParse(sent.body)
  if (!parsed.success)
    return { kind: 'wrong', errors: { form: 'That could not be read. Please make long answers shorter and try again.' }, post: EMPTY }
  const post = parsed.data
  const phone = typedPhone(post.phone)
  const errors = errorsOf(post, phone === null)
  if (phone === null || Object.keys(errors).length > 0) return { kind: 'wrong', errors, post }
  const inquiry = inquiryOf(parts, post, sent, parts.clock.now())
  const received = await receiveInquiry(parts, tenant, { ...inquiry, phone })
  // The same page, sent again with other words, is another request of the same person.
  const again =
    received.kind === 'another'
      ? await receiveInquiry(parts, tenant, { ...inquiry, phone, key: `${inquiry.key} ${digestOf(parts, post)}` })
      : received
  if (again.kind === 'another') throw new Error('two different forms have one digest')
  return { kind: 'taken', sentences: thanksFor(again.answer, tenant.policy) }
}

const EMPTY: FormPost = formPostSchema.parse({})

function errorsOf(post: FormPost, isNoPhone: boolean): FormErrors {
  return {
    ...(post.phone === ''
      ? { phone: 'Please enter your phone number.' }
      : isNoPhone
        ? { phone: 'Please check your phone number. It looks like (217) 555-0142.' }
        : {}),
    ...(post.message === '' ? { message: 'Please say what you need help with.' } : {}),
  }
}

const ZIP = /^(?:\d{5}(?:-\d{4})?|[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d)$/

function inquiryOf(parts: FlowParts, post: FormPost, sent: Sent, at: Instant): Omit<NewInquiry, 'phone'> {
  const { name, message, place, when, agree, page } = post
  const { words, version } = versioned(post.words)
  const pass = readPass(parts, sent.formKey, version, post.pass, at)
  const isZip = ZIP.test(place)
  return {
    key: pass.key,
    name: orNull(name),
    message,
    address: isZip ? null : orNull(place),
    zip: isZip ? place : null,
    preferredTime: orNull(when),
    channel: 'form',
    label: FORM_LABEL,
    consent: {
      ticked: agree !== '',
      words: orNull(words),
      wordsVersion: version,
      at,
      pageUrl: pageOf(page),
      ip: sent.ip,
      userAgent: sent.userAgent,
    },
    doubt: doubtOf(post, pass.doubt, sent),
    by: null,
  }
}

function doubtOf(post: FormPost, ofPass: InquiryDoubt | null, { isTooMany }: Sent): InquiryDoubt | null {
  if (post.company !== '') return 'hidden_field'
  return ofPass ?? (isTooMany ? 'too_many' : null)
}

/** An address is evidence only as an address; anything else is left out. */
function pageOf(text: string): string | null {
  if (!URL.canParse(text)) return null
  const { protocol, origin, pathname } = new URL(text)
  return protocol === 'https:' || protocol === 'http:' ? `${origin}${pathname}`.slice(0, 500) : null
}

/** Says only what is so: that a text comes when one may, and that the business calls when none does. */
function thanksFor({ decision, textFrom, lead }: InquiryAnswer, { name }: TenantPolicy): string[] {
  const to = lead?.phone === null || lead === null ? 'your phone' : inWords(lead.phone)
  const from = textFrom === null ? '' : ` from ${inWords(textFrom)}`
  if (decision === 'send')
    return ['Thank you. We have your request.', `We text you at ${to}${from} shortly. If no text comes, ${name} will call you.`]
  if (decision === 'wait') return ['Thank you. We have your request.', `${name} will text or call you.`]
  return ['Thank you. We have your request.', `${name} will call you.`]
}

/** `(217) 555-0142`, as people here write numbers. */
export function inWords(phone: string): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone)
  return parts === null ? phone : `(${parts[1]}) ${parts[2]}-${parts[3]}`
}

function digestOf({ keyedHash }: FlowParts, { name, phone, message, place, when, agree }: FormPost): string {
  return keyedHash(`form again|${JSON.stringify([name, phone, message, place, when, agree])}`).slice(0, 16)
}

function orNull(text: string): string | null {
  return text === '' ? null : text
}

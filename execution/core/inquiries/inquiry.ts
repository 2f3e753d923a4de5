import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'

/** How somebody asked for help without calling or texting: through the business's own form, or sent on by a program (a lead seller, a website). */
export type InquiryChannel = 'form' | 'api'

/** What is known of the box that they ticked, or did not. */
export type InquiryConsent = {
  ticked: boolean
  /** The words beside the box, as they were shown. */
  words: string | null
  /** Names the wording of our own form; null for words of others. */
  wordsVersion: string | null
  /** When they sent it. */
  at: Instant | null
  pageUrl: string | null
  ip: string | null
  userAgent: string | null
}

/** Why an inquiry may come from a machine. It is kept, and nothing is texted. */
export const INQUIRY_DOUBTS = ['hidden_field', 'too_fast', 'no_pass', 'old_pass', 'too_many'] as const
export type InquiryDoubt = (typeof INQUIRY_DOUBTS)[number]

/** Somebody asked for help, with everything that they wrote. */
export type InquiryEvent = {
  kind: 'inquiry-received'
  inquiryId: string
  phone: PhoneNumber
  name: string | null
  message: string
  address: string | null
  zip: string | null
  /** In their own words. */
  preferredTime: string | null
  channel: InquiryChannel
  /** Where they asked, such as `website` or `angi`. */
  label: string
  consent: InquiryConsent
  doubt: InquiryDoubt | null
  /** Why the gate would let no answer out, asked as it arrived; null when it would, now or later. */
  refused: string | null
  /** Who sent it on; null for the form. */
  by: string | null
}

/** Sources that mean something else already, so no label may be one of them. */
export const RESERVED_LABELS: readonly string[] = ['call', 'sms', 'api', 'form']

/** Begins with a letter or digit; safe in a text to a customer, in a table and in an address. */
export const LABEL_PATTERN = /^[a-z0-9][a-z0-9 _-]{0,29}$/

/** The label of the business's own form. */
export const FORM_LABEL = 'website'

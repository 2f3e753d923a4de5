import type { z } from 'zod'
import { TEXT_UNITS_MAX } from '#core/compliance/content-gate.ts'

/** Characters that no phone shows, and those that turn the order of reading around, are nobody's words to a customer. */
const SHOWN_ON_A_PHONE = /^(?:[^\p{Cc}\p{Cs}\u202d\u202e]|[\t\n\r])*$/u

/** What a person or a program asks to be texted to a customer, word for word: as much as the carrier takes, and nothing that nobody would see. */
export function wordsToCustomer(text: z.ZodString): z.ZodString {
  return text.min(1).max(TEXT_UNITS_MAX).regex(SHOWN_ON_A_PHONE, 'holds control characters, which no phone shows: leave them out')
}

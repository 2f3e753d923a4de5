import { z } from 'zod'
import { OUTCOMES } from '#core/owner/lead-act.ts'
import { BUDGET_MAX_CENTS } from './tenant.ts'

const by = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .nullable()
  .default(null)
  .meta({ description: "Who did it, as a customer may hear it; without it the owner's name" })

export const actedBySchema = z.object({ by }).meta({ id: 'ActedBy' })

/** Money is what a person says that a job brought; nothing is ever estimated into it. */
export const outcomeChangeSchema = z
  .object({ state: z.enum(OUTCOMES), amountCents: z.int().min(0).max(BUDGET_MAX_CENTS).nullable().default(null), by })
  .meta({ id: 'OutcomeChange' })

export const takeOverSchema = z.object({ minutes: z.int().min(1).max(100_000).nullable().default(null), by }).meta({ id: 'TakeOver' })

/** Characters that no phone shows, and those that turn the order of reading around, are nobody's words to a customer. */
const SHOWN_ON_A_PHONE = /^(?:[^\p{Cc}\p{Cs}\u202d\u202e]|[\t\n\r])*$/u

export const newLeadTextSchema = z
  .object({
    body: z.string().trim().min(1).max(1_600).regex(SHOWN_ON_A_PHONE, 'holds control characters, which no phone shows: leave them out'),
  })
  .meta({ id: 'NewLeadText' })

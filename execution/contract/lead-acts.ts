import { z } from 'zod'
import { OUTCOMES } from '#core/owner/lead-act.ts'
import { BUDGET_MAX_CENTS } from './tenant.ts'
import { wordsToCustomer } from './words-to-customer.ts'

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

export const newLeadTextSchema = z.object({ body: wordsToCustomer(z.string().trim()) }).meta({ id: 'NewLeadText' })

import { z } from 'zod'

const count = z.number().int().min(0)
const date = z.iso.date().meta({ description: "A day of the business's own calendar" })

/** At most this many days in one answer: a year and the month before it. */
export const RESULT_DAYS_MAX = 400

export const resultsQuerySchema = z.object({ from: date.optional(), to: date.optional() })

/**
 * Leads whose first call was missed, on the day of that call. From missed to qualified each step is a part of the one before; booked and won
 * also count what a person arranged without a text.
 */
export const funnelSchema = z.object({ missed: count, texted: count, replied: count, qualified: count, booked: count, won: count })

export const resultDaySchema = funnelSchema
  .extend({ date, costCents: z.number(), inquiries: count.meta({ description: 'Requests through forms and programs on that day' }) })
  .meta({ id: 'ResultDay' })

export const resultsSchema = z
  .object({
    from: date,
    to: date,
    funnel: funnelSchema,
    medianSecondsToText: z.number().nullable().meta({ description: 'From "missed" to the first text being handed to the carrier' }),
    costCents: z.number(),
    monthCostCents: z.number(),
    capCents: z.number(),
    moneyCents: z.number().meta({ description: 'Confirmed by a person as won; nothing is estimated' }),
    days: z.array(resultDaySchema).max(RESULT_DAYS_MAX),
    bySource: z
      .array(z.object({ label: z.string(), inquiries: count }))
      .meta({ description: 'Requests through forms and programs, by where they came from' }),
    unmarked: count.meta({ description: 'Qualified or booked leads that nobody has marked as won, lost or not a lead' }),
  })
  .meta({ id: 'Results' })

export type ResultsView = z.infer<typeof resultsSchema>
export type ResultDay = z.infer<typeof resultDaySchema>

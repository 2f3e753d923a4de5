import { z } from 'zod'
import { TRADES } from '#core/qualification/reading.ts'

const WORD = z.string().trim().min(1)

/** The front matter of a file that serves every trade. */
export const sharedFront = z.strictObject({ covers: z.literal('every trade') })

/** The front matter of a trade. `confirm_slot` is never asked by a directive: what to confirm is decided in code. */
export const tradeFront = z.strictObject({
  trade: z.enum(TRADES),
  place: z.enum(['visit', 'shop']),
  ask: z
    .array(z.enum(['problem', 'address', 'name', 'time', 'photo']))
    .min(2)
    .refine((ask) => new Set(ask).size === ask.length, 'asks the same thing twice')
    .refine((ask) => ask.includes('problem') && ask.includes('address'), 'must ask for problem and address'),
  services: z.record(WORD, z.strictObject({ en: WORD.optional(), es: WORD, fr: WORD })),
})

export type TradeFront = z.infer<typeof tradeFront>

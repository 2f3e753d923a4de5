import { z } from 'zod'

const isoTime = z.string().meta({ description: 'ISO 8601, UTC' })

const findingSchema = z.object({
  code: z.string().meta({ description: 'Stable' }),
  part: z.enum(['number', 'address', 'call']).meta({
    description: 'number: where the number leads at the carrier; address: our public address; call: a missed call decided at that hour',
  }),
  state: z.enum(['ok', 'unseen', 'warn', 'down', 'unknown']).meta({
    description: 'unseen: not ours to see, no alarm; unknown: could not be asked just now, asked again within the hour',
  }),
  sentence: z.string(),
  todo: z.string().nullable(),
})

const resultSchema = z.object({ at: isoTime, state: z.enum(['ok', 'warn', 'down', 'unknown']), findings: z.array(findingSchema) })

export const selfTestSchema = z
  .object({
    sentence: z.string().meta({ description: 'The whole in one line' }),
    result: resultSchema.nullable().meta({ description: 'The last one with a result; null: never tested' }),
    doubt: resultSchema.nullable().meta({ description: 'The newest try, when somebody could not be asked' }),
    nextAt: isoTime.nullable().meta({ description: 'When it is tested next; null: not yet planned' }),
  })
  .meta({ id: 'SelfTest' })

export type SelfTestView = z.infer<typeof selfTestSchema>

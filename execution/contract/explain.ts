import { z } from 'zod'

export const explainQuerySchema = z.object({ messageId: z.string().min(1).max(300) })

export const explanationSchema = z
  .object({
    messageId: z.string(),
    sentences: z.array(z.string()).meta({ description: 'What became of the text, then why, for its owner' }),
  })
  .meta({ id: 'Explanation' })

import { z } from 'zod'
import { VOICES } from '#core/calls/message-settings.ts'

/** Room for the longest that the core lets through; it says exactly how long one may be. */
const OPENING_CHARACTERS_MAX = 500
const FIRST_TEXT_CHARACTERS_MAX = 400

/** Of a recording that is played to callers. */
export const audioUrlSchema = z.url({ protocol: /^https$/ }).max(500)

const spoken = z.object({
  opening: z
    .string()
    .trim()
    .min(1)
    .max(OPENING_CHARACTERS_MAX)
    .nullable()
    .default(null)
    .meta({ description: 'What is said first, with {business} and {owner}. The sentences that the law asks for follow by themselves.' }),
  voice: z.enum(VOICES).nullable().default(null),
  audioUrl: audioUrlSchema.nullable().default(null).meta({ description: 'A recording that is played in place of the words.' }),
})

export const messagesSchema = z
  .object({
    spoken: z.object({ day: spoken, evening: spoken, night: spoken, voicemail: spoken }).partial().default({}),
    firstText: z.string().trim().min(1).max(FIRST_TEXT_CHARACTERS_MAX).nullable().default(null).meta({
      description: 'The first text after a missed call, with {business}; null: the standard one. To Canada the standard one goes.',
    }),
  })
  .meta({ id: 'Messages', description: 'What callers hear, by the hour or when no text can reach them, and the first text.' })

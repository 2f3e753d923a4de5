import { z } from 'zod'
import { RECORDED_CLASSES, RECORDED_SOURCES } from '#core/event.ts'

const phone = z.string().regex(/^\+[1-9]\d{7,14}$/, 'must be an E.164 number such as +12175550100')
const by = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .nullable()
  .default(null)
  .meta({ description: 'Who enters it, by name; it is kept with the evidence' })

/** Long enough to say something: "mistake" alone explains nothing to whoever asks in two years. */
const REASON_CHARACTERS_MIN = 10

export const newSuppressionSchema = z
  .object({ phone, words: z.string().trim().min(1).max(1_000).meta({ description: 'What they said, as they said it' }), by })
  .meta({ id: 'NewSuppression' })

export const suppressionUndoSchema = z
  .object({
    phone,
    reason: z
      .string({ error: 'write down why the opt-out was a mistake' })
      .trim()
      .min(REASON_CHARACTERS_MIN, `write down why the opt-out was a mistake, in at least ${REASON_CHARACTERS_MIN} characters`)
      .max(1_000),
    by,
  })
  .meta({ id: 'SuppressionUndo' })

export const newConsentSchema = z
  .object({
    phone,
    class: z.enum(RECORDED_CLASSES).meta({
      description: 'C2: they asked about the service. C3: they agreed to texts. C4: they agreed to offers in writing. P: they bought.',
    }),
    occurredAt: z.iso.datetime({ offset: true }).meta({ description: 'When they agreed or bought; not in the future' }),
    source: z.enum(RECORDED_SOURCES),
    exactWords: z.string().trim().min(1).max(4_000).meta({ description: 'What they agreed to, word for word, or what they bought' }),
    audioRef: z.string().max(500).nullable().default(null),
    scriptVersion: z.string().max(100).nullable().default(null),
    ip: z.string().max(64).nullable().default(null),
    userAgent: z.string().max(500).nullable().default(null),
    region: z
      .string()
      .regex(/^(US|CA)-[A-Z]{2}$/, 'must be US- or CA- and two letters, such as US-IL or CA-QC')
      .nullable()
      .default(null),
    by,
  })
  .meta({ id: 'NewConsent' })

export const permissionFactsSchema = z
  .object({ phone: z.string(), suppressed: z.boolean().meta({ description: 'They have opted out; nothing is sent to them' }) })
  .meta({ id: 'PermissionFacts' })

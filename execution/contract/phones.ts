import { z } from 'zod'

const phone = z.string().regex(/^\+[1-9]\d{7,14}$/, 'must be an E.164 number such as +12175550100')
const isoTime = z.string().meta({ description: 'ISO 8601, UTC' })

export const phoneVerificationSchema = z.object({ phone }).meta({ id: 'PhoneVerification' })

export const phoneCodeSentSchema = z
  .object({ phone: z.string(), validUntil: isoTime })
  .meta({ id: 'PhoneCodeSent', description: 'A code of six digits is on its way to the phone by text' })

export const phoneConfirmationSchema = z
  .object({ phone, code: z.string().trim().min(1).max(20).meta({ description: 'The six digits; spaces and hyphens do not count' }) })
  .meta({ id: 'PhoneConfirmation' })

export const phoneConfirmedSchema = z.object({ phone: z.string(), verified: z.literal(true) }).meta({ id: 'PhoneConfirmed' })

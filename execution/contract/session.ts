import { z } from 'zod'

/** Who somebody is to this installation. `owner` and `staff` belong to businesses, the `operator` runs the installation. */
export const ROLES = ['owner', 'staff', 'operator'] as const
export type Role = (typeof ROLES)[number]

const isoTime = z.string().meta({ description: 'ISO 8601, UTC' })
const phone = z.string().regex(/^\+[1-9]\d{7,14}$/, 'must be an E.164 number such as +12175550100')

export const signedInSchema = z.object({
  signedIn: z.literal(true),
  lab: z.boolean(),
  role: z.enum(ROLES),
  name: z.string(),
  tenants: z
    .array(z.object({ id: z.string(), name: z.string() }))
    .meta({ description: 'The businesses of this person; empty for the operator, who lists them with GET /tenants' }),
  csrfToken: z.string().meta({ description: 'Goes into the header x-csrf-token of every change' }),
  expiresAt: isoTime,
})

export const signedOutSchema = z.object({ signedIn: z.literal(false), lab: z.boolean() })

/** Who is signed in, as the browser sees it. */
export const sessionSchema = z.discriminatedUnion('signedIn', [signedOutSchema, signedInSchema]).meta({ id: 'Session' })

export type SessionView = z.infer<typeof sessionSchema>
export type SignedInView = z.infer<typeof signedInSchema>

/** Asking for a code: the answer is the same whether or not the number is known. */
export const newCodeSchema = z.object({ phone }).meta({ id: 'NewCode' })
export const codeSentSchema = z.object({ accepted: z.literal(true), expiresInSeconds: z.number() }).meta({ id: 'CodeSent' })
export const codeCheckSchema = z
  .object({ phone, code: z.string().regex(/^\d{6}$/, 'must be the six digits of the text') })
  .meta({ id: 'CodeCheck' })

export const passwordCheckSchema = z.object({ password: z.string().min(1).max(200) }).meta({ id: 'PasswordCheck' })

/** What browsers and authenticators exchange is theirs (WebAuthn Level 3); it is passed through and checked by the library. */
const webAuthnJson = z.looseObject({})
export const passkeyOptionsSchema = z
  .object({ challengeId: z.string().meta({ description: 'Comes back with the answer' }), options: webAuthnJson })
  .meta({ id: 'PasskeyOptions' })
export const passkeyAnswerSchema = z
  .object({ challengeId: z.string().max(100), response: webAuthnJson, name: z.string().trim().max(60).optional() })
  .meta({ id: 'PasskeyAnswer' })
export const passkeySchema = z
  .object({ id: z.string(), name: z.string(), createdAt: isoTime, lastUsedAt: isoTime.nullable() })
  .meta({ id: 'Passkey' })

export type PasskeyView = z.infer<typeof passkeySchema>

/** Somebody who may sign in to one business. */
export const memberSchema = z
  .object({ phone: z.string(), role: z.enum(['owner', 'staff']), name: z.string(), verified: z.boolean(), createdAt: isoTime })
  .meta({ id: 'Member' })
export const newStaffSchema = z.object({ phone, name: z.string().trim().min(1).max(80) }).meta({ id: 'NewStaff' })

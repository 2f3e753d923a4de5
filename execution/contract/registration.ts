import { z } from 'zod'

const isoTime = z.string().meta({ description: 'ISO 8601, UTC' })

export const applicationProblemSchema = z
  .object({ field: z.string().meta({ description: 'Where in the application, such as business.ein' }), words: z.string() })
  .meta({ id: 'ApplicationProblem' })

/** How a registration stands, in the words of `lead-agent a2p status`. Holds no tax number. */
const registrationViewSchema = z
  .object({
    status: z.enum(['none', 'pending', 'approved']),
    words: z.string(),
    mend: z.array(
      z.object({
        code: z.number().nullable(),
        mender: z.enum(['business', 'operator', 'again']),
        words: z.string(),
        fields: z.array(z.string()),
        said: z.string().nullable(),
      }),
    ),
    route: z.string(),
    tier: z.string(),
    revision: z.number(),
    pieces: z.record(z.string(), z.string()),
    numbers: z.array(z.object({ e164: z.string(), added: z.boolean() })),
    pacing: z.object({ textsPerSecond: z.number(), burst: z.number(), segmentsPerDay: z.number().nullable(), source: z.string() }),
    nextLookAt: isoTime.nullable(),
    underWay: z.string().nullable(),
    givenUp: z.array(z.object({ name: z.string(), sid: z.string() })),
    history: z.array(z.object({ at: isoTime, did: z.string(), outcome: z.string(), note: z.string().nullable() })),
  })
  .meta({ id: 'RegistrationView' })

export const registrationSchema = z
  .object({
    kind: z.enum(['managed', 'attested']),
    /** null: nothing was submitted yet. */
    registration: registrationViewSchema.nullable(),
    draft: z.record(z.string(), z.unknown()).meta({ description: 'The application to fill in, as it was last saved' }),
    problems: z.array(applicationProblemSchema).meta({ description: 'What keeps the draft from being handed in; empty when it may be' }),
    eventsUrl: z.string().meta({ description: "For the sink of the carrier's event stream; keep it to yourself" }),
  })
  .meta({ id: 'Registration' })

/** A draft may be incomplete: what is missing is taken from what is known of the business. */
export const registrationDraftSchema = z.record(z.string(), z.unknown()).meta({ id: 'RegistrationDraft' })

export const resumeRegistrationSchema = z
  .object({
    again: z.boolean().default(false).meta({ description: 'Hand a rejected application in again although nothing was mended' }),
    code: z.boolean().default(false).meta({ description: 'Have the code texted to a sole proprietor once more' }),
  })
  .meta({ id: 'ResumeRegistration' })

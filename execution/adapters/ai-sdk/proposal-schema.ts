import { z } from 'zod'
import { spansOfQuotes, type Proposal } from '#core/qualification/proposal.ts'
import { INTENTS, URGENCIES } from '#core/qualification/reading.ts'

const quote = z.string().nullable()

const answer = z.object({
  intent: z.enum(INTENTS).nullable(),
  urgency: z.enum(URGENCIES).nullable(),
  safety: z.boolean().nullable(),
  affirm: z.boolean().nullable(),
  quotes: z.object({ service: quote, name: quote, street: quote, city: quote, zip: quote, callbackPhone: quote }),
})

export type ProposalAnswer = z.infer<typeof answer>

/** The shape that a provider is asked for, as a JSON schema that its strict mode takes. */
export const PROPOSAL_SCHEMA = z.toJSONSchema(answer, { target: 'draft-7' })

/** The same shape, forgiving: a label outside the list or a quote that is no text counts as not said, and the rest is kept. */
const forgiving = z.object({
  intent: answer.shape.intent.catch(null),
  urgency: answer.shape.urgency.catch(null),
  safety: answer.shape.safety.catch(null),
  affirm: answer.shape.affirm.catch(null),
  quotes: z
    .object({
      service: quote.catch(null),
      name: quote.catch(null),
      street: quote.catch(null),
      city: quote.catch(null),
      zip: quote.catch(null),
      callbackPhone: quote.catch(null),
    })
    .catch({ service: null, name: null, street: null, city: null, zip: null, callbackPhone: null }),
})

/** Checks what a model sent; null when it is no object at all. */
export function readAnswer(value: unknown): ProposalAnswer | null {
  const read = forgiving.safeParse(value)
  return read.success ? read.data : null
}

/** The typed proposal: labels as they are, quotes as the places where they stand in the customer's text. */
export function proposalOf(text: string, { quotes, ...labels }: ProposalAnswer): Proposal {
  return { ...labels, spans: spansOfQuotes(text, quotes) }
}

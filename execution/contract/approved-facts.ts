import { z } from 'zod'
import { FACT_CENTS_MAX, FACTS_MAX, PAYMENT_METHODS } from '#core/conversation/approved-fact.ts'
import { SERVICE_RULES_MAX } from '#core/conversation/service-rule.ts'

/** A word or two: a brand, a town, a service. */
const NAME_CHARACTERS_MAX = 40
const LIST_MAX = 20
/** Room for the longest sentence of our own; the core says how long one may really be. */
const SENTENCE_CHARACTERS_MAX = 300
const WORDS_PER_RULE_MAX = 20

const name = z.string().trim().min(1).max(NAME_CHARACTERS_MAX)
const names = z.array(name).min(1).max(LIST_MAX)
const phrases = z.array(z.string().trim().min(2).max(NAME_CHARACTERS_MAX)).max(WORDS_PER_RULE_MAX)
const cents = z.int().min(1).max(FACT_CENTS_MAX)
const sentence = z.string().trim().min(1).max(SENTENCE_CHARACTERS_MAX)

export const approvedFactSchema = z
  .discriminatedUnion('topic', [
    z.object({ topic: z.literal('visit-price'), cents }),
    z.object({ topic: z.literal('hourly-price'), cents }),
    z.object({ topic: z.literal('service-price'), service: name, fromCents: cents, toCents: cents.nullable().default(null) }),
    z.object({ topic: z.literal('free-estimate'), services: names.nullable().default(null) }),
    z.object({ topic: z.literal('license'), number: name.nullable().default(null) }),
    z.object({ topic: z.literal('insured') }),
    z.object({ topic: z.literal('payment'), methods: z.array(z.enum(PAYMENT_METHODS)).min(1).max(PAYMENT_METHODS.length) }),
    z.object({ topic: z.literal('brands'), brands: names }),
    z.object({ topic: z.literal('area'), towns: names }),
    z.object({
      topic: z.literal('own'),
      asks: phrases.min(1),
      say: z.object({ en: sentence, es: sentence.nullable().default(null), fr: sentence.nullable().default(null) }),
    }),
  ])
  .meta({
    id: 'ApprovedFact',
    description: 'Something that the assistant may tell customers. Nothing else about prices or the business is ever said.',
  })

export const approvedFactsSchema = z.array(approvedFactSchema).max(FACTS_MAX)

export const serviceRuleSchema = z.object({ name, offered: z.boolean(), words: phrases.default([]) }).meta({
  id: 'ServiceRule',
  description: 'A service that the business offers or not, and how customers say it. Services of the trade without a rule are offered.',
})

export const serviceRulesSchema = z.array(serviceRuleSchema).max(SERVICE_RULES_MAX)

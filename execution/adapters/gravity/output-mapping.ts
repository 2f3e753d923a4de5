import { z } from 'zod'
import { spansOfQuotes, type Proposal, type Quotes } from '#core/qualification/proposal.ts'
import { INTENTS, URGENCIES } from '#core/qualification/reading.ts'

const path = z.string().regex(/^[^.\s]+(?:\.[^.\s]+)*$/, 'is a path of names with dots between them')
const intentWords = z.record(z.string(), z.enum(INTENTS))
const urgencyWords = z.record(z.string(), z.enum(URGENCIES))

/**
 * Where our labels and quotes stand in the output of the model that the customer chose to run, and how its labels translate. What is left out
 * keeps its default; null says that the model has no such thing.
 */
const outputMapping = z.strictObject({
  intent: path.nullable().default('intent'),
  urgency: path.nullable().default('urgency'),
  safety: path.nullable().default('safety'),
  affirm: path.nullable().default('affirm'),
  service: path.nullable().default('entities.service'),
  name: path.nullable().default('entities.name'),
  street: path.nullable().default('entities.street'),
  city: path.nullable().default('entities.city'),
  zip: path.nullable().default('entities.zip'),
  callbackPhone: path.nullable().default('entities.phone'),
  /** The model's own labels, in ours. A label that is neither here nor one of ours is dropped. */
  intents: intentWords.default({}),
  urgencies: urgencyWords.default({}),
})

export type OutputMapping = z.infer<typeof outputMapping>

export const DEFAULT_MAPPING: OutputMapping = outputMapping.parse({})

/** Checks a mapping from outside; a text says which key is wrong and why. */
export function readOutputMapping(value: Record<string, unknown>): OutputMapping | string {
  const read = outputMapping.safeParse(value)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  return `${issue?.path.join('.') || 'the object'}: ${issue?.message ?? 'is not usable'}`
}

/** Reads the output of one job; null when it is no record. A batch of one record counts as that record. */
export function proposalOfOutput(text: string, output: unknown, mapping: OutputMapping): Proposal | null {
  const record: unknown = Array.isArray(output) && output.length === 1 ? output[0] : output
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return null
  const quotes: Quotes = {}
  for (const field of ['service', 'name', 'street', 'city', 'zip', 'callbackPhone'] as const) {
    const value = valueAt(record, mapping[field])
    quotes[field] = typeof value === 'string' ? value : null
  }
  return {
    intent: label(valueAt(record, mapping.intent), INTENTS, mapping.intents),
    urgency: label(valueAt(record, mapping.urgency), URGENCIES, mapping.urgencies),
    safety: yesOrNo(valueAt(record, mapping.safety)),
    affirm: yesOrNo(valueAt(record, mapping.affirm)),
    spans: spansOfQuotes(text, quotes),
  }
}

function valueAt(record: object, at: string | null): unknown {
  let value: unknown = record
  for (const name of at === null ? [] : at.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null
    value = Reflect.get(value, name)
  }
  return at === null ? null : value
}

function label<Label extends string>(value: unknown, ours: readonly Label[], theirs: Readonly<Record<string, Label>>): Label | null {
  if (typeof value !== 'string') return null
  const translated = Object.hasOwn(theirs, value) ? theirs[value] : undefined
  return translated ?? ours.find((word) => word === value) ?? null
}

function yesOrNo(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null
}

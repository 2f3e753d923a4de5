import { isPlainValue } from '#core/conversation/plain-value.ts'
import { QUOTED_FIELDS, type Proposal, type QuotedField } from '#core/qualification/proposal.ts'
import type { Asked, Intent, Reading } from '#core/qualification/reading.ts'
import { higherUrgency } from './capture.ts'

/** What our own engine reads in the words that a model pointed at, by field. */
export type Reread = Partial<Record<QuotedField, Reading>>

/** Permission to text rests on these. They are found by rules that are written down, never by a model, and a model cannot take them back. */
const NOT_FOR_MODELS: readonly Intent[] = ['opt_out', 'wrong_number', 'help']

/** Labels after which nobody looks at the text again. A model alone may not send away somebody in whose words there is something to do. */
const SENDS_AWAY: readonly Intent[] = ['job_seeker', 'vendor_spam', 'other', 'smalltalk']

/** Fields whose value our own code must read in the words that were pointed at; the words themselves are not a value of this kind. */
const READ_BY_CODE = ['service', 'zip', 'callbackPhone'] as const

/** Fields that are the customer's words as they stand. */
const WORDS_THEMSELVES = ['name', 'street', 'city'] as const

/**
 * The embedded engine's reading, made better by what a model proposes. A model adds, it never takes away: danger that was found stays
 * found, a field that was read keeps its value, an opt-out is none of its business. What it adds are labels, and fields in words of the
 * customer that our own code reads again.
 */
export function mergeReadings(text: string, embedded: Reading, proposal: Proposal, reread: Reread, asked: Asked | null): Reading {
  const safety = embedded.safety || proposal.safety === true
  const proposed = safety || proposal.intent === 'emergency_help' ? 'emergency' : (proposal.urgency ?? 'none')
  const urgency = higherUrgency(embedded.urgency, proposed)
  const filled = withFields(text, embedded, proposal, reread)
  return {
    ...filled,
    safety,
    urgency,
    intent: urgency === 'emergency' && !NOT_FOR_MODELS.includes(embedded.intent) ? 'emergency_help' : intentOf(filled, proposal),
    // A yes to a time is a commitment: only the customer's words, read by our own code, make it.
    affirm: embedded.affirm ?? (asked === 'photo' ? proposal.affirm : null),
  }
}

function intentOf(read: Reading, { intent }: Proposal): Intent {
  if (intent === null || NOT_FOR_MODELS.includes(intent) || NOT_FOR_MODELS.includes(read.intent)) return read.intent
  return SENDS_AWAY.includes(intent) && holdsSomething(read) ? read.intent : intent
}

/** A need or a field: something that would be lost. */
function holdsSomething(read: Reading): boolean {
  return (
    read.urgency !== 'none' || read.affirm !== null || read.preferredTime !== null || QUOTED_FIELDS.some((field) => read[field] !== null)
  )
}

function withFields(text: string, embedded: Reading, { spans }: Proposal, reread: Reread): Reading {
  const filled: Reading = { ...embedded, spans: { ...embedded.spans } }
  const free = (field: QuotedField): [number, number] | null => {
    const span = spans[field]
    if (span === undefined || embedded[field] !== null || !isSpanIn(span, text)) return null
    return overlaps(span, field, filled.spans) ? null : span
  }
  for (const field of READ_BY_CODE) {
    const span = free(field)
    const value = reread[field]?.[field] ?? null
    if (span === null || value === null) continue
    filled[field] = value
    filled.spans[field] = span
  }
  for (const field of WORDS_THEMSELVES) {
    const span = free(field)
    const value = span === null ? null : valueInWords(field, text.slice(span[0], span[1]), reread[field])
    if (span === null || value === null) continue
    filled[field] = value
    filled.spans[field] = span
  }
  return filled
}

/** As our engine writes it when it knows such a value, else as the customer wrote it, tidied. */
function valueInWords(field: (typeof WORDS_THEMSELVES)[number], words: string, again: Reading | undefined): string | null {
  const value = again?.[field] ?? tidy(words)
  return isPlainValue(field, value) ? value : null
}

/** One line, and capitals for somebody who types none. */
function tidy(words: string): string {
  const line = words.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return line === line.toLowerCase() ? line.replace(/(?<![\p{L}\p{M}\d'’])\p{Ll}/gu, (letter) => letter.toUpperCase()) : line
}

/** Words that are something else already are not also a name or a street; what is wrong may stand anywhere. */
function overlaps([start, end]: [number, number], field: QuotedField, taken: Reading['spans']): boolean {
  return ([...QUOTED_FIELDS, 'preferredTime'] as const).some((other) => {
    const span = taken[other]
    if (span === undefined || other === field || other === 'service' || field === 'service') return false
    return start < span[1] && span[0] < end
  })
}

function isSpanIn([start, end]: [number, number], text: string): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= text.length
}

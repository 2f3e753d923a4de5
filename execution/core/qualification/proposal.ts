import type { Intent, SpannedField, Urgency } from '#core/qualification/reading.ts'

/**
 * What a language model says of one text: labels out of closed lists and places in the customer's own words. It has no room for a word
 * of the model's own, so nothing that a model writes can reach a customer or an owner through it. Null: the model did not say.
 */
export type Proposal = {
  intent: Intent | null
  urgency: Urgency | null
  safety: boolean | null
  affirm: boolean | null
  /** Where a field stands. What it says there is read by our own code. */
  spans: Partial<Record<QuotedField, [start: number, end: number]>>
}

/** Not a time: a time can take a slot, and a phrase taken out of its sentence has lost its "not". */
export type QuotedField = Exclude<SpannedField, 'preferredTime'>

/** The words that a model quotes for each field. */
export type Quotes = Partial<Record<QuotedField, string | null>>

export const QUOTED_FIELDS: readonly QuotedField[] = ['service', 'name', 'street', 'city', 'zip', 'callbackPhone']

/** Nobody's address is longer; a quote of the whole text points at nothing. */
const QUOTE_MAX_CHARACTERS = 120

/** A proposal that proposes nothing. */
export function emptyProposal(): Proposal {
  return { intent: null, urgency: null, safety: null, affirm: null, spans: {} }
}

/** Where the quoted words stand in the customer's text. A quote that is not there, word for word, is dropped. */
export function spansOfQuotes(text: string, quotes: Quotes): Proposal['spans'] {
  const spans: Proposal['spans'] = {}
  for (const field of QUOTED_FIELDS) {
    const quote = quotes[field]?.trim() ?? ''
    const start = quote === '' || quote.length > QUOTE_MAX_CHARACTERS ? -1 : placeOf(text, quote)
    if (start >= 0) spans[field] = [start, start + quote.length]
  }
  return spans
}

/** Whole words only: the "oak" of "soaked" is no street. Models tidy capitals, so those may differ. */
function placeOf(text: string, quote: string): number {
  const exact = wholeWords(text, quote)
  if (exact >= 0) return exact
  const [lowText, lowQuote] = [text.toLowerCase(), quote.toLowerCase()]
  // Some capitals change their length; then the places would be wrong.
  return lowText.length === text.length && lowQuote.length === quote.length ? wholeWords(lowText, lowQuote) : -1
}

function wholeWords(text: string, quote: string): number {
  for (let start = text.indexOf(quote); start >= 0; start = text.indexOf(quote, start + 1)) {
    const before = text.slice(0, start)
    const after = text.slice(start + quote.length)
    const cutsWord =
      (/[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(quote)) || (/[\p{L}\p{N}]$/u.test(quote) && /^[\p{L}\p{N}]/u.test(after))
    if (!cutsWord) return start
  }
  return -1
}

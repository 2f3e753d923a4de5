import { namesBrand } from '#core/compliance/content-gate.ts'

/** What words beside the box of a form must have (facts 2.1, with the Twilio error for each that lacks it, read 2026-09-14; 47 CFR 64.1200(f)(9)). */
export const CONSENT_NEEDS = [
  'agrees',
  'texts',
  'name',
  'automated',
  'purpose',
  'frequency',
  'rates',
  'stop',
  'help',
  'no_condition',
] as const
export type ConsentNeed = (typeof CONSENT_NEEDS)[number]

const PATTERNS: Readonly<Record<Exclude<ConsentNeed, 'name'>, RegExp>> = {
  agrees: /\b(?:agree|consent|yes|ok)\w*\b/i,
  // 30551
  texts: /\b(?:texts?|text messages?|sms)\b/i,
  automated: /\b(?:automated|automatic|AI)\b/i,
  // 30544
  purpose: /\b(?:request|appointment|service|visit|job|project|quote|estimate)s?\b/i,
  // 30545
  frequency: /\b(?:frequency|messages? (?:per|a) (?:day|week|month)|msgs? ?\/ ?(?:day|week|month))\b/i,
  // 30569
  rates: /\brates? (?:may|might|can) apply\b/i,
  stop: /\bSTOP\b/,
  // 30570
  help: /\bHELP\b/,
  no_condition: /\bnot (?:a condition|required|needed|necessary)\b|\bno purchase\b/i,
}

/** The form's own words: a clear yes to texts about this job, with everything that carriers and the law want beside an unticked box. */
export function defaultConsentWords(business: string): string {
  return (
    `I agree to get text messages, some of them automated (AI), from ${business} at this number about my request, appointments and service. ` +
    'Message frequency varies. Msg & data rates may apply. Reply STOP to end, HELP for help. Agreeing is not a condition of buying anything.'
  )
}

/** What words of the business's own still lack; none when they will do. */
export function missingIn(words: string, business: string): ConsentNeed[] {
  return CONSENT_NEEDS.filter((need) => (need === 'name' ? !namesBrand(words, business) : !PATTERNS[need].test(words)))
}

/** One line, so that the words are the same in a page, in a form and in the ledger. */
export function asOneLine(words: string): string {
  return words
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .toWellFormed()
}

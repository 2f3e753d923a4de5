import { namesBrand } from '#core/compliance/content-gate.ts'
import { foldName } from '#core/compliance/sender-name.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'

/** What words beside the box of a form must have (facts 2.1, with the Twilio error for each that lacks it, read 2026-09-14; 47 CFR 64.1200(f)(9)). */
const NEEDS = ['agrees', 'texts', 'name', 'automated', 'purpose', 'frequency', 'rates', 'stop', 'help', 'no_condition'] as const

/** What a request for consent must have besides in Canada (CASL s. 10(1), SOR/2012-36 s. 4; facts 3.1). */
const CANADIAN_NEEDS = ['address', 'withdraw'] as const

export type ConsentNeed = (typeof NEEDS)[number] | (typeof CANADIAN_NEEDS)[number]

/** The business that asks for the consent. */
export type ConsentSender = Pick<TenantPolicy, 'name' | 'country' | 'mailingAddress' | 'businessPhone'>

const PATTERNS: Readonly<Record<Exclude<ConsentNeed, 'name' | 'address'>, RegExp>> = {
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
  withdraw: /\bwithdraw\w*\b/i,
}

/** The form's own words: a clear yes to texts about this job, with everything that carriers and the law want beside an unticked box. */
export function defaultConsentWords(sender: ConsentSender): string {
  const canadian = isCanadian(sender)
  const place = [sender.mailingAddress, sender.businessPhone].filter((part) => part !== null).join(', ')
  const who = canadian && place !== '' ? `${sender.name} (${place})` : sender.name
  const words = [
    `I agree to get text messages, some of them automated (AI), from ${who} at this number about my request, appointments and service.`,
    'Message frequency varies. Msg & data rates may apply. Reply STOP to end, HELP for help.',
    ...(canadian ? ['I can withdraw this at any time.'] : []),
    'Agreeing is not a condition of buying anything.',
  ]
  return asOneLine(words.join(' '))
}

/** What words of the business's own still lack; none when they will do. */
export function missingIn(words: string, sender: ConsentSender): ConsentNeed[] {
  const needs: readonly ConsentNeed[] = isCanadian(sender) ? [...NEEDS, ...CANADIAN_NEEDS] : NEEDS
  return needs.filter((need) => !has(need, words, sender))
}

function has(need: ConsentNeed, words: string, { name, mailingAddress }: ConsentSender): boolean {
  if (need === 'name') return namesBrand(words, name)
  // Without an address of the business there is none to ask for; its texts to Canada are refused for the same lack.
  if (need === 'address') return mailingAddress === null || foldName(words).includes(foldName(mailingAddress))
  return PATTERNS[need].test(words)
}

function isCanadian({ country }: ConsentSender): boolean {
  return country === 'CA'
}

/** One line, so that the words are the same in a page, in a form and in the ledger. */
export function asOneLine(words: string): string {
  return words
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .toWellFormed()
}

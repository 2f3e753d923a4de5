import type { Language } from '#core/qualification/reading.ts'
import { plainSpelling } from './plain-spelling.ts'

const WISHES: readonly [Language, RegExp][] = [
  [
    'en',
    /\b(?:speak|in|text in|write in|prefer\w*) english\b|\benglish,? (?:please|pls|plz)\b|\b(?:en|habla[ns]?|hablas) ingles\b|\b(?:en|parle[zs]?|parlez-vous) anglais\b/,
  ],
  [
    'es',
    /\b(?:speak|in|text in|prefer\w*) spanish\b|\bspanish,? (?:please|pls|plz)\b|\b(?:en|habla[ns]?|hablas) espanol\b|\bespanol,? por favor\b|\b(?:en|parle[zs]?|parlez-vous) espagnol\b/,
  ],
  [
    'fr',
    /\b(?:speak|in|text in|prefer\w*) french\b|\bfrench,? (?:please|pls|plz)\b|\b(?:en|parle[zs]?|parlez-vous) francais\b|\bfrancais,? (?:svp|s'il vous plait)\b/,
  ],
]

/** "I don't speak English" wishes for nothing of the kind. */
const DENIES = /\b(?:no|not|don'?t|dont|doesn'?t|can'?t|cant|cannot|never|pas|sin)\b/

/** The language that somebody asks us to write in, or null. Their own words may still be in another. */
export function languageWish(words: string): Language | null {
  const clauses = plainSpelling(words).split(/[.,;!?]| but | pero | mais /)
  for (const clause of clauses) {
    if (DENIES.test(clause)) continue
    const wish = WISHES.find(([, wording]) => wording.test(clause))
    if (wish !== undefined) return wish[0]
  }
  return null
}

import { COMMON_WORDS } from './common-words.ts'
import { GIVEN_NAMES, NAMES_ALSO_WORDS } from './given-names.ts'
import { AFFIRM_WORDS } from './read-affirm.ts'
import { INTENT_WORDS } from './read-intent.ts'
import { SERVICE_WORDS } from './read-service.ts'
import { URGENCY_WORDS } from './read-urgency.ts'
import { makeTypoRepair } from './repair-typo.ts'
import { SCOPE_WORDS } from './scope.ts'
import { DANGER_SLIPS, DANGER_TARGETS, NO_SLIPS, TYPO_TARGETS } from './typo-targets.ts'
import { wordKind } from './word-kind.ts'

const KNOWN_WORDS = new Set([
  ...COMMON_WORDS,
  ...GIVEN_NAMES,
  ...NAMES_ALSO_WORDS,
  ...NO_SLIPS,
  ...INTENT_WORDS,
  ...SCOPE_WORDS,
  ...AFFIRM_WORDS,
  ...SERVICE_WORDS.flatMap((words) => [...words]),
  ...URGENCY_WORDS.flatMap((words) => [...words]),
])
const repairLong = makeTypoRepair(new Set(TYPO_TARGETS), KNOWN_WORDS)
/** Words of danger are repaired when they are shorter, too: `smok`, `somke`, `shok`. */
const repairDanger = makeTypoRepair(new Set(DANGER_TARGETS), KNOWN_WORDS, 5)

/** A misspelled word put right, one slip at most; a word of any list means itself. */
export function repair(word: string): string {
  const slip = DANGER_SLIPS.get(word)
  if (slip !== undefined) return slip
  const long = repairLong(word)
  if (long !== word || KNOWN_WORDS.has(word)) return long
  const danger = repairDanger(word)
  if (danger === word) return word
  const { named, word: kind } = wordKind(word)
  return named === 'no' && kind === 'unheard' ? danger : word
}

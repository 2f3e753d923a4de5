import { GIVEN_NAMES } from './given-names.ts'

/** `Tamika Sparks`, `Sparks, Nevada`: a family and a town, no fire. Words are folded; `at` is where `sparks` stands. */
export function isSparksByName(words: readonly string[], at: number): boolean {
  const before = words[at - 1] ?? ''
  const after = words[at + 1] ?? ''
  if (NEVADA.test(after) || ROADS.has(after)) return true
  const isFamily = GIVEN_NAMES.has(before) || TITLES.has(before) || (GIVEN_NAMES.has(after) && words[at + 2] === 'sparks')
  return isFamily && !FLYING.has(after)
}

const NEVADA = /^(?:nv|nevada|md|maryland|ga|georgia|8943\d|8944\d|21152)$/
const ROADS = new Set('st street ave avenue rd road blvd dr drive ln lane ct court'.split(' '))
const TITLES = new Set('mr mrs ms miss dr senor senora sr sra monsieur madame mme familia famille'.split(' '))
/** What follows where sparks do something. */
const FLYING = new Set(
  'from in at coming come came out when are were fly flying flew behind inside near off on shooting every everywhere and'.split(' '),
)

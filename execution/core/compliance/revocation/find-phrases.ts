import { COMMON_WORDS } from './common-words.ts'
import { spellingTable, type SpellingTable } from './correct-spelling.ts'
import { HELP_KEYWORDS, KEYWORD_COMPANIONS, START_KEYWORDS, STOP_KEYWORDS, STRICT_STOP_KEYWORDS } from './keywords.ts'
import { compilePhrase, firstWordsOf, matchPhrase, type PhraseContext, type PhrasePattern, wordsOf } from './phrase-pattern.ts'
import type { PhraseGroup, PhraseMeaning } from './phrase-group.ts'
import type { Token } from './split-tokens.ts'
import { BREAK_WORDS, LEAD_WORDS, NOISE_WORDS, TURNING_WORDS, WORD_CLASSES } from './word-classes.ts'

export type PhraseMatch = { rule: string; meaning: PhraseMeaning; first: number; last: number }
type Phrase = { rule: string; meaning: PhraseMeaning; acrossPauses: boolean; pattern: PhrasePattern }

/** The phrases of all languages made ready for finding. */
export type PhraseTable = {
  phrases: readonly Phrase[]
  /** Phrases by the word they can begin with, so that a long text is not tried against every phrase at every word. */
  byFirstWord: ReadonlyMap<string, readonly number[]>
  anyFirstWord: readonly number[]
  /** Every word the phrases and keywords know; words near them are read as them. */
  spelling: SpellingTable
  context: PhraseContext
  withinClause: PhraseContext
}

/** Every phrase found in the words of one text, in the order of the tables, then of the text. */
export function findPhrases(tokens: readonly Token[], table: PhraseTable): PhraseMatch[] {
  const found: (PhraseMatch & { index: number })[] = []
  for (const [at, token] of tokens.entries()) {
    for (const index of [...table.anyFirstWord, ...(table.byFirstWord.get(token.word) ?? [])]) {
      const phrase = table.phrases[index]
      const end =
        phrase === undefined ? -1 : matchPhrase(phrase.pattern, tokens, at, phrase.acrossPauses ? table.context : table.withinClause)
      if (phrase !== undefined && end > at) found.push({ index, rule: phrase.rule, meaning: phrase.meaning, first: at, last: end - 1 })
    }
  }
  return found.toSorted((one, other) => one.index - other.index || one.first - other.first)
}

/** Compiles groups of phrases; throws when one names an unknown class of words. */
export function phraseTable(groups: readonly PhraseGroup[]): PhraseTable {
  const phrases = groups.flatMap(({ rule, meaning, acrossPauses, phrases: sources }) =>
    sources.map((source) => ({
      rule,
      meaning,
      acrossPauses: acrossPauses ?? meaning !== 'harmless',
      pattern: compilePhrase(source, WORD_CLASSES),
    })),
  )
  const byFirstWord = new Map<string, number[]>()
  const anyFirstWord: number[] = []
  for (const [index, { pattern }] of phrases.entries()) {
    const words = firstWordsOf(pattern)
    if (words === null) anyFirstWord.push(index)
    else for (const word of words) byFirstWord.set(word, [...(byFirstWord.get(word) ?? []), index])
  }
  const spelling = spellingTable([...phrases.flatMap(({ pattern }) => wordsOf(pattern)), ...PLAIN_WORDS])
  const context = contextOf(spelling)
  return { phrases, byFirstWord, anyFirstWord, spelling, context, withinClause: { ...context, acrossPauses: false } }
}

const PLAIN_WORDS = [
  STOP_KEYWORDS,
  STRICT_STOP_KEYWORDS,
  START_KEYWORDS,
  HELP_KEYWORDS,
  KEYWORD_COMPANIONS,
  NOISE_WORDS,
  BREAK_WORDS,
  LEAD_WORDS,
].flatMap((words) => [...words])
const FIRST_NAMES = new Set((WORD_CLASSES['firstname'] ?? '').split(/\s+/))

function contextOf(spelling: SpellingTable): PhraseContext {
  return {
    isKnown: (word) => !FIRST_NAMES.has(word) && (spelling.keys.has(word) || COMMON_WORDS.has(word)),
    leads: LEAD_WORDS,
    breaks: BREAK_WORDS,
    turns: TURNING_WORDS,
    acrossPauses: true,
  }
}

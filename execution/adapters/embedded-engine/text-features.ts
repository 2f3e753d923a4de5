import type { ReadingContext } from '#core/qualification/reading.ts'
import type { Scope } from './scope.ts'
import { readSeason } from './season.ts'
import type { Token } from './tokenize.ts'
import { WORD_CLASSES } from './word-classes.ts'

export type FeatureInput = { tokens: readonly Token[]; scope: Scope; context: ReadingContext; isQuestion: boolean }

/**
 * What the second opinion sees of a text, each feature once: its words and neighbouring words, the word classes in it alone and in pairs
 * wherever they stand, the classes that are denied, supposed or past, and what hangs over the whole text. The trainer and the engine use
 * this one function.
 */
export function textFeatures({ tokens, scope, context, isQuestion }: FeatureInput): string[] {
  const features = new Set<string>()
  for (const [at, token] of tokens.entries()) {
    const word = plainWord(token.word)
    features.add(word)
    const next = tokens[at + 1]
    if (next !== undefined && next.gap !== 'sentence') features.add(`${word} ${plainWord(next.word)}`)
  }
  addClasses(tokens, scope, context, features)
  if (scope.resolvedAt > scope.persistsAt) features.add('@resolved')
  if (scope.containedAt > scope.persistsAt) features.add('@contained')
  if (scope.persistsAt >= 0) features.add('@persists')
  if (scope.supposed.includes(true)) features.add('@supposed')
  if (isQuestion) features.add('@question')
  features.add(`@trade ${context.trade}`)
  features.add(`@asked ${context.asked ?? 'nothing'}`)
  features.add(`@length ${Math.min(LENGTHS_MAX, Math.floor(tokens.length / LENGTH_WORDS))}`)
  return [...features]
}

/** Whether any word, not only supposed, names what can be dangerous: whoever is merely old, young or angry is in no danger. */
export function namesDanger(tokens: readonly Token[], scope: Scope): boolean {
  return tokens.some(({ word }, at) => scope.supposed[at] !== true && classesOf(word).some((name) => DANGEROUS.has(name)))
}

const DANGEROUS = new Set(
  'water sewage flow drip gas smell monoxide alarm fire shock heat cool power stuck hurt traffic outdoors weather cold hot'.split(' '),
)

const LENGTH_WORDS = 6
const LENGTHS_MAX = 5

function addClasses(tokens: readonly Token[], scope: Scope, context: ReadingContext, features: Set<string>): void {
  const present = new Set<string>()
  for (const [at, { word }] of tokens.entries()) {
    const mark = (scope.negated[at] === true ? '-' : '') + (scope.supposed[at] === true ? '?' : '') + (scope.past[at] === true ? '<' : '')
    for (const name of classesOf(word)) {
      present.add(name)
      if (mark !== '') present.add(mark + name)
    }
    if (AGED.test(word)) present.add('age')
  }
  const names = [...present].toSorted()
  for (const [at, name] of names.entries()) {
    features.add(`=${name}`)
    for (const other of names.slice(at + 1)) features.add(`=${name}+${other}`)
  }
  const season = readSeason(context)
  for (const name of SEASONAL) if (present.has(name)) features.add(`@${season} ${name}`)
  if (present.has('frail') || present.has('age'))
    for (const name of SEASONAL) if (present.has(name)) features.add(`@${season} frail ${name}`)
}

const SEASONAL = ['heat', 'cool', 'out', 'cold', 'hot']
/** 65 to 99: an age, when it stands with a person. */
const AGED = /^(?:6[5-9]|[7-9]\d)$/

function plainWord(word: string): string {
  const code = word.charCodeAt(0)
  return code >= 48 && code <= 57 ? '#' : word
}

/** The classes of a word, in the order of the table. */
function classesOf(word: string): readonly string[] {
  const known = REMEMBERED.get(word)
  if (known !== undefined) return known
  const found = new Set(EXACT.get(word))
  for (const [prefix, name] of PREFIXES.get(word.slice(0, PREFIX_LETTERS)) ?? []) if (word.startsWith(prefix)) found.add(name)
  const list = [...found]
  if (REMEMBERED.size < REMEMBERED_MAX) REMEMBERED.set(word, list)
  return list
}

/** Words of a language repeat; strange ones are not kept beyond this many. */
const REMEMBERED_MAX = 4_000
const REMEMBERED = new Map<string, readonly string[]>()
const PREFIX_LETTERS = 2
const EXACT = new Map<string, string[]>()
const PREFIXES = new Map<string, [prefix: string, name: string][]>()

for (const [name, words] of Object.entries(WORD_CLASSES)) {
  for (const word of words.split(' ')) {
    if (!word.endsWith('*')) {
      EXACT.set(word, [...(EXACT.get(word) ?? []), name])
      continue
    }
    const prefix = word.slice(0, -1)
    const key = prefix.slice(0, PREFIX_LETTERS)
    PREFIXES.set(key, [...(PREFIXES.get(key) ?? []), [prefix, name]])
  }
}

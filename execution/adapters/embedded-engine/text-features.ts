import type { ReadingContext } from '#core/qualification/reading.ts'
import { classFinder } from './class-finder.ts'
import type { RuleFindings } from './rule-features.ts'
import { readSeason } from './season.ts'
import type { Scope } from './scope.ts'
import type { Token } from './tokenize.ts'
import { WISH_CLASSES } from './wish-classes.ts'
import { WORD_CLASSES } from './word-classes.ts'

export type FeatureInput = { tokens: readonly Token[]; scope: Scope; context: ReadingContext; isQuestion: boolean; rules: RuleFindings }

/**
 * What the second opinion sees of a text, each feature once: its words, their stems and neighbouring words, the classes of its words alone and in pairs
 * wherever they stand, the classes that are denied, supposed or past, and what hangs over the whole text. The trainer and the engine use
 * this one function.
 */
export function textFeatures({ tokens, scope, context, isQuestion }: FeatureInput): string[] {
  const features = new Set<string>()
  for (const [at, token] of tokens.entries()) {
    const word = plainWord(token.word)
    features.add(word)
    features.add(`~${word.slice(0, STEM_LETTERS)}`)
    const next = tokens[at + 1]
    if (next !== undefined && next.gap !== 'sentence') features.add(`${word} ${plainWord(next.word)}`)
  }
  const namesThings = addThings(tokens, scope, context, features)
  addWishes(tokens, namesThings, features)
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

const classesOf = classFinder(WORD_CLASSES)
const wishesOf = classFinder(WISH_CLASSES)

/** Whether any word, not only supposed, names what can be dangerous: whoever is merely old, young or angry is in no danger. */
export function namesDanger(tokens: readonly Token[], scope: Scope): boolean {
  return tokens.some((_, at) => scope.supposed[at] !== true && thingsAt(tokens, at).some((name) => DANGEROUS.has(name)))
}

const DANGEROUS = new Set<string>(
  'water sewage flow drip gas smell monoxide alarm fire shock heat cool power stuck hurt traffic outdoors weather cold hot glow noise hotness'.split(
    ' ',
  ),
)

/** What the word there names; `en train de` is no train. */
function thingsAt(tokens: readonly Token[], at: number): readonly string[] {
  const word = tokens[at]?.word ?? ''
  return word === 'train' && tokens[at - 1]?.word === 'en' ? [] : classesOf(word)
}

/** So many letters of a word are taken for its stem. */
const STEM_LETTERS = 5
const LENGTH_WORDS = 6
const LENGTHS_MAX = 5

/** The classes of things, with the marks of denial, supposition and past; says whether there was any. */
function addThings(tokens: readonly Token[], scope: Scope, context: ReadingContext, features: Set<string>): boolean {
  const present = new Set<string>()
  for (const [at, { word }] of tokens.entries()) {
    const mark = (scope.negated[at] === true ? '-' : '') + (scope.supposed[at] === true ? '?' : '') + (scope.past[at] === true ? '<' : '')
    for (const name of thingsAt(tokens, at)) {
      present.add(name)
      if (mark !== '') present.add(mark + name)
    }
    if (AGED.test(word)) present.add('age')
  }
  addPairs([...present].toSorted(), '=', features)
  const season = readSeason(context)
  for (const name of SEASONAL) if (present.has(name)) features.add(`@${season} ${name}`)
  if (present.has('frail') || present.has('age'))
    for (const name of SEASONAL) if (present.has(name)) features.add(`@${season} frail ${name}`)
  return present.size > 0
}

const SEASONAL = ['heat', 'cool', 'out', 'cold', 'hot']
/** 65 to 99: an age, when it stands with a person. */
const AGED = /^(?:6[5-9]|[7-9]\d)$/

/** The classes of wishes: alone, in pairs, one after the other, and at the beginning. */
function addWishes(tokens: readonly Token[], namesThings: boolean, features: Set<string>): void {
  const classes = tokens.map(({ word }) => wishesOf(word))
  const names = [...new Set(classes.flat())].toSorted()
  addPairs(names, '+', features)
  const about = namesThings ? '#thing' : '#nothing'
  features.add(about)
  for (const name of names) features.add(`+${name}${about}`)
  for (let at = 0; at + 1 < tokens.length; at++) {
    for (const name of classes[at] ?? []) for (const after of classes[at + 1] ?? []) if (name !== after) features.add(`+${name}>${after}`)
  }
  const [first, second] = tokens
  if (first === undefined) return
  features.add(`^${plainWord(first.word)}`)
  if (second !== undefined) features.add(`^${plainWord(first.word)} ${plainWord(second.word)}`)
  for (const name of classes[0] ?? []) features.add(`^+${name}`)
  features.add(`$${plainWord(tokens.at(-1)?.word ?? '')}`)
}

function addPairs(names: readonly string[], sign: '=' | '+', features: Set<string>): void {
  for (const [at, name] of names.entries()) {
    features.add(sign + name)
    for (const other of names.slice(at + 1)) features.add(`${sign}${name}${sign === '=' ? '+' : '&'}${other}`)
  }
}

function plainWord(word: string): string {
  const code = word.charCodeAt(0)
  return code >= 48 && code <= 57 ? '#' : word
}

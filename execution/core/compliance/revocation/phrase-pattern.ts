import type { Token } from './split-tokens.ts'

/**
 * A phrase written as words, compiled once. Between blanks stands one of
 *   `word`, `word|other`, `stem*` (a beginning), `*ing` (an ending), `@class` (a named set), any of these mixed with `|`;
 *   a trailing `?` makes it optional, a trailing `+` lets it repeat up to REPEAT_MAX times (none is fine);
 *   `^^` and `$$` the message begins, ends here; `~N` like `.N`, yet never over a word that turns the meaning ("dont forget to text");
 *   `!word|@class` the next word is none of these (consumes nothing); `.N` up to N words of the same clause;
 *   `^` a clause begins here; `$` a clause ends here (also among alternatives: `me|$`); `NUM` digits; `NAME` a capitalised word we do not know.
 * A phrase stays inside one sentence, so matching looks at a bounded number of words: linear in the text.
 */
export type PhrasePattern = readonly Element[]

type WordSet = {
  words: ReadonlySet<string>
  stems: readonly string[]
  endings: readonly string[]
  number: boolean
  name: boolean
  end: boolean
}
type Element =
  | { kind: 'word'; set: WordSet; optional: boolean; repeat: boolean }
  | { kind: 'not'; set: WordSet }
  | { kind: 'gap'; most: number; careful: boolean }
  | { kind: 'clause-start' }
  | { kind: 'clause-end' }
  | { kind: 'text-start' }
  | { kind: 'text-end' }

type WordClasses = Readonly<Record<string, string>>
const REPEAT_MAX = 4
/** A gap of up to so many words never ends behind a comma; a longer one may ("if you text me again, I will report you"). */
const SHORT_GAP_MAX = 3

/** Compiles one phrase. Throws on an unknown class: the tables are ours, so that is a bug found by any test. */
export function compilePhrase(source: string, classes: WordClasses): PhrasePattern {
  return source
    .split(' ')
    .filter((part) => part !== '')
    .map((part) => compilePart(part, classes))
}

function compilePart(part: string, classes: WordClasses): Element {
  if (part === '^') return { kind: 'clause-start' }
  if (part === '$') return { kind: 'clause-end' }
  if (part === '^^') return { kind: 'text-start' }
  if (part === '$$') return { kind: 'text-end' }
  if (/^[.~]\d$/.test(part)) return { kind: 'gap', most: Number(part.slice(1)), careful: part.startsWith('~') }
  if (part.startsWith('!')) return { kind: 'not', set: wordSet(part.slice(1), classes) }
  const mark = part.at(-1)
  const marked = mark === '?' || mark === '+'
  return { kind: 'word', set: wordSet(marked ? part.slice(0, -1) : part, classes), optional: mark === '?', repeat: mark === '+' }
}

function wordSet(source: string, classes: WordClasses): WordSet {
  const words = new Set<string>()
  const stems: string[] = []
  const endings: string[] = []
  let number = false
  let name = false
  let end = false
  const add = (item: string): void => {
    if (item.startsWith('@')) {
      const members = classes[item.slice(1)]
      if (members === undefined) throw new Error(`unknown word class ${item}; it must be in a table of word classes`)
      for (const member of members.split(/\s+/)) if (member !== '') add(member)
    } else if (item === 'NUM') number = true
    else if (item === 'NAME') name = true
    else if (item === '$') end = true
    else if (item.startsWith('*')) endings.push(item.slice(1))
    else if (item.endsWith('*')) stems.push(item.slice(0, -1))
    else words.add(item)
  }
  for (const item of source.split('|')) add(item)
  return { words, stems, endings, number, name, end }
}

/** The plain words a phrase is written with, for the spelling table. */
export function wordsOf(pattern: PhrasePattern): string[] {
  return pattern.flatMap((element) => (element.kind === 'word' || element.kind === 'not' ? [...element.set.words] : []))
}

/** The words a match can begin with, or null when it may begin with any (a gap, a stem, a word that may be missing). */
export function firstWordsOf(pattern: PhrasePattern): ReadonlySet<string> | null {
  for (const element of pattern) {
    if (element.kind === 'clause-start' || element.kind === 'text-start' || element.kind === 'not') continue
    if (element.kind !== 'word' || element.optional || element.repeat) return null
    const { words, stems, endings, number, name, end } = element.set
    return stems.length + endings.length > 0 || number || name || end ? null : words
  }
  return null
}

/** What a match needs to know of the text around the words. */
export type PhraseContext = {
  isKnown: (word: string) => boolean
  /** Words after which a new clause begins ("ok", "and"). */
  leads: ReadonlySet<string>
  /** Words with which a new clause begins even without a comma ("and", "i", "thanks"). */
  breaks: ReadonlySet<string>
  /** Words that a careful gap does not skip. */
  turns: ReadonlySet<string>
  /** False: no word after the first may stand behind a comma. */
  acrossPauses: boolean
}

/** Index after the last word of the match that begins at `from`, or -1. */
export function matchPhrase(pattern: PhrasePattern, tokens: readonly Token[], from: number, context: PhraseContext): number {
  return step(pattern, 0, tokens, from, from, context)
}

function step(pattern: PhrasePattern, index: number, tokens: readonly Token[], at: number, from: number, context: PhraseContext): number {
  const element = pattern[index]
  if (element === undefined) return at
  switch (element.kind) {
    case 'clause-start':
      return clauseStarts(tokens, at, context) ? step(pattern, index + 1, tokens, at, from, context) : -1
    case 'clause-end':
      return clauseEnds(tokens, at, context) ? step(pattern, index + 1, tokens, at, from, context) : -1
    case 'text-start':
      return at === 0 ? step(pattern, index + 1, tokens, at, from, context) : -1
    case 'text-end':
      return at >= tokens.length ? step(pattern, index + 1, tokens, at, from, context) : -1
    case 'not': {
      const next = tokens[at]
      const here = next !== undefined && within(tokens, from, at, context) && fits(element.set, next, context)
      return here ? -1 : step(pattern, index + 1, tokens, at, from, context)
    }
    case 'gap':
      return stepGap(pattern, index, element, tokens, at, from, context)
    case 'word':
      return stepWord(pattern, index, element, tokens, at, from, context)
    default:
      return element satisfies never
  }
}

function stepGap(
  pattern: PhrasePattern,
  index: number,
  gap: Extract<Element, { kind: 'gap' }>,
  tokens: readonly Token[],
  at: number,
  from: number,
  context: PhraseContext,
): number {
  for (let skipped = 0; skipped <= gap.most; skipped++) {
    const short = gap.careful || gap.most <= SHORT_GAP_MAX
    if (short && (skipped > 0 || gap.careful) && tokens[at + skipped]?.afterPause === true) return -1
    const end = step(pattern, index + 1, tokens, at + skipped, from, context)
    if (end !== -1) return end
    const next = tokens[at + skipped]
    if (next === undefined || next.afterPause || !within(tokens, from, at + skipped, context)) return -1
    if (gap.careful && context.turns.has(next.word)) return -1
  }
  return -1
}

function stepWord(
  pattern: PhrasePattern,
  index: number,
  element: Extract<Element, { kind: 'word' }>,
  tokens: readonly Token[],
  at: number,
  from: number,
  context: PhraseContext,
): number {
  const token = tokens[at]
  const here = token !== undefined && within(tokens, from, at, context) && fits(element.set, token, context)
  if (element.repeat) {
    let taken = 0
    while (taken < REPEAT_MAX && takes(element.set, tokens, at + taken, from, context)) taken++
    for (; taken >= 0; taken--) {
      const end = step(pattern, index + 1, tokens, at + taken, from, context)
      if (end !== -1) return end
    }
    return -1
  }
  if (here) {
    const end = step(pattern, index + 1, tokens, at + 1, from, context)
    if (end !== -1) return end
  }
  const skippable = element.optional || (element.set.end && clauseEnds(tokens, at, context))
  return skippable ? step(pattern, index + 1, tokens, at, from, context) : -1
}

function takes(set: WordSet, tokens: readonly Token[], at: number, from: number, context: PhraseContext): boolean {
  const token = tokens[at]
  return token !== undefined && within(tokens, from, at, context) && fits(set, token, context)
}

function within(tokens: readonly Token[], from: number, at: number, context: PhraseContext): boolean {
  if (tokens[from]?.sentence !== tokens[at]?.sentence) return false
  return context.acrossPauses || at === from || tokens[at]?.afterPause !== true
}

function fits(set: WordSet, token: Token, context: PhraseContext): boolean {
  if (set.words.has(token.word)) return true
  if (set.stems.some((stem) => token.word.startsWith(stem))) return true
  if (set.endings.some((ending) => token.word.endsWith(ending))) return true
  if (set.number && /\d/.test(token.raw)) return true
  return set.name && token.capitalised && !token.shouted && !context.isKnown(token.word)
}

function clauseStarts(tokens: readonly Token[], at: number, context: PhraseContext): boolean {
  const before = tokens[at - 1]
  const here = tokens[at]
  if (before === undefined || here === undefined) return true
  return before.sentence !== here.sentence || here.afterPause || context.leads.has(before.word)
}

function clauseEnds(tokens: readonly Token[], at: number, context: PhraseContext): boolean {
  const next = tokens[at]
  const last = tokens[at - 1]
  if (next === undefined || last === undefined) return true
  return next.sentence !== last.sentence || next.afterPause || context.breaks.has(next.word)
}

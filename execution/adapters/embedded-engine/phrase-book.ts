import type { Token } from './tokenize.ts'

/** A phrase found in a text: tokens `from` up to and without `to`. */
export type Found<Label extends string> = { label: Label; from: number; to: number }

export type PhraseBook<Label extends string> = {
  find: (tokens: readonly Token[]) => Found<Label>[]
  /** Every whole word the book knows; the typo repairer repairs towards these. */
  words: ReadonlySet<string>
}

/**
 * Compiles lists of phrases into one matcher. A phrase is words parted by blanks:
 * `word` exactly this word, `leak*` any word that begins so, `a|b` either, `?a|b` may be absent, `~3` up to three words of any kind,
 * `#` a number, `^` only at the start of a sentence, `$` only at its end, `!a|b` the next word is neither.
 * A phrase never crosses a sentence; only `~` crosses a comma. Matching has no open-ended repetition: the work per word is bounded by the
 * phrases that begin with it times their bounded gaps, whatever the text.
 */
export function phraseBook<Label extends string>(phrases: Readonly<Record<Label, readonly string[]>>): PhraseBook<Label> {
  const exact = new Map<string, Compiled<Label>[]>()
  const byPrefix = new Map<string, Compiled<Label>[]>()
  const words = new Set<string>()
  for (const label of Object.keys(phrases) as Label[]) {
    // Object.keys widens to string[]; the record's keys are exactly the labels.
    for (const phrase of phrases[label]) {
      for (const parts of expandLeadingOptional(phrase.split(' ')))
        indexPhrase({ label, steps: parts.map(compileStep) }, exact, byPrefix, words)
    }
  }
  return { find: (tokens) => findAll(tokens, exact, byPrefix), words }
}

type Step =
  | { kind: 'word'; exact: ReadonlySet<string>; prefixes: readonly string[]; number: boolean; optional: boolean }
  | { kind: 'not'; exact: ReadonlySet<string>; prefixes: readonly string[] }
  | { kind: 'gap'; max: number }
  | { kind: 'start' }
  | { kind: 'end' }

type Compiled<Label extends string> = { label: Label; steps: Step[] }

const PREFIX_LETTERS = 3
/** Longest gap a phrase may ask for, in words. */
const GAP_WORDS_MAX = 8

function expandLeadingOptional(parts: string[]): string[][] {
  const first = parts[0] === '^' ? 1 : 0
  const part = parts[first]
  if (part === undefined || !part.startsWith('?')) return [parts]
  const without = parts.toSpliced(first, 1)
  const withIt = parts.with(first, part.slice(1))
  return [withIt, ...expandLeadingOptional(without)]
}

function compileStep(part: string): Step {
  if (part === '^') return { kind: 'start' }
  if (part === '$') return { kind: 'end' }
  if (part.startsWith('~')) {
    const max = Number(part.slice(1))
    if (!(max >= 1 && max <= GAP_WORDS_MAX)) throw new Error(`phrase gap ${part} must be ~1 to ~${GAP_WORDS_MAX}`)
    return { kind: 'gap', max }
  }
  const negated = part.startsWith('!')
  const optional = part.startsWith('?')
  const alternatives = (negated || optional ? part.slice(1) : part).split('|')
  const prefixes = alternatives.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1))
  const exact = new Set(alternatives.filter((word) => !word.endsWith('*')))
  if (negated) return { kind: 'not', exact, prefixes }
  return { kind: 'word', exact, prefixes, number: exact.has('#'), optional }
}

function indexPhrase<Label extends string>(
  compiled: Compiled<Label>,
  exact: Map<string, Compiled<Label>[]>,
  byPrefix: Map<string, Compiled<Label>[]>,
  words: Set<string>,
): void {
  for (const step of compiled.steps) {
    if (step.kind !== 'word') continue
    for (const word of step.exact) words.add(word)
    for (const prefix of step.prefixes) words.add(prefix)
  }
  const first = compiled.steps.find((step) => step.kind !== 'start')
  if (first?.kind !== 'word' || first.optional)
    throw new Error(`a phrase of ${compiled.label} must begin with a word: ${JSON.stringify(compiled.steps)}`)
  for (const word of first.exact) append(exact, word, compiled)
  for (const prefix of first.prefixes) {
    if (prefix.length < PREFIX_LETTERS) throw new Error(`the beginning ${prefix}* of ${compiled.label} is too short`)
    append(byPrefix, prefix.slice(0, PREFIX_LETTERS), compiled)
  }
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

function findAll<Label extends string>(
  tokens: readonly Token[],
  exact: Map<string, Compiled<Label>[]>,
  byPrefix: Map<string, Compiled<Label>[]>,
): Found<Label>[] {
  const found: Found<Label>[] = []
  for (const [from, token] of tokens.entries()) {
    tryList(exact.get(token.word), tokens, from, found)
    tryList(byPrefix.get(token.word.slice(0, PREFIX_LETTERS)), tokens, from, found)
    if (isNumber(token.word)) tryList(exact.get('#'), tokens, from, found)
  }
  return found
}

function tryList<Label extends string>(
  list: Compiled<Label>[] | undefined,
  tokens: readonly Token[],
  from: number,
  found: Found<Label>[],
): void {
  if (list === undefined) return
  for (const { label, steps } of list) {
    const to = matchFrom(steps, 0, tokens, from, false)
    if (to !== -1) found.push({ label, from, to })
  }
}

let stepsTaken = 0

/** Steps all books have taken so far: lets a test bound the work by counting instead of by a clock. */
export function matchSteps(): number {
  return stepsTaken
}

/** Where the phrase ends, or -1. `loose` says that a comma before the next word does not matter. */
function matchFrom(steps: readonly Step[], index: number, tokens: readonly Token[], at: number, loose: boolean): number {
  stepsTaken++
  const step = steps[index]
  if (step === undefined) return at
  const token = tokens[at]
  switch (step.kind) {
    case 'start':
      return at === 0 || token?.gap === 'sentence' ? matchFrom(steps, index + 1, tokens, at, true) : -1
    case 'end':
      return token === undefined || token.gap === 'sentence' ? matchFrom(steps, index + 1, tokens, at, loose) : -1
    case 'not':
      if (token !== undefined && token.gap !== 'sentence' && wordMatches(step, token.word)) return -1
      return matchFrom(steps, index + 1, tokens, at, loose)
    case 'gap':
      return matchGap(step.max, steps, index, tokens, at)
    case 'word':
      break
    default:
      return step satisfies never
  }
  const reachable = token !== undefined && (index === 0 || at === 0 || loose || token.gap === 'none' || isFirst(steps, index))
  if (reachable && (wordMatches(step, token.word) || (step.number && isNumber(token.word)))) {
    const end = matchFrom(steps, index + 1, tokens, at + 1, false)
    if (end !== -1) return end
  }
  return step.optional ? matchFrom(steps, index + 1, tokens, at, loose) : -1
}

function matchGap(max: number, steps: readonly Step[], index: number, tokens: readonly Token[], at: number): number {
  for (let skipped = 0; skipped <= max; skipped++) {
    const token = tokens[at + skipped]
    if (token?.gap === 'sentence' && !isFirst(steps, index)) return -1
    const end = matchFrom(steps, index + 1, tokens, at + skipped, true)
    if (end !== -1) return end
    if (token === undefined) return -1
  }
  return -1
}

function isFirst(steps: readonly Step[], index: number): boolean {
  return index === 0 || (index === 1 && steps[0]?.kind === 'start')
}

function wordMatches(step: { exact: ReadonlySet<string>; prefixes: readonly string[] }, word: string): boolean {
  if (step.exact.has(word)) return true
  for (const prefix of step.prefixes) if (word.startsWith(prefix)) return true
  return false
}

function isNumber(word: string): boolean {
  const code = word.charCodeAt(0)
  return code >= 48 && code <= 57
}

import { phraseBook } from './phrase-book.ts'
import { SCOPE_PHRASES } from './scope-phrases.ts'
import type { Token } from './tokenize.ts'

/** What hangs over each word of a text. Index = token. */
export type Scope = {
  /** Denied: `no leak`, `n'est pas urgent`. */
  negated: boolean[]
  /** Only supposed or asked about: `if I ever smell gas`, `do you handle floods`. */
  supposed: boolean[]
  /** Long past: `last winter the pipes froze`. */
  past: boolean[]
  /** Index of the token after the last word that says it is over (`it stopped`), or -1. */
  resolvedAt: number
  /** The same for words that say the danger is held (`water is off at the main`), or -1. */
  containedAt: number
  /** Where the writer says it goes on (`still`, `keeps`), or -1. */
  persistsAt: number
}

/** Reads what is denied, supposed, past, over or contained. */
export function readScope(tokens: readonly Token[]): Scope {
  const scope: Scope = {
    negated: tokens.map(() => false),
    supposed: tokens.map(() => false),
    past: tokens.map(() => false),
    resolvedAt: -1,
    containedAt: -1,
    persistsAt: -1,
  }
  const found = SCOPES.find(tokens)
  for (const { label, from, to } of found) {
    if (label === 'negator') markNegation(tokens, scope, from, to)
    else if (label === 'negatorAfter') markRange(scope.negated, from - NEGATED_BEFORE_WORDS, from)
    else if (label === 'supposed' && !CHECKS.has(tokens[from - 1]?.word ?? '')) markForward(tokens, scope.supposed, to, SUPPOSED_WORDS_MAX)
    else if (label === 'capability') markForward(tokens, scope.supposed, to, CAPABILITY_WORDS_MAX)
    else if (label === 'past') markClause(tokens, scope.past, from)
  }
  for (const { label, from, to } of found) {
    if (scope.negated[from] === true || scope.supposed[from] === true || (label === 'contained' && onlyTried(tokens, from))) continue
    if (label === 'falseAlarm') scope.resolvedAt = tokens.length
    else if (label === 'resolved') scope.resolvedAt = Math.max(scope.resolvedAt, to)
    else if (label === 'contained') scope.containedAt = Math.max(scope.containedAt, to)
    else if (label === 'persists') scope.persistsAt = Math.max(scope.persistsAt, to)
  }
  return scope
}

const SCOPES = phraseBook(SCOPE_PHRASES)
export const SCOPE_WORDS = SCOPES.words

/** How far a `not` reaches; farther it denies something else in run-on speech. */
const NEGATED_WORDS = 4
const NEGATED_BEFORE_WORDS = 2
const SUPPOSED_WORDS_MAX = 7
/** A date in run-on speech tells of the words around it only. */
const PAST_WORDS_MAX = 8
const CAPABILITY_WORDS_MAX = 4
/** `come check if there is a leak` reports a suspicion; it supposes nothing. */
const CHECKS = new Set([
  'check',
  'see',
  'sure',
  'checking',
  'looks',
  'as',
  'feels',
  'sounds',
  'seems',
  'smells',
  'verificar',
  'revisar',
  'verifier',
])

/** After a bare `no` these begin a statement of their own: `no the basement is wet`. */
const STATEMENT_STARTS = new Set(
  'the my its it this that there i we our you he she they wait sorry actually but yes his her someone el la los las mi nuestro je le ma mon ce on nous les water'.split(
    ' ',
  ),
)
/** `do not know if`, `not sure`, `will not stop`: what follows is not denied. */
const NEGATION_CANCELLERS = new Set(
  'know sure certain wait understand stop stopping stops quit shut close turn only just se saber seguro sais sait arrete arreter deja para parar doubt joke kidding idea problem cierra ferme'.split(
    ' ',
  ),
)
/** In run-on speech a new subject begins a new statement: `no heat she is 91`. */
const SUBJECTS = new Set('she he they we i my our his there ella mi mis je il elle on ma mon mes'.split(' '))
const NEGATION_ENDERS = new Set(
  'but just because so now pero sino mais because since please can could then except cause porque ahora and'.split(' '),
)
/** Between a denied verb and its list the word `and` keeps the denial only when it is followed by another `no`; that one is found by itself. */

function markNegation(tokens: readonly Token[], scope: Scope, from: number, to: number): void {
  const next = tokens[to]
  if (next === undefined || next.gap === 'sentence') return
  if (to - from === 1 && tokens[from]?.word === 'no' && (next.gap !== 'none' || STATEMENT_STARTS.has(next.word))) return
  for (let i = to; i < Math.min(tokens.length, to + NEGATED_WORDS); i++) {
    const token = tokens[i]
    if (token === undefined || token.gap === 'sentence' || token.gap === 'comma') return
    if (NEGATION_CANCELLERS.has(token.word) || NEGATION_ENDERS.has(token.word)) return
    if (i > to && SUBJECTS.has(token.word)) return
    scope.negated[i] = true
  }
}

function markRange(marks: boolean[], from: number, to: number): void {
  for (let i = Math.max(0, from); i < to; i++) marks[i] = true
}

function markForward(tokens: readonly Token[], marks: boolean[], from: number, words: number): void {
  for (let i = from; i < Math.min(tokens.length, from + words); i++) {
    if (i > from && tokens[i]?.gap === 'sentence') return
    if (i > from && (tokens[i]?.gap === 'comma' || SUPPOSITION_ENDERS.has(tokens[i]?.word ?? ''))) return
    marks[i] = true
  }
}

const SUPPOSITION_ENDERS = new Set(
  'because but pero mais porque car my our right now ours mine mi nuestro tengo ma mon notre asap currently'.split(' '),
)

/** `cannot shut it off`, `how do I turn the gas off`: wished, not done. */
function onlyTried(tokens: readonly Token[], from: number): boolean {
  let tried = false
  for (let i = Math.max(0, from - TRIED_WORDS); i < from; i++) {
    const word = tokens[i]?.word ?? ''
    if (tokens[i + 1]?.gap === 'sentence') tried = false
    else if (SUCCEEDED.has(word)) return false
    else if (TRIED.has(word)) tried = true
  }
  return tried
}

const TRIED_WORDS = 4
const SUCCEEDED = new Set(['able', 'managed', 'already', 'just', 'have', 'ya', 'deja', 'pude', 'so'])
const TRIED = new Set(
  'even when while not how where unable trying tried if should help need to no puedo como donde para pas comment capable needs can could'.split(
    ' ',
  ),
)

/** The sentence around the word, bounded by `but`. */
function markClause(tokens: readonly Token[], marks: boolean[], at: number): void {
  let from = at
  while (from > 0 && at - from < PAST_WORDS_MAX && tokens[from]?.gap !== 'sentence' && !CLAUSE_TURNS.has(tokens[from - 1]?.word ?? ''))
    from--
  let to = at + 1
  while (to < tokens.length && to - at < PAST_WORDS_MAX && tokens[to]?.gap !== 'sentence' && !CLAUSE_TURNS.has(tokens[to]?.word ?? '')) to++
  markRange(marks, from, to)
}

const CLAUSE_TURNS = new Set(['but', 'now', 'and', 'pero', 'ahora', 'mais', 'maintenant', 'today'])

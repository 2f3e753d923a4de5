import type { Intent, ReadingContext } from '#core/qualification/reading.ts'
import type { Candidate, Choice, Evidence } from './choice.ts'
import type { Mention } from './find-correction.ts'
import type { Place } from './name-at.ts'
import { KEPT_TITLES, ROLES } from './naming-words.ts'
import { wordKind } from './word-kind.ts'
import type { WordKind } from './word-kind.ts'
import type { WrittenWord } from './written-words.ts'

/** A text whose writer's name is looked for. `taken` are street, ZIP and telephones; `byRules` is whom the rules would name. */
export type NameText = {
  original: string
  folded: string
  words: readonly WrittenWord[]
  taken: readonly Place[]
  town: Place | null
  byRules: Mention<string> | null
  context: ReadingContext
}

/** A name has no more words than these; what the rules find may be longer. */
const NAME_WORDS_MAX = 4
/** How many words before and after a candidate are looked at. */
const BEFORE_WORDS = 5
const AFTER_WORDS = 3
/** A text longer than this names its writer near its ends or after a cue; more candidates than these are not looked at. */
const CANDIDATES_MAX = 60

/** The finding that the rules take this candidate, and the feature that its first word is no word of the language. */
export const RULED = 'rules same'
export const UNHEARD = 'word unheard'

/** Every run of words that may be the writer's name, with what speaks for it. */
export function nameChoice(text: NameText, intent: Intent): Choice<string> {
  const view = viewOf(text)
  const spans = spansOf(view)
  const ruled = ruledSpan(view)
  if (ruled !== null && !spans.some(([from, to]) => from === ruled[0] && to === ruled[1])) spans.push(ruled)
  return { candidates: spans.map(([from, to]) => candidateAt(view, from, to)), none: noneOf(view, intent) }
}

type Span = readonly [from: number, to: number]

/** A text made ready: per word its kind, its letter case and whether another particular has it. */
type View = {
  text: NameText
  words: readonly WrittenWord[]
  kinds: readonly WordKind[]
  cases: readonly string[]
  isTaken: readonly boolean[]
  ruled: Span | null
}

function viewOf(text: NameText): View {
  const { words, original, taken } = text
  const letters = original.replace(/[^A-Za-z]/g, '')
  const isShouted = letters.length > SHOUTED_LETTERS && letters === letters.toUpperCase()
  const hasCapitals = letters !== letters.toLowerCase()
  const view = {
    text,
    words,
    kinds: words.map(({ word }) => wordKind(word)),
    cases: words.map(({ capital }) => (isShouted ? 'shouted' : capital ? 'capital' : hasCapitals ? 'small' : 'nocase')),
    isTaken: words.map((word) => taken.some((place) => word.start >= place.start && word.start < place.end)),
    ruled: null,
  }
  return { ...view, ruled: ruledSpan(view) }
}

const SHOUTED_LETTERS = 8
const LETTERS = /^[a-z][a-z'.-]*$/

/** The words that the rules took for the name. */
function ruledSpan({ text: { byRules }, words }: Pick<View, 'text' | 'words'>): Span | null {
  if (byRules === null) return null
  let from = words.findIndex((word) => word.start >= byRules.start)
  let to = from
  while (from !== -1 && to < words.length && (words[to]?.start ?? 0) < byRules.end) to++
  while (from < to - 1 && KEPT_TITLES.has(words[from]?.word ?? '')) from++
  return to > from ? [from, to] : null
}

function spansOf(view: View): Span[] {
  const spans: Span[] = []
  for (let from = 0; from < view.words.length; from++) {
    if (!mayStart(view, from)) continue
    for (let to = from + 1; to <= view.words.length && to - from <= NAME_WORDS_MAX; to++) {
      if (to > from + 1 && !mayContinue(view, to - 1)) break
      if (mayEnd(view, from, to - 1) && spans.length < CANDIDATES_MAX) spans.push([from, to])
    }
  }
  return spans
}

function isFree({ words, isTaken }: View, at: number): boolean {
  return isTaken[at] === false && LETTERS.test(words[at]?.word ?? '')
}

/** Where names stand: an unheard word, one on a list, or one with a capital. */
function mayName({ kinds, cases }: View, at: number): boolean {
  const kind = kinds[at]
  return kind?.mayName === true || (cases[at] === 'capital' && kind?.word !== 'particle' && kind?.word !== 'calendar')
}

function mayStart(view: View, at: number): boolean {
  if (!isFree(view, at) || KEPT_TITLES.has(view.words[at]?.word ?? '')) return false
  if (view.kinds[at]?.word === 'letter') return mayName(view, at + 1)
  return mayName(view, at) || view.text.context.asked === 'name' || view.kinds[at]?.word === 'particle' || isSetApart(view, at)
}

/** `im hunter`, `ask for grace`, `... the heat is out, sky`: an ordinary word where names stand. */
function isSetApart(view: View, at: number): boolean {
  if (view.kinds[at]?.word === 'never') return false
  if (LEADS.has(view.words[at - 1]?.word ?? '') && gapBefore(view, at) === '') return true
  const isLast = at === view.words.length - 1 || view.isTaken[at + 1] === true
  return isLast && at > 0 && (gapBefore(view, at) !== '' || view.isTaken[at - 1] === true)
}

const LEADS = new Set(
  "im i'm am this its it's is name name's names soy ici c'est cest suis habla llamo appelle for by under from buzz".split(' '),
)

function mayContinue(view: View, at: number): boolean {
  if (!isFree(view, at)) return false
  const word = view.words[at]
  const before = view.words[at - 1]
  if (word === undefined || before === undefined || (word.broken && before.word.length > INITIAL_LETTERS)) return false
  return (
    mayName(view, at) ||
    view.text.context.asked === 'name' ||
    view.kinds[at]?.word === 'letter' ||
    LINKS.has(view.kinds[at]?.word ?? '') ||
    AND.has(word.word)
  )
}

function mayEnd({ kinds, words }: View, from: number, at: number): boolean {
  return !AND.has(words[at]?.word ?? '') && kinds[at]?.word !== 'particle' && (at > from || kinds[at]?.word !== 'title')
}

const LINKS = new Set(['particle', 'title'])
const AND = new Set(['and', 'y', 'et'])
const INITIAL_LETTERS = 2

function noneOf({ text: { context, byRules }, words, kinds, isTaken }: View, intent: Intent): Evidence {
  const likely = kinds.filter(({ mayName }) => mayName).length
  const found = byRules === null ? 'none' : 'some'
  return {
    features: [
      'nobody',
      `nobody asked ${context.asked}`,
      `nobody intent ${intent}`,
      `nobody likely ${Math.min(6, likely)}`,
      `nobody length ${Math.min(8, words.length >> 2)}`,
      ...new Set(words.filter((_, at) => isTaken[at] === false).map(({ word }) => `nobody ${word}`)),
    ],
    findings: [`nobody rules ${found}`, `nobody rules ${found} asked ${context.asked}`],
  }
}

function candidateAt(view: View, from: number, to: number): Candidate<string> {
  const { words, text } = view
  const [start, end] = [words[titled(view, from)]?.start ?? 0, words[to - 1]?.end ?? 0]
  const isRuled = view.ruled !== null && view.ruled[0] === from && view.ruled[1] === to && text.byRules !== null
  const mention = isRuled && text.byRules !== null ? text.byRules : { value: text.original.slice(start, end), start, end }
  return {
    ...mention,
    kin: mention.value,
    features: [...wordsOf(view, from, to), ...sidesOf(view, from, to), ...placeOf(view, from, to)],
    findings: findingsOf(view, from, to),
  }
}

const kindAt = ({ kinds, cases }: View, at: number): string => `${kinds[at]?.named}/${kinds[at]?.word}/${cases[at]}`

/** A title belongs to the name, however little it says about whose it is. */
function titled({ words }: View, from: number): number {
  let first = from
  while (KEPT_TITLES.has(words[first - 1]?.word ?? '') && words[first]?.broken === false) first--
  return first
}

/** What the words themselves are. */
function wordsOf(view: View, from: number, to: number): string[] {
  const count = to - from
  const kinds = Array.from({ length: count }, (_, place) => kindAt(view, from + place))
  const [first, last] = [kinds[0], kinds.at(-1)]
  const features = [
    `kinds ${count <= 3 ? kinds.join(' ') : `${first} .. ${last}`}`,
    `first ${first}`,
    `last ${last}`,
    `words ${count}`,
    `words ${count} ${first}`,
    `named ${view.kinds[from]?.named}`,
    `word ${view.kinds[from]?.word}`,
    `case ${view.cases[from]} ${count}`,
    `asked ${view.text.context.asked}`,
    `asked ${view.text.context.asked} ${first}`,
  ]
  for (let at = from; at < to; at++) {
    const word = view.words[at]?.word ?? ''
    if (word.endsWith("'s")) features.push('possessive')
    if (view.kinds[at]?.word !== 'unheard') features.push(`is ${word}`)
    else
      features.push(
        `ends ${word.slice(-3)}`,
        `ends ${word.slice(-2)}`,
        `letters ${Math.min(9, word.length)}`,
        `vowel ${/[aeiouy]/.test(word)}`,
      )
  }
  return features
}

/** What stands on both sides. */
function sidesOf(view: View, from: number, to: number): string[] {
  const [first, last] = [kindAt(view, from), kindAt(view, to - 1)]
  const [gapLeft, gapRight] = [gapBefore(view, from), gapBefore(view, to)]
  const word = (at: number) => wordAt(view, at)
  const left = gapLeft === '' ? word(from - 1) : gapLeft
  const right = gapRight === '' ? word(to) : gapRight
  const before = `${word(from - 2)} ${word(from - 1)}${gapLeft}`
  const features = [
    `< ${left}`,
    `> ${right}`,
    `<1 ${word(from - 1)}`,
    `>1 ${word(to)}`,
    `<gap ${gapLeft}`,
    `>gap ${gapRight}`,
    `<gap> ${gapLeft} ${gapRight}`,
    `<gap> ${gapLeft} ${gapRight} ${first} ${to - from}`,
    `<2 ${before}`,
    `<3 ${word(from - 3)} ${before}`,
    `>2 ${gapRight}${word(to)} ${word(to + 1)}`,
    `< ${left} ${first}`,
    `<2 ${before} ${view.kinds[from]?.named}`,
    `> ${right} ${last}`,
    `<> ${left} ${right}`,
    `<kind ${sideKind(view, from - 1)}${gapLeft}`,
    `>kind ${sideKind(view, to)}${gapRight}`,
    `<kind ${sideKind(view, from - 1)}${gapLeft} ${first}`,
    `>kind ${sideKind(view, to)}${gapRight} ${last}`,
  ]
  if (from > 0 && gapLeft === '' && isFree(view, from - 1) && mayName(view, from - 1))
    features.push('<cut', `<cut ${kindAt(view, from - 1)}`)
  if (to < view.words.length && gapRight === '' && isFree(view, to) && mayName(view, to))
    features.push('>cut', `>cut ${kindAt(view, to)}`, `>cut ${last} ${kindAt(view, to)}`)
  if (ROLES.has(word(from - 1))) features.push('<role', `<role ${gapLeft}`, `<role ${word(from - 2)}${gapLeft}`)
  if (ROLES.has(word(to)) || ROLES.has(word(to + 1))) features.push('>role', `>role ${gapRight}${word(to)}`)
  for (let back = 1; back <= BEFORE_WORDS && from >= back; back++) features.push(`<bag ${word(from - back)}`)
  for (let on = 0; on < AFTER_WORDS && to + on < view.words.length; on++) features.push(`>bag ${word(to + on)}`)
  return features
}

/** Where in the text it stands, and next to which other particulars. */
function placeOf(view: View, from: number, to: number): string[] {
  const { words, isTaken, text } = view
  const [gapLeft, gapRight] = [gapBefore(view, from), gapBefore(view, to)]
  const { asked } = text.context
  const part = from === 0 ? 'start' : from < 4 ? 'early' : to === words.length ? 'end' : to + 3 > words.length ? 'late' : 'middle'
  const features = [`part ${part} ${gapLeft}`, `asked ${asked} ${gapLeft} ${gapRight}`]
  if (to - from === words.length) features.push('whole', `whole ${asked}`)
  if (from === 0) features.push('opens', `opens ${asked}`)
  if (to === words.length) features.push('closes', `closes ${gapLeft}`, `closes ${asked}`)
  if (isTaken[from - 1] === true) features.push('after place', `after place ${gapLeft}`)
  if (isTaken[to] === true) features.push('before place', `before place ${gapRight}`, `before place ${gapRight} ${gapLeft}`)
  const { town } = text
  if (town !== null && town.start < (words[to - 1]?.end ?? 0) && (words[from]?.start ?? 0) < town.end)
    features.push('town', `town ${kindAt(view, from)}`)
  return features
}

/** What the rules make of it. */
function findingsOf(view: View, from: number, to: number): string[] {
  const { ruled } = view
  const said =
    ruled === null
      ? 'none'
      : ruled[0] === from && ruled[1] === to
        ? 'same'
        : ruled[0] >= to || from >= ruled[1]
          ? 'other'
          : ruled[0] <= from && ruled[1] >= to
            ? 'within'
            : ruled[0] >= from && ruled[1] <= to
              ? 'around'
              : 'across'
  return [
    `rules ${said}`,
    `rules ${said} ${kindAt(view, from)}`,
    `rules ${said} ${to - from}`,
    `rules ${said} asked ${view.text.context.asked}`,
    `rules ${said} ${gapBefore(view, from)}`,
  ]
}

/** What parts a word from the one before it: `^` at the start, `$` at the end, else the mark of the break, or nothing. */
function gapBefore({ words, text: { folded } }: View, at: number): string {
  const [before, here] = [words[at - 1], words[at]]
  if (before === undefined) return '^'
  const between = folded.slice(before.end, here?.start)
  if (here === undefined) return /[.!?]/.test(between) ? '$.' : '$'
  if (between.includes('\n')) return 'line'
  if (/[.!?]/.test(between)) return '.'
  if (/\s-+\s|--|—|-$/.test(between)) return '-'
  return between.includes(':') ? ':' : /[,;(]/.test(between) ? ',' : ''
}

function wordAt({ words, isTaken }: View, at: number): string {
  const word = words[at]?.word
  if (word === undefined) return at < 0 ? '^' : '$'
  if (isTaken[at] === true) return '#place'
  return /^#?\d/.test(word) ? '#' : word
}

function sideKind(view: View, at: number): string {
  if (at < 0 || at >= view.words.length) return 'edge'
  return view.isTaken[at] === true ? 'place' : `${view.kinds[at]?.named}/${view.kinds[at]?.word}`
}

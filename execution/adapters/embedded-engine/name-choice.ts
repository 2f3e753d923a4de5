import type { Intent } from '#core/qualification/reading.ts'
import type { Candidate, Choice, Evidence } from './choice.ts'
import { findingsOf, placeOf, sidesOf, wordsOf } from './name-features.ts'
import { gapBefore, isFree, mayName, viewOf } from './name-view.ts'
import type { NameText, NameView, Span } from './name-view.ts'
import { isKeptTitle } from './name-at.ts'
import { KEPT_TITLES } from './naming-words.ts'

/** A name has no more words than these; what the rules find may be longer. */
const NAME_WORDS_MAX = 4
/** A text longer than this names its writer near its ends or after a cue; more candidates than these are not looked at. */
const CANDIDATES_MAX = 60

/** The finding that the rules take this candidate, and the feature that its first word is no word of the language. */
export const RULED = 'rules same'
export const UNHEARD = 'word unheard'

/** Every run of words that may be the writer's name, with what speaks for it. */
export function nameChoice(text: NameText, intent: Intent): Choice<string> {
  const view = viewOf(text)
  const spans = spansOf(view)
  const { ruled } = view
  if (ruled !== null && !spans.some(([from, to]) => from === ruled[0] && to === ruled[1])) spans.push(ruled)
  return { candidates: spans.map(([from, to]) => candidateAt(view, from, to)), none: noneOf(view, intent) }
}

function spansOf(view: NameView): Span[] {
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

function mayStart(view: NameView, at: number): boolean {
  if (!isFree(view, at) || KEPT_TITLES.has(view.words[at]?.word ?? '')) return false
  if (view.kinds[at]?.word === 'letter') return mayName(view, at + 1)
  return mayName(view, at) || view.text.context.asked === 'name' || view.kinds[at]?.word === 'particle' || isSetApart(view, at)
}

/** `im hunter`, `ask for grace`, `... the heat is out, sky`: an ordinary word where names stand. */
function isSetApart(view: NameView, at: number): boolean {
  if (view.kinds[at]?.word === 'never') return false
  if (LEADS.has(view.words[at - 1]?.word ?? '') && gapBefore(view, at) === '') return true
  const isLast = at === view.words.length - 1 || view.isTaken[at + 1] === true
  return isLast && at > 0 && (gapBefore(view, at) !== '' || view.isTaken[at - 1] === true)
}

const LEADS = new Set(
  "im i'm am this its it's is name name's names soy ici c'est cest suis habla llamo appelle for by under from buzz".split(' '),
)

function mayContinue(view: NameView, at: number): boolean {
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

function mayEnd({ kinds, words }: NameView, from: number, at: number): boolean {
  return !AND.has(words[at]?.word ?? '') && kinds[at]?.word !== 'particle' && (at > from || kinds[at]?.word !== 'title')
}

const LINKS = new Set(['particle', 'title'])
const AND = new Set(['and', 'y', 'et'])
const INITIAL_LETTERS = 2

function noneOf({ text: { context, byRules }, words, kinds, isTaken }: NameView, intent: Intent): Evidence {
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

function candidateAt(view: NameView, from: number, to: number): Candidate<string> {
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

/** A title belongs to the name, however little it says about whose it is. */
function titled({ words, text }: NameView, from: number): number {
  let first = from
  for (
    let before = words[first - 1];
    before !== undefined && isKeptTitle(text, before) && !isApart(words, first);
    before = words[first - 1]
  )
    first--
  return first
}

/** The stop of `M.` is none between the title and the name. */
function isApart(words: NameView['words'], at: number): boolean {
  return words[at]?.broken === true && words[at - 1]?.word !== 'm'
}

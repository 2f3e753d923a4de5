import { ROLES } from './naming-words.ts'
import { gapBefore, isFree, mayName } from './name-view.ts'
import type { NameView } from './name-view.ts'

/** How many words before and after a candidate are looked at. */
const BEFORE_WORDS = 5
const AFTER_WORDS = 3

const kindAt = ({ kinds, cases }: NameView, at: number): string => `${kinds[at]?.named}/${kinds[at]?.word}/${cases[at]}`

/** What the words themselves are. */
export function wordsOf(view: NameView, from: number, to: number): string[] {
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
export function sidesOf(view: NameView, from: number, to: number): string[] {
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
export function placeOf(view: NameView, from: number, to: number): string[] {
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
export function findingsOf(view: NameView, from: number, to: number): string[] {
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

function wordAt({ words, isTaken }: NameView, at: number): string {
  const word = words[at]?.word
  if (word === undefined) return at < 0 ? '^' : '$'
  if (isTaken[at] === true) return '#place'
  return /^#?\d/.test(word) ? '#' : word
}

function sideKind(view: NameView, at: number): string {
  if (at < 0 || at >= view.words.length) return 'edge'
  return view.isTaken[at] === true ? 'place' : `${view.kinds[at]?.named}/${view.kinds[at]?.word}`
}

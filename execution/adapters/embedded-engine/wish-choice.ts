import type { Intent, PreferredTime, ReadingContext } from '#core/qualification/reading.ts'
import { today } from './calendar.ts'
import type { Candidate, Choice, Evidence } from './choice.ts'
import { classFinder } from './class-finder.ts'
import type { Mention } from './find-correction.ts'
import type { FoundTimes } from './read-preferred-time.ts'
import type { Scope } from './scope.ts'
import { localClock } from './local-clock.ts'
import { crossed, pairsOf } from './paired-times.ts'
import type { TimeGroup } from './time-groups.ts'
import { phraseRole } from './time-roles.ts'
import { dayOf, kinsOf, secondBest } from './wish-kin.ts'
import { WISH_CLASSES } from './wish-classes.ts'

/** A text whose wished time is looked for; `byRules` is which of its times the rules would take. */
export type TimedText = FoundTimes & {
  byRules: Mention<PreferredTime> | null
  intent: Intent
  context: ReadingContext
  scope: Scope
}

const BEFORE_WORDS = 8
const AFTER_WORDS = 6
/** Speech without stops goes on and on; farther words belong to something else. */
const SENTENCE_WORDS_MAX = 25

/** Every time of a text, and every day with every hour near it, with what speaks for its being the wish. */
export function wishChoice(timed: TimedText): Choice<PreferredTime> {
  const view = viewOf(timed)
  const found = new Map<string, Candidate<PreferredTime>>()
  const add = (group: TimeGroup, kin: string | null, evidence: () => Evidence) => {
    const value = timed.resolve(group)
    const key = JSON.stringify(value)
    if (value === null || found.has(key)) return
    const { features, findings } = evidence()
    const [start, end] = [timed.text.tokens[group.from]?.start ?? 0, timed.text.tokens[group.to - 1]?.end ?? 0]
    found.set(key, {
      value,
      kin: kin ?? dayOf(value),
      start,
      end,
      features: [...features, ...spanOf(timed, value)],
      findings: [...findings, ...saidOf(timed, key, kindOf(group))],
    })
  }
  const kins = kinsOf(timed)
  const spare = secondBest(timed)
  const pairs = (groups: readonly TimeGroup[], together?: typeof crossed) =>
    pairsOf(groups, together).filter(({ first, second }) => !spare.has(first) && !spare.has(second))
  for (const [place, group] of timed.groups.entries()) {
    if (spare.has(place)) continue
    add(group, kins[place] ?? null, () => groupEvidence(view, place))
    const alone = timed.apart[place]
    if (alone !== undefined && alone !== group) add(alone, kins[place] ?? null, () => withFeature(groupEvidence(view, place), 'alone'))
  }
  for (const { group, first, second } of pairs(timed.groups)) add(group, null, () => pairEvidence(view, first, second))
  const further = timed.further.filter(({ place }) => !spare.has(place))
  for (const { group, place, mark } of further) add(group, null, () => withFeature(groupEvidence(view, place), mark))
  for (const { place, group, mark } of further)
    for (const { group: joined, first, second } of pairs(timed.groups.with(place, group)))
      if (first === place || second === place) add(joined, null, () => withFeature(pairEvidence(view, first, second), mark))
  for (const { group, first, second } of pairs(timed.groups, crossed))
    add(group, null, () => withFeature(pairEvidence(view, first, second), 'crossed'))
  const { byRules } = timed
  const ruled = JSON.stringify(byRules?.value)
  if (byRules !== null && !found.has(ruled))
    found.set(ruled, {
      ...byRules,
      kin: dayOf(byRules.value),
      features: ['of the rules alone'],
      findings: saidOf(timed, ruled, 'composed'),
    })
  return { candidates: [...found.values()], none: noneOf(view) }
}

/** How far ahead a time lies, how long it is, and when in the day. */
function spanOf({ context }: TimedText, value: PreferredTime): string[] {
  if (!('start' in value)) return ['as soon as possible']
  const [start, end] = [Date.parse(`${value.start}Z`), Date.parse(`${value.end}Z`)]
  const now = localClock(context.receivedAt, context.timezone)
  const days = Math.floor(start / DAY_MS) - today(now)
  const hours = Math.round((end - start) / HOUR_MS)
  return [
    `days ahead ${days < 7 ? days : days < 14 ? 'next week' : days < 45 ? 'later' : 'far'}`,
    `one day ${value.start.slice(0, 10) === value.end.slice(0, 10)}`,
    `hours ${Math.min(12, hours)}`,
    `from ${value.start.slice(11, 13)}`,
  ]
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const wishesOf = classFinder(WISH_CLASSES)
const plainWord = (word: string) => (/^\d/.test(word) ? '#' : word)

type View = {
  timed: TimedText
  kinds: readonly string[]
  roles: readonly string[]
  words: readonly string[]
  classes: readonly (readonly string[])[]
}

/** The words of the text, each time in it as one mark of its kind. */
function viewOf(timed: TimedText): View {
  const { groups, text, intent, context } = timed
  const kinds = groups.map(kindOf)
  const words = text.tokens.map(({ word }) => plainWord(word))
  for (const [place, group] of groups.entries()) words.fill(`<${kinds[place]}>`, group.from, group.to)
  return {
    timed,
    kinds,
    roles: groups.map((group) => phraseRole(text, group, intent, context)),
    words,
    classes: text.tokens.map(({ word }) => wishesOf(word)),
  }
}

/** What a time consists of: a day by its name or from today, several days, an hour of which kind, a habit. */
function kindOf({ asap, soonMinutes, day, window, habit }: TimeGroup): string {
  if (asap) return 'asap'
  if (soonMinutes !== null) return 'soon'
  const days = day === null ? '' : day.kind === 'days' ? 'days' : day.deictic ? 'today' : 'day'
  return `${days}+${window?.kind ?? ''}${habit ? '+habit' : ''}`
}

function noneOf({ timed, kinds, words, classes }: View): Evidence {
  const { context, intent, text, byRules } = timed
  const found = byRules === null ? 'none' : 'some'
  return {
    features: [
      'never',
      `never asked ${context.asked}`,
      `never intent ${intent}`,
      `never times ${Math.min(5, kinds.length)}`,
      `never kinds ${kinds.slice(0, 3).join(' ')}`,
      `never length ${Math.min(8, words.length >> 2)}`,
      `never question ${text.original.includes('?')}`,
      ...new Set(text.tokens.map(({ word }) => `never ${plainWord(word)}`)),
      ...new Set(classes.flat().map((name) => `never +${name}`)),
    ],
    findings: [`never rules ${found}`, `never rules ${found} asked ${context.asked}`],
  }
}

/** What the rules make of a time. */
function saidOf({ byRules, context, intent }: TimedText, key: string, kind: string): string[] {
  const said = byRules === null ? 'none' : JSON.stringify(byRules.value) === key ? 'same' : 'other'
  return [`rules ${said}`, `rules ${said} ${kind}`, `rules ${said} asked ${context.asked}`, `rules ${said} intent ${intent}`]
}

function withFeature({ features, findings }: Evidence, feature: string): Evidence {
  return { features: [...features, feature], findings }
}

/** A day of one time with the hour of another: what stands between them, and each by its nearest words. */
function pairEvidence(view: View, first: number, second: number): Evidence {
  const { groups, text } = view.timed
  const [one, two] = [groups[first], groups[second]]
  if (one === undefined || two === undefined) return { features: [], findings: [] }
  const between = view.words.slice(one.to, two.from)
  const gaps = text.tokens.slice(one.to, two.from + 1).map(({ gap }) => gap)
  const gap = gaps.includes('sentence') ? 'sentence' : gaps.includes('comma') ? 'comma' : 'none'
  const parts = [groupEvidence(view, first), groupEvidence(view, second)]
  const marked = (pick: (evidence: Evidence) => string[]) =>
    parts.flatMap((part, place) => pick(part).map((feature) => `${place + 1} ${feature}`))
  return {
    features: [
      'pair',
      `pair ${view.kinds[first]} ${view.kinds[second]}`,
      `pair gap ${gap}`,
      `pair words ${Math.min(8, between.length)}`,
      `pair step ${second - first}`,
      `pair between ${between.slice(0, 4).join(' ')}`,
      ...between.slice(0, 6).map((word) => `pair ${word}`),
      ...marked(({ features }) => features.filter((feature) => NEAREST.test(feature))),
    ],
    findings: marked(({ findings }) => findings),
  }
}

const NEAREST = /^(?:kind|<1|>1|<gap|>gap) /

function groupEvidence(view: View, place: number): Evidence {
  const { timed, kinds, roles } = view
  const group = timed.groups[place]
  const kind = kinds[place] ?? ''
  if (group === undefined) return { features: [], findings: [] }
  const { asked } = timed.context
  const wantedBefore = roles.slice(0, place).includes('wanted')
  const role = roles[place]
  return {
    features: [
      'single',
      `kind ${kind}`,
      `kind ${kind} asked ${asked}`,
      `kind ${kind} intent ${timed.intent}`,
      `place ${place} ${Math.min(4, kinds.length)}`,
      `last ${place === kinds.length - 1}`,
      ...ownWords(timed, group),
      ...nearWords(view, group, kind),
      ...sentenceWords(view, group),
      ...scopeOf(timed.scope, group),
    ],
    findings: [
      `role ${role}`,
      `role ${role} ${kind}`,
      `role ${role} intent ${timed.intent}`,
      `role ${role} asked ${asked}`,
      `role ${role} after wanted ${wantedBefore}`,
      `roles wanted beside ${roles.filter((other, at) => at !== place && other === 'wanted').length}`,
    ],
  }
}

function ownWords({ text }: TimedText, group: TimeGroup): string[] {
  const own = text.tokens.slice(group.from, group.to).map(({ word }) => plainWord(word))
  return [`begins ${own[0]}`, `ends ${own.at(-1)}`, `is ${own.join(' ').slice(0, OWN_LETTERS_MAX)}`]
}

const OWN_LETTERS_MAX = 30

function scopeOf({ negated, supposed, past }: Scope, { from }: TimeGroup): string[] {
  return [
    ...(negated[from] === true ? ['negated'] : []),
    ...(supposed[from] === true ? ['supposed'] : []),
    ...(past[from] === true ? ['past'] : []),
  ]
}

/** The words right before and after, alone and in runs. */
function nearWords({ timed: { text }, words }: View, { from, to }: TimeGroup, kind: string): string[] {
  const word = (at: number) => (at < 0 ? '^' : (words[at] ?? '$'))
  const left = text.tokens[from]?.gap ?? 'start'
  const right = to >= words.length ? 'end' : (text.tokens[to]?.gap ?? '')
  const isAsked = /^ *\?/.test(text.folded.slice(text.tokens[to - 1]?.end ?? 0))
  return [
    `<gap ${left}`,
    `>gap ${right}`,
    `<gap> ${left} ${right} ${kind}`,
    `question ${isAsked}`,
    `question ${isAsked} ${kind}`,
    `<1 ${word(from - 1)}`,
    `<1 ${word(from - 1)} ${kind}`,
    `<2 ${word(from - 2)} ${word(from - 1)}`,
    `<3 ${word(from - 3)} ${word(from - 2)} ${word(from - 1)}`,
    `>1 ${word(to)}`,
    `>2 ${word(to)} ${word(to + 1)}`,
    `>3 ${word(to)} ${word(to + 1)} ${word(to + 2)}`,
  ]
}

/** The words of the sentence and of the clause, and the classes of wishes they belong to, each once. */
function sentenceWords({ timed: { text }, words, classes }: View, { from, to }: TimeGroup): string[] {
  const { tokens } = text
  const features = new Set<string>()
  let first = from
  while (first > 0 && tokens[first]?.gap !== 'sentence' && from - first < SENTENCE_WORDS_MAX) first--
  let last = to
  while (last < tokens.length && tokens[last]?.gap !== 'sentence' && last - to < SENTENCE_WORDS_MAX) last++
  for (let at = first; at < from; at++) {
    features.add(`<sentence ${words[at]}`)
    if (from - at <= BEFORE_WORDS) features.add(`<bag ${words[at]}`)
    if (from - at <= BEFORE_WORDS && at + 1 < from) features.add(`<bag ${words[at]} ${words[at + 1]}`)
    for (const name of classes[at] ?? []) features.add(`<+${name}`)
  }
  for (let at = to; at < last; at++) {
    features.add(`>sentence ${words[at]}`)
    if (at - to < AFTER_WORDS) features.add(`>bag ${words[at]}`)
    if (at - to < AFTER_WORDS && at + 1 < last) features.add(`>bag ${words[at]} ${words[at + 1]}`)
    for (const name of classes[at] ?? []) features.add(`>+${name}`)
  }
  let opens = from
  while (opens > first && tokens[opens]?.gap === 'none') opens--
  let closes = to
  while (closes < last && tokens[closes]?.gap === 'none') closes++
  for (let at = opens; at < closes; at++) {
    if (at >= from && at < to) continue
    features.add(`clause ${words[at]}`)
    for (const name of classes[at] ?? []) features.add(`clause +${name}`)
  }
  features.add(`clause words ${Math.min(6, closes - opens - (to - from))}`)
  features.add(`sentence words ${Math.min(6, (last - first - (to - from)) >> 1)}`)
  return [...features]
}

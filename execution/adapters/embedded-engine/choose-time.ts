import { CORRECTION } from './find-correction.ts'
import { inPart } from './time-groups.ts'
import type { TimeGroup } from './time-groups.ts'
import type { Token, Tokenized } from './tokenize.ts'

/**
 * Of several wished times the one that is meant: what is called best, else the first, unless the writer takes it back, names it again more
 * exactly, or asks for the later one.
 */
export function chooseGroup(text: Tokenized, groups: readonly TimeGroup[]): TimeGroup | null {
  let chosen: TimeGroup | null = null
  const favoured = favouredGroup(text, groups)
  if (favoured !== null) return favoured
  for (const group of groups) {
    if (chosen === null) chosen = group
    else chosen = combine(text, chosen, group)
  }
  return chosen
}

/** What is called best, with the hours that were named with that day before: `mon or tues morning, tues better`. */
export function favouredGroup(text: Tokenized, groups: readonly TimeGroup[]): TimeGroup | null {
  const favoured = groups.find((group) => isFavoured(text, groups, group))
  if (favoured === undefined) return null
  const place = groups.findIndex((group) => group !== favoured && group.from < favoured.from && sameDay(group, favoured))
  const [named, next] = [groups[place], groups[place + 1]]
  if (favoured.window !== null || named === undefined) return favoured
  const shared = next !== undefined && next !== favoured && ALONE.test(wordsBetween(text, named, next)) ? next.window : null
  return { ...favoured, window: named.window ?? shared }
}

/** A day that is called the better one: `Saturday would be best`, `today or tomorrow, preferably tomorrow`. */
function isFavoured(text: Tokenized, groups: readonly TimeGroup[], group: TimeGroup): boolean {
  return group.day !== null && (FAVOURED.test(after(text, group)) || isNamedAgain(text, groups, group))
}

/** `mon or tues, rather tues`: of days left to us, the one that is named once more as the better. */
export function isNamedAgain(text: Tokenized, groups: readonly TimeGroup[], group: TimeGroup): boolean {
  const last = groups[groups.indexOf(group) - 1]
  if (last === undefined || !FAVOURED_BEFORE.test(wordsBetween(text, last, group))) return false
  return groups.some((earlier) => earlier.from < group.from && sameDay(earlier, group))
}

/** `any day next week but Wednesday`: of several days the one that is not wanted. */
export function isExcepted(text: Tokenized, one: TimeGroup, next: TimeGroup): boolean {
  return (one.day?.kind === 'days' || EXCEPT_ALONE.test(wordsBetween(text, one, next))) && EXCEPT.test(wordsBetween(text, one, next))
}

const EXCEPT_ALONE = /except|other than|sauf|menos|excepto/
const EXCEPT =
  /^[ ,.(]*(?:just |anything |any day )?(?:but(?: not)?|except(?: for)?|other than|not|besides|sauf|pas|mais pas|menos|excepto|pero no|no)[ ,]+(?:on |el |le |la |the )?$/

/** `Thursday, or better yet Friday`: what stands between takes the first back. */
export function isBettered(text: Tokenized, one: TimeGroup, next: TimeGroup): boolean {
  return BETTERED.test(wordsBetween(text, one, next))
}

const BETTERED =
  /^[ ,.]*(?:(?:or|o|ou)[ ,]+(?:rather|better|mejor|mas bien|plutot|mieux)|(?:or |o |ou )?(?:better yet|better still|even better|mejor aun|mejor todavia|encore mieux|mieux encore))[ ,]+(?:on |el |le |la |the )?$/

const FAVOURED_BEFORE =
  /^[ ,.]*(?:but |though |pero |mais |et |y |and )?(?:preferably|rather|better|ideally|mejor|preferiblemente|de preferencia|prefiero|plutot|de preference|idealement|i(?:'d| would)? prefer|prefer|je prefere|mieux)[ ,]+(?:on |el |le |la |the )?$/
/** `Saturday would be best`, `Thursday am best`. */
const FAVOURED =
  /^ (?:(?:would|will|is|works|might|may)(?: be| work| probably| definitely)*(?: for me)? )?(?:best|better|ideal|ideally|perfect|preferred)\b|^ (?:me |nous |ca )?(?:serait|est|ferait|irait|seria|es|estaria|queda|quedaria|viene) (?:mieux|mejor|ideal|parfait|perfecto)\b|^,? (?:mejor|mieux)[ .!]*$/

/** `I land at noon Saturday so Saturday evening`: what follows `so` is the wish, what stands before it the reason. */
export function concludes(tokens: readonly Token[], reason: TimeGroup, next: TimeGroup): boolean {
  const between = tokens.slice(reason.to, next.from + 1)
  return between.some(
    ({ word, gap }, place) =>
      (CONCLUSION.has(word) || (gap === 'comma' && word === 'entonces')) && gap !== 'sentence' && place >= between.length - 1 - REACH_WORDS,
  )
}

const CONCLUSION = new Set(['so', 'alors', 'donc'])
/** Words between `so` and its time: `so can you come after 3`. */
const REACH_WORDS = 8

function after(text: Tokenized, group: TimeGroup): string {
  return text.folded.slice(text.tokens[group.to - 1]?.end ?? 0)
}

function wordsBetween({ folded, tokens }: Tokenized, one: TimeGroup, next: TimeGroup): string {
  return folded.slice(tokens[one.to - 1]?.end ?? 0, tokens[next.from]?.start ?? 0)
}

function combine(text: Tokenized, chosen: TimeGroup, next: TimeGroup): TimeGroup {
  if (concludes(text.tokens, chosen, next) && (next.day !== null || next.window !== null)) return { ...next, day: next.day ?? chosen.day }
  const between = wordsBetween(text, chosen, next)
  if (isExcepted(text, chosen, next)) return chosen
  const corrects = CORRECTION.test(between) || isBettered(text, chosen, next) || /\binstead\b/.test(after(text, next))
  if (corrects) return corrected(chosen, next)
  if (chosen.asap && next.day !== null && next.window !== null) return next
  // `Thursday or Friday after 3`: the hour goes for both days.
  if (/\b(?:or|o|ou)\b/.test(between))
    return chosen.day !== null && chosen.window === null && next.day !== null && ALONE.test(between)
      ? { ...chosen, window: next.window }
      : chosen
  if (sameDay(chosen, next)) return chosen.window === null || (isPart(chosen) && !isPart(next)) ? withDay(next, chosen, text) : chosen
  if (isWithin(next, chosen)) return next.window === null && chosen.window !== null ? { ...next, window: chosen.window } : next
  if (chosen.day !== null && next.day === null && next.window !== null) {
    const window = chosen.window === null ? { ...chosen, window: next.window, to: next.to } : narrowed(chosen, next)
    if (window !== null) return window
  }
  if (chosen.day === null && chosen.window !== null && next.day !== null && next.window === null)
    return { ...chosen, day: next.day, to: next.to }
  if (next.day !== null && chosen.day !== null && !ASKS.test(clauseBefore(text, chosen)) && ASKS.test(between)) return next
  return chosen
}

function corrected(chosen: TimeGroup, next: TimeGroup): TimeGroup {
  if (next.day === null && next.window !== null && chosen.day !== null) return { ...next, day: chosen.day }
  if (next.window === null && next.day !== null && chosen.window !== null && next.day.kind === 'day')
    return { ...next, window: chosen.window }
  return next
}

/** `Tuesday I am out till ten, so after 10 Tuesday`: named again, with more. */
function sameDay(one: TimeGroup, other: TimeGroup): boolean {
  return one.day?.kind === 'day' && other.day?.kind === 'day' && one.day.day === other.day.day
}

function withDay(next: TimeGroup, chosen: TimeGroup, text: Tokenized): TimeGroup {
  return next.window === null ? chosen : { ...next, from: Math.min(chosen.from, next.from), to: Math.min(next.to, text.tokens.length) }
}

/** `next week. Thursday is best`: a day of the span. */
function isWithin(inner: TimeGroup, outer: TimeGroup): boolean {
  if (outer.day?.kind !== 'days' || inner.day === null) return false
  const [first, last] = inner.day.kind === 'day' ? [inner.day.day, inner.day.day] : [inner.day.first, inner.day.last]
  return first >= outer.day.first && last <= outer.day.last
}

const isPart = (group: TimeGroup): boolean => group.window?.kind === 'part'

/** `tonight? after 7`, `tonight, no later than 8`: an hour inside the part of the day; null when it is none. */
function narrowed(chosen: TimeGroup, next: TimeGroup): TimeGroup | null {
  const [part, hour] = [chosen.window, next.window]
  if (part?.kind === 'after' && hour?.kind === 'exact' && hour.from >= part.from) return { ...chosen, window: hour, to: next.to }
  if (part?.kind !== 'part' || hour === null || hour.kind === 'part') return null
  const inside = inPart(hour, part)
  if (inside.kind === 'before')
    return inside.to > part.from && inside.to <= part.to ? { ...chosen, window: { ...inside, from: part.from }, to: next.to } : null
  return inside.from >= part.from && inside.from < part.to ? { ...chosen, window: inside, to: next.to } : null
}

/** `something came up Thursday, can you do Tuesday`: what is asked for is the later day. */
const ASKS =
  /\b(?:can|could|can you|could you|how about|what about|do you have|would|please|puede|pueden|podria|podrian|que tal|pouvez|pourriez|est ce que|ok the|better|prefer|best)\b/

/** Nothing but the choice between two days. */
const ALONE = /^[ ,]*(?:or|o|ou)(?: maybe| on| el| le| peut etre)?[ ,]*$/

/** The words of the sentence up to a time. */
function clauseBefore(text: Tokenized, group: TimeGroup): string {
  let from = group.from
  while (from > 0 && text.tokens[from]?.gap !== 'sentence') from--
  return text.tokens
    .slice(from, group.from)
    .map((token) => token.word)
    .join(' ')
}

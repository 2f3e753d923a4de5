import type { PreferredTime } from '#core/qualification/reading.ts'
import { isBettered, isExcepted, isNamedAgain } from './choose-time.ts'
import type { FoundTimes } from './read-preferred-time.ts'
import type { TimeGroup } from './time-groups.ts'

/** A wrong hour is soon put right, a wrong day is not: times of one day are kin. */
export function dayOf(value: PreferredTime): string {
  return 'start' in value ? value.start.slice(0, DATE_LETTERS) : 'asap'
}

const DATE_LETTERS = 10

/** `Monday or Tuesday`: of days that are left to us, either is right, so both are kin to the first. */
export function kinsOf(found: FoundTimes): string[] {
  const kins: string[] = []
  for (const [place, group] of found.groups.entries()) {
    const value = found.resolve(group)
    kins.push((isChoice(found, place) ? kins.at(-1) : undefined) ?? (value === null ? '' : dayOf(value)))
  }
  return kins
}

type Placed = Pick<FoundTimes, 'text' | 'groups'>

function isChoice(found: Placed, place: number): boolean {
  const [before, group] = [found.groups[place - 1], found.groups[place]]
  const between = wordsBetween(found, place)
  if (before === undefined || group === undefined || between === null) return false
  // `mon tues or wed`: one list.
  if (between.length === 0) return before.day !== null && group.day !== null && isChoice(found, place + 1)
  return between.length <= CHOICE_WORDS_MAX && between.some((word) => OR.has(word))
}

/**
 * The times that are named only for the case that another cannot be: `tonight if possible, otherwise tomorrow`, `Monday preferably but Tuesday works`,
 * `today or tomorrow, preferably tomorrow`, `rather Thursday than Friday`, `Thursday, or better yet Friday`.
 */
export function secondBest(found: FoundTimes): ReadonlySet<number> {
  return new Set([...spareDays(found), ...outdone(found), ...passedOver(found)])
}

/** Of days left to us, those that are not the one that is called better. */
function outdone({ text, groups }: FoundTimes): number[] {
  const favoured = groups.findIndex((group) => isNamedAgain(text, groups, group))
  const day = dayNumber(groups[favoured])
  if (day === null) return []
  return groups.flatMap((group, place) => (place < favoured && dayNumber(group) !== day ? [place] : []))
}

/** The day behind `than` or `except`, and the one before `or better yet`. */
function passedOver(found: FoundTimes): number[] {
  const { text, groups } = found
  return groups.flatMap((group, place) => {
    const before = groups[place - 1]
    if (before === undefined || before.day === null || group.day === null) return []
    if (isBettered(text, before, group)) return [place - 1]
    if (isExcepted(text, before, group)) return [place]
    const between = (wordsBetween(found, place) ?? []).join(' ')
    const said = text.tokens.slice(Math.max(0, before.from - RATHER_WORDS), group.from).map(({ word }) => word)
    return INSTEAD_OF.test(between) || (THAN.test(between) && RATHER.test(said.join(' '))) ? [place] : []
  })
}

function dayNumber(group: TimeGroup | undefined): number | null {
  return group?.day?.kind === 'day' ? group.day.day : null
}

function spareDays(found: FoundTimes): number[] {
  return found.groups.flatMap((group, place) => {
    const between = wordsBetween(found, place)
    if (between === null || between.length > ELSE_WORDS_MAX) return []
    const words = between.join(' ')
    const after = found.text.tokens.slice(group.to, group.to + SUITS_WORDS).map(({ word }) => word)
    return ELSE.test(words) || (PREFERRED.test(words) && SUITS.test(after.join(' '))) ? [place] : []
  })
}

/** The words between a time and the one before; null where there is none before. */
function wordsBetween({ text, groups }: Placed, place: number): string[] | null {
  const [before, group] = [groups[place - 1], groups[place]]
  return before === undefined || group === undefined ? null : text.tokens.slice(before.to, group.from).map(({ word }) => word)
}

const OR = new Set(['or', 'o', 'ou'])
const CHOICE_WORDS_MAX = 3
const ELSE = /\b(?:otherwise|or else|if not|failing that|sinon|si no)\b/
const PREFERRED =
  /\b(?:preferably|preferred|ideally|if possible|if you can|best|better|de preferencia|preferiblemente|idealmente|de preference|idealement|si possible)\b.* (?:but|although|though|and|pero|mais|aunque)\b/
const SUITS =
  /^(?:(?:would |also |tambien )?works?|(?:is|would be|are) (?:ok|okay|fine|good|alright)|(?:ok|okay|fine) too|too|also|tambien|aussi|me sirve|fait aussi)\b/
const SUITS_WORDS = 3
const INSTEAD_OF = /^(?:instead of|rather than|au lieu d[eu]|en vez del?|en lugar del?|plutot que)(?: on| the| el| le| la)?$/
const THAN = /^(?:rather |better |mejor |mieux )?(?:than|que|over)(?: on| the| el| le| la)?$/
const RATHER = /\b(?:rather|better|prefer|prefiero|mejor|plutot|prefere|prefererais|mieux)\b/
const RATHER_WORDS = 5
const ELSE_WORDS_MAX = 7

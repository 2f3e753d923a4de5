import type { PreferredTime } from '#core/qualification/reading.ts'
import type { FoundTimes } from './read-preferred-time.ts'

/** A wrong hour is soon put right, a wrong day is not: times of one day are kin. */
export function dayOf(value: PreferredTime): string {
  return 'start' in value ? value.start.slice(0, DATE_LETTERS) : 'asap'
}

const DATE_LETTERS = 10

/** `Monday or Tuesday`: of days that are left to us, either is right, so both are kin to the first. */
export function kinsOf({ text, groups, resolve }: FoundTimes): string[] {
  const kins: string[] = []
  for (const [place, group] of groups.entries()) {
    const before = groups[place - 1]
    const between = before === undefined ? [] : text.tokens.slice(before.to, group.from).map(({ word }) => word)
    const isChoice = between.length > 0 && between.length <= CHOICE_WORDS_MAX && between.some((word) => OR.has(word))
    const value = resolve(group)
    kins.push((isChoice ? kins.at(-1) : undefined) ?? (value === null ? '' : dayOf(value)))
  }
  return kins
}

const OR = new Set(['or', 'o', 'ou'])
const CHOICE_WORDS_MAX = 3

import type { TimePhrase } from './time-cursor.ts'
import { groupOf } from './time-groups.ts'
import type { TimeGroup } from './time-groups.ts'
import type { Token } from './tokenize.ts'

/** Another time that a group may stand for; `mark` says why, so that it can be learnt when to trust it. */
export type FurtherTime = { place: number; group: TimeGroup; mark: string }

/** Phrases with other readings beyond these change nothing. */
const FURTHER_MAX = 24

/**
 * What the groups of a text may mean besides: a phrase in another of its readings, and of phrases that stand near each other but may belong
 * to two matters (`Thursday afternoon, my husband is there at 2`) those before and those after each gap.
 */
export function furtherTimes(tokens: readonly Token[], groups: readonly TimeGroup[]): FurtherTime[] {
  const further: FurtherTime[] = []
  for (const [place, { phrases }] of groups.entries()) {
    const take = (some: readonly TimePhrase[], mark: string) => {
      const group = groupOf(some)
      if (group !== null && further.length < FURTHER_MAX) further.push({ place, group, mark })
    }
    for (const [at, phrase] of phrases.entries()) {
      for (const { mark, phrase: other } of phrase.also ?? []) take(phrases.with(at, other), mark)
      if (at === 0 || !isApart(tokens, phrases[at - 1], phrase)) continue
      take(phrases.slice(0, at), 'head')
      take(phrases.slice(at), 'tail')
      const day = phrases.slice(0, at).find(({ kind }) => kind === 'day')
      if (day !== undefined) take([day, ...phrases.slice(at)], 'tail of the day')
    }
  }
  return further
}

function isApart(tokens: readonly Token[], one: TimePhrase | undefined, two: TimePhrase): boolean {
  return one !== undefined && (two.from > one.to || tokens[two.from]?.gap === 'comma')
}

/**
 * `npm run eval:left-out`: how names and wished times of texts are read by tables that were not taught their collection. Each collection was
 * written by somebody who never saw the engine, a, b and c by different people; beside it what the rules alone would take.
 */
import { choose, chooseSurely } from '#adapters/embedded-engine/choice.ts'
import type { ChoiceTable } from '#adapters/embedded-engine/choice.ts'
import type { ChoiceLesson } from './choice-lessons.ts'
import { nameLessons, sameName, sameTime, wishLessons } from './choice-lessons.ts'
import { trainChoices } from './train-choices.ts'

const COLLECTIONS = ['a', 'b', 'c']
/** What the engine asks of a day (`trained-choices.ts`). */
const DAY_SHARE = 0.77

type Same = (one: unknown, other: unknown) => boolean
type Reader = (lesson: ChoiceLesson) => unknown

function main(): void {
  const kinds = [
    { kind: 'names' as const, lessons: nameLessons(), same: sameName, reader: readsName },
    { kind: 'wishes' as const, lessons: wishLessons(), same: sameTime, reader: readsWish },
  ]
  for (const { kind, lessons, same, reader } of kinds)
    for (const collection of COLLECTIONS) {
      const table = trainChoices(
        lessons.filter(({ source }) => source !== collection),
        kind,
      )
      const unseen = lessons.filter(({ source, isMadeUp }) => source === collection && !isMadeUp)
      console.log(`${kind} ${collection}: rules ${figures(unseen, byRules, same)}; table ${figures(unseen, reader(table), same)}`)
    }
}

const readsName =
  (table: ChoiceTable): Reader =>
  ({ choice }) =>
    choose(table, choice)?.value ?? null

const readsWish =
  (table: ChoiceTable): Reader =>
  ({ choice }) =>
    chooseSurely(table, choice, DAY_SHARE)?.value ?? null

const byRules: Reader = ({ choice }) => choice.candidates.find(({ findings }) => findings.includes('rules same'))?.value ?? null

/** Exact values over the texts where one is meant or was read, and values read where nothing is meant. */
function figures(lessons: readonly ChoiceLesson[], read: Reader, same: Same): string {
  const values = lessons.map((lesson) => ({ accept: lesson.accept, value: read(lesson) }))
  const isRight = ({ accept, value }: (typeof values)[number]) => accept.some((one) => same(one, value))
  const about = values.filter(({ accept, value }) => accept[0] !== null || value !== null)
  const silent = values.filter(({ accept }) => accept[0] === null)
  const hits = about.filter(isRight).length
  const invented = silent.filter((one) => !isRight(one)).length
  return `${((100 * hits) / Math.max(1, about.length)).toFixed(1)} % (${hits} of ${about.length}), read where none is meant ${invented} of ${silent.length}`
}

main()

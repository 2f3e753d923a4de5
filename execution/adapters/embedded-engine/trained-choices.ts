import { readFileSync } from 'node:fs'
import type { PreferredTime } from '#core/qualification/reading.ts'
import { choose } from './choice.ts'
import type { Candidate, Choice, ChoiceTable } from './choice.ts'

// The trainer wrote the files, and trained-choices.test.ts holds them to that shape.
const tableOf = (file: string): ChoiceTable =>
  new Map(Object.entries(JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as Record<string, number>))
const NAMES = tableOf('./name-choice-weights.json')
const WISHES = tableOf('./wish-choice-weights.json')

/** The writer's name, if any of the candidates is it. */
export function chooseName(choice: Choice<string>): Candidate<string> | null {
  return choose(NAMES, choice)
}

/** When the visit or the call is wished, if any of the candidates is that. */
export function chooseWish(choice: Choice<PreferredTime>): Candidate<PreferredTime> | null {
  return choose(WISHES, choice)
}

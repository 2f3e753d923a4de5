import { readFileSync, readdirSync } from 'node:fs'
import type { Asked, Reading, Trade } from '#core/qualification/reading.ts'

export type ExpectedReading = Omit<Reading, 'spans'>

/** One labelled text. `accept` holds further readings where the label page leaves more than one open. */
export type LabelledText = {
  id: string
  text: string
  trade: Trade
  receivedAt: string
  timezone: string
  asked: Asked | null
  expect: ExpectedReading
  accept?: { [Field in keyof ExpectedReading]?: ExpectedReading[Field][] }
  /** Fields the writer of the text did not label; they are left out of every share. */
  unscored?: (keyof ExpectedReading)[]
  /** `tuning` may be looked at while the engine is changed; `sealed` only measures. Fixed by a hash of the id. */
  part: 'tuning' | 'sealed'
}

/**
 * `first` was written before the engine existed. The later rounds were each written before the engine ran on them: `rounds` are a to d,
 * `voices` e to k, each in the voices of other people (landlords, the old and the young, tradespeople, dictation, Spanish, Quebec), and
 * `strangers` the ones after, by writers who never saw the engine or a text of ours.
 */
export const TEXT_SETS = ['first', 'rounds', 'voices', 'strangers'] as const
export type TextSet = (typeof TEXT_SETS)[number]

export function setOf({ id }: Pick<LabelledText, 'id'>): TextSet {
  const round = /^round-([a-z])-/.exec(id)?.[1]
  if (round === undefined) return 'first'
  return round <= 'd' ? 'rounds' : round <= 'k' ? 'voices' : 'strangers'
}

/** The labelled texts beside this file, of one set or of all, in the order of the files' names. */
export function labelledTexts(set?: TextSet): LabelledText[] {
  const folder = new URL('./texts/', import.meta.url)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .toSorted()
    .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LabelledText)
    .filter((labelled) => set === undefined || setOf(labelled) === set)
  // The files are ours and their shape is checked by engine.test.ts.
}

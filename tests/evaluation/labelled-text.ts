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
  /** `tuning` may be looked at while the engine is changed; `sealed` only measures. Fixed by a hash of the id. */
  part: 'tuning' | 'sealed'
}

/** The first set, written before the engine existed, or the later rounds, each written before the engine ran on it. */
export type TextSet = 'first' | 'rounds'

/** The labelled texts beside this file, of one set or of both, in the order of the files' names. */
export function labelledTexts(set?: TextSet): LabelledText[] {
  const folder = new URL('./texts/', import.meta.url)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl') && (set === undefined || file.startsWith('round-') === (set === 'rounds')))
    .toSorted()
    .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LabelledText)
  // The files are ours and their shape is checked by engine.test.ts.
}

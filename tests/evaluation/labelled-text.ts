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

/** All labelled texts beside this file, in the order of the files' names. */
export function labelledTexts(): LabelledText[] {
  const folder = new URL('./texts/', import.meta.url)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .toSorted()
    .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LabelledText)
  // The files are ours and their shape is checked by engine.test.ts.
}

/**
 * `npm run eval` prints how well the embedded engine reads; `-- --write` also writes docs/reference-evaluation.md.
 * `-- --misses <field>…` lists what is read wrong in the tuning part (never in the sealed part, which must stay unseen).
 */
import { writeFileSync } from 'node:fs'
import type { ExpectedReading, LabelledText } from './labelled-text.ts'
import { labelledTexts } from './labelled-text.ts'
import { engine } from './readers.ts'
import { evaluationReport } from './report.ts'
import type { Scored } from './score.ts'
import { isRight } from './score.ts'

export function readLabelled(labelled: LabelledText): Scored {
  return { labelled, reading: engine(labelled) }
}

function main(options: readonly string[]): void {
  if (options[0] === '--misses') {
    const scored = labelledTexts()
      .filter(({ part }) => part === 'tuning')
      .map(readLabelled)
    // A field that does not exist only lists nothing.
    for (const field of options.slice(1)) printMisses(scored, field as keyof ExpectedReading)
    return
  }
  const report = evaluationReport()
  console.log(report)
  if (options[0] === '--write') writeFileSync(new URL('../../docs/reference-evaluation.md', import.meta.url), report)
}

function printMisses(scored: readonly Scored[], field: keyof ExpectedReading): void {
  for (const one of scored) {
    if (isRight(one, field) || one.labelled.unscored?.includes(field) === true) continue
    const { id, text, asked, expect } = one.labelled
    console.log(
      `${id} [${asked ?? '-'}] ${text}\n    ${field}: want ${JSON.stringify(expect[field])}, read ${JSON.stringify(one.reading[field])}`,
    )
  }
}

if (import.meta.main) main(process.argv.slice(2))

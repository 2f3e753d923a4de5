/**
 * Prints the figures of the embedded engine on the labelled texts. `node tests/evaluation/run.ts` measures both parts;
 * `--misses <field>` lists what is read wrong in the tuning part (never in the sealed part, which must stay unseen).
 */
import { readWithRevocation } from '#adapters/embedded-engine/embedded-model.ts'
import type { ExpectedReading, LabelledText } from './labelled-text.ts'
import { labelledTexts } from './labelled-text.ts'
import type { Figures, Scored } from './score.ts'
import { isRight, score } from './score.ts'

export function readLabelled(labelled: LabelledText): Scored {
  const { text, trade, receivedAt, timezone, asked } = labelled
  return { labelled, reading: readWithRevocation(text, { trade, receivedAt: Date.parse(receivedAt), timezone, asked }).reading }
}

if (import.meta.main) main(process.argv.slice(2))

function main(options: readonly string[]): void {
  const scored = labelledTexts().map(readLabelled)
  const fields = options[0] === '--misses' ? options.slice(1) : []
  for (const field of fields)
    printMisses(
      scored.filter(({ labelled }) => labelled.part === 'tuning'),
      field as keyof ExpectedReading,
    )
  // A field that does not exist only lists nothing.
  for (const part of ['tuning', 'sealed'] as const) printFigures(part, score(scored.filter(({ labelled }) => labelled.part === part)))
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

function printFigures(part: string, figures: Figures): void {
  const { intentF1, exact, ...plain } = figures
  console.log(`\n${part}`)
  for (const [name, value] of [
    ...Object.entries(plain),
    ...Object.entries(exact).map(([field, value]): [string, number] => [`exact ${field}`, value]),
  ]) {
    console.log(`  ${name.padEnd(22)} ${Number.isInteger(value) ? value : value.toFixed(4)}`)
  }
  console.log(
    `  f1: ${Object.entries(intentF1)
      .map(([intent, value]) => `${intent} ${value.toFixed(2)}`)
      .join(', ')}`,
  )
}

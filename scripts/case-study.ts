/**
 * `npm run case-study`: runs the commands that measure the product, about six minutes, and writes PRO_CASE_STUDY.pdf from what they printed. When one of
 * them does not go well nothing is written, and the exit code is 1.
 */
import { writeFileSync } from 'node:fs'
import { drawDocument } from './case-study/draw-document.ts'
import { gateOf, measuredFrom, MEASURING, type MeasuringGate } from './case-study/measured.ts'
import { caseStudy } from './case-study/story.ts'
import type { CommandRun } from './gates/gate.ts'
import { occasionNow } from './gates/occasion.ts'
import { runGate } from './gates/run-gate.ts'

const STUDY_FILE = 'PRO_CASE_STUDY.pdf'
const TITLE = 'AI Lead Response Agent: a case study'

const runs: Partial<Record<MeasuringGate, CommandRun>> = {}
for (const [place, id] of MEASURING.entries()) {
  const gate = gateOf(id)
  process.stdout.write(`${place + 1} of ${MEASURING.length}, ${gate.command.join(' ')}\n`)
  runs[id] = await runGate(gate)
  process.stdout.write(`  ${((runs[id]?.tookMs ?? 0) / 1_000).toFixed(0)} s\n`)
}
try {
  const occasion = occasionNow(true)
  // Each of them was run above.
  const measured = measuredFrom(runs as Record<MeasuringGate, CommandRun>)
  writeFileSync(STUDY_FILE, await drawDocument(TITLE, caseStudy(measured, occasion), new Date(occasion.measuredAt)))
  process.stdout.write(`${STUDY_FILE} is written\n`)
} catch (error) {
  process.stderr.write(`${STUDY_FILE} is not written: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

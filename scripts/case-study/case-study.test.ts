/** Goal: the study says what the commands measured, and refuses to be made of a run that did not go well. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { PDFDocument } from 'pdf-lib'
import type { CommandRun } from '../gates/gate.ts'
import { drawDocument } from './draw-document.ts'
import { measuredFrom, type MeasuringGate } from './measured.ts'
import { caseStudy } from './story.ts'

const run = (output: string, code = 0): CommandRun => ({ code, output, tookMs: 1 })
const RUNS: Readonly<Record<MeasuringGate, CommandRun>> = {
  'main-job': run('  First text 0.21 s after the missed call; lead qualified\n'),
  'closed-acts': run(
    'conversations        1000\ntexts                3834\nungrounded           0\nleaked               0\noutsideActs          0\n',
  ),
  laws: run('{"calls":2000,"texts":5000,"firstTexts":500,"stops":211,"crashes":160}\nevery law held\n'),
  understanding: run(readFileSync(new URL('../../docs/reference-evaluation.md', import.meta.url), 'utf8')),
  speed: run(
    '  at rest                                 230 MB     180 MB\n  p50 3.5   p95 20.1   p99 50.3   max 90.5\n' +
      '  missed call    bare  17000/s   product   1700/s   ratio 10.0 %\nBROKEN: webhook throughput is 10.0 % of the bare server, not 25.0 %\n',
    1,
  ),
}
const OCCASION = {
  commit: 'abc1234',
  committedAt: '2026-11-22',
  measuredAt: '2026-11-22T10:00:00.000Z',
  machine: '2 processors',
  isWhole: true,
}
const MADE_AT = new Date(OCCASION.measuredAt)

test('the figures of the commands stand in the study, those below their goal too', () => {
  const words = JSON.stringify(caseStudy(measuredFrom(RUNS), OCCASION))
  for (const part of ['0.21 s', '50.3 ms', '1700/s', '230 MB', '160 deaths', '3,834 texts', 'throughput is 10.0 %', 'abc1234'])
    assert.ok(words.includes(part), part)
})

test('a run that did not go well makes no study', () => {
  assert.throws(() => measuredFrom({ ...RUNS, laws: run('BROKEN one first text\n', 1) }), /"laws" says no/)
  assert.throws(() => measuredFrom({ ...RUNS, speed: run('') }), /"speed" says no/)
})

test('the same figures at the same time give the same bytes, on a few pages', async () => {
  const blocks = caseStudy(measuredFrom(RUNS), OCCASION)
  const bytes = await drawDocument('A study', blocks, MADE_AT)
  assert.deepEqual(bytes, await drawDocument('A study', blocks, MADE_AT))
  const pages = (await PDFDocument.load(bytes)).getPageCount()
  assert.ok(pages >= 2 && pages <= 4, `${pages} pages`)
})

/**
 * Goal: the published figures are what the repository's own command gives. Method: make the page again and compare with what is committed.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { evaluationReport } from '../evaluation/report.ts'

test('the published figures are what npm run eval prints', () => {
  const page = readFileSync(new URL('../../docs/reference-evaluation.md', import.meta.url), 'utf8')
  assert.ok(page === evaluationReport(), 'run npm run eval -- --write')
})

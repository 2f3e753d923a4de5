import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { environmentPage } from './environment-page.ts'
import { errorsPage } from './errors-page.ts'
import { openapiCopy } from './openapi-copy.ts'

const committed = (name: string) => readFileSync(join(import.meta.dirname, '..', '..', 'docs', name), 'utf8')
const AGAIN = 'it is not what the code says now; run: node scripts/write-reference.ts'

test('the committed description of the API is the one that the server gives', async () => {
  assert.ok(committed('openapi.json') === (await openapiCopy()), `docs/openapi.json: ${AGAIN}`)
})

test('the page of errors names every code of the contract, and nothing else', () => {
  assert.ok(committed('reference-errors.md') === errorsPage(), `docs/reference-errors.md: ${AGAIN}`)
})

test('the page of the environment names every variable that is read, and nothing else', () => {
  assert.ok(committed('reference-environment.md') === environmentPage(), `docs/reference-environment.md: ${AGAIN}`)
})

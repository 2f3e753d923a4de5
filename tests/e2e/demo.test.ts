import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'

const DEMO = join(import.meta.dirname, '..', '..', 'scripts', 'demo.ts')
/** Shorter than the test's own limit, so that a failure shows how far the story came. */
const DEMO_LIMIT_MS = 55_000

test('the demo tells one call from the ring to the qualified lead and ends well', { timeout: 60_000 }, async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [DEMO], { timeout: DEMO_LIMIT_MS }).catch(
    (error: { stdout: string; stderr: string }) => error,
  )
  assert.equal(stderr, '')
  const told = ['CALL', 'RINGS', 'DECLINED', 'SPOKEN', 'WE TEXT', 'CUSTOMER', 'TO OWNER', 'The lead, as captured:']
  const places = told.map((word) => stdout.indexOf(word))
  assert.ok(
    places.every((place) => place >= 0),
    stdout,
  )
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
    'in this order',
  )
  assert.match(stdout, /\[0\.\d\d s after the missed call\]/)
  assert.match(stdout, /name +Dana Miller\n/)
  assert.match(stdout, /street +412 Oak St\n/)
  assert.doesNotMatch(stdout, /"level":|FAULT/, 'no log lines of the product')
})

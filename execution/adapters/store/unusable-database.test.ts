import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ofFile, UnusableDatabase } from './unusable-database.ts'

function refusal(errcode: number): Error {
  return Object.assign(new Error('disk I/O error'), { errcode })
}

test('a full disk is named with the file, and may pass; a damaged file does not', () => {
  // 778 is SQLITE_IOERR_WRITE: the cause is in its lower byte.
  const full = ofFile('/data/a.db', refusal(778))
  assert.equal(String(full), 'Error: the database file /data/a.db cannot be read or written; is the disk full or failing?')
  assert.ok(!(full instanceof UnusableDatabase))
  assert.ok(ofFile('/data/a.db', refusal(11)) instanceof UnusableDatabase)
})

test('what says nothing of the file stays as it is', () => {
  for (const error of [refusal(1), new Error('of the program'), 'a text']) assert.equal(ofFile('/data/a.db', error), error)
})

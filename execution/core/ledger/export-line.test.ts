import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { type ChainedEntry, GENESIS_HASH, hashOfEntry } from './chain.ts'
import { exportLine, readExportLine, verifyExport } from './export-line.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

function linesOf(count: number, tenantId = 't_one', first = GENESIS_HASH): { lines: string[]; hashes: string[] } {
  const entries: ChainedEntry[] = []
  for (let sequence = 1; sequence <= count; sequence++) {
    const open = {
      tenantId,
      sequence,
      at: sequence,
      kind: 'send',
      person: null,
      facts: '{}',
      sealed: null,
      prevHash: entries.at(-1)?.hash ?? first,
    }
    entries.push({ ...open, hash: hashOfEntry(open, sha256) })
  }
  return { lines: entries.map((entry) => exportLine(entry)), hashes: entries.map((entry) => entry.hash) }
}

test('an export that was cut short is whole by itself, and shows against a hash that was noted', () => {
  const { lines, hashes } = linesOf(5)
  const cut = lines.slice(0, 3)
  assert.equal(verifyExport(cut, sha256).ok, true)
  const noted = { sequence: 5, hash: hashes[4] ?? '' }
  assert.deepEqual(verifyExport(cut, sha256, noted), {
    ok: false,
    entry: 4,
    problem: 'entry 5 was noted, and the export ends before it',
  })
  assert.equal(verifyExport(lines, sha256, noted).ok, true)
})

test('a chain that was made anew shows against a hash that was noted', () => {
  const noted = { sequence: 2, hash: linesOf(3).hashes[1] ?? '' }
  const anew = linesOf(3, 't_one', sha256('another beginning')).lines
  assert.equal(verifyExport(anew, sha256).ok, false)
  const forged = linesOf(3, 't_two').lines
  assert.deepEqual(verifyExport(forged, sha256, noted), {
    ok: false,
    entry: 2,
    problem: 'the entry has another hash than the one that was noted',
  })
})

test('entries of two businesses do not make one ledger', () => {
  const mixed = [linesOf(1).lines[0] ?? '', linesOf(2, 't_two').lines[1] ?? '']
  assert.deepEqual(verifyExport(mixed, sha256), { ok: false, entry: 2, problem: 'the entry belongs to another business' })
})

test('a line that says the same in other bytes is not the line that was exported', () => {
  const [line = ''] = linesOf(1).lines
  const value = JSON.parse(line) as Record<string, unknown>
  for (const other of [`${line} `, `${line}\r`, line.replace(':', ': '), JSON.stringify({ ...value, note: 1 }), '', '[]', 'null', '{}'])
    assert.equal(readExportLine(other), null, other)
  // A changed exponent makes a number that is none any more; it must be an answer, not an exception.
  assert.equal(readExportLine(line.replace('"at":1', '"at":1e999')), null)
})

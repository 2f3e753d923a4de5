import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { DIRECTIVES_FOLDER, directivesCommand } from './directives.ts'

function run(...args: string[]) {
  const said = { out: '', err: '' }
  const code = directivesCommand(args, { out: { write: (text) => (said.out += text) }, err: { write: (text) => (said.err += text) } })
  return { code, ...said }
}

test('the folder in use has no problem', () => {
  assert.deepEqual(run('check'), { code: 0, out: 'no problem: they can be used\n', err: '' })
})

test('a problem is named with file and line, and the exit code is 1', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'directives-'))
  t.after(() => rmSync(folder, { recursive: true }))
  cpSync(DIRECTIVES_FOLDER, folder, { recursive: true })
  const path = join(folder, 'compliance.md')
  writeFileSync(path, readFileSync(path, 'utf8').replace("We won't text this number again.", 'We will be there in 20 minutes.'))
  const { code, out } = run('check', folder)
  assert.equal(code, 1)
  assert.match(out, /^compliance\.md:\d+: close-wrong-number \(en\) holds /)
  assert.match(out, /problem\(s\): they cannot be used\n$/)
})

test('a file in the place of the folder was not checked: the exit code is 2', () => {
  const place = import.meta.filename
  assert.deepEqual(run('check', place), { code: 2, out: '', err: `directives: ${place} is a file, not a folder\n` })
})

test('anything else answers the help and 2', () => {
  assert.equal(run('chekc').code, 2)
  assert.match(run().err, /directives check \[FOLDER\]/)
})

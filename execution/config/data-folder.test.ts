import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ConfigError } from './config.ts'
import { makeDataFolder } from './data-folder.ts'

function inFolder(use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'data-folder-'))
  try {
    use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function refusal(path: string): string {
  try {
    makeDataFolder(path)
  } catch (error) {
    assert(error instanceof ConfigError)
    assert.equal(error.problems.length, 1)
    return error.message
  }
  return assert.fail(`${path} was taken`)
}

test('a missing folder is made with the folders above it, and one that is there is taken as it is', () => {
  inFolder((folder) => {
    const path = join(folder, 'a', 'b')
    makeDataFolder(path)
    makeDataFolder(path)
    assert(existsSync(path))
    assert.equal(statSync(path).mode & 0o777, 0o700, 'customers’ words lie in it')
  })
})

test('a path through a file and a path that is a file are refused in one line that names DATA_DIR', () => {
  inFolder((folder) => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    for (const path of [file, join(file, 'data')]) {
      const words = refusal(path)
      assert.match(words, /^DATA_DIR is ".*": .*name a folder/)
      assert.equal(words.split('\n').length, 1)
    }
  })
})

test('a folder in which nothing can be made is refused at once instead of tried for ever', () => {
  if (!existsSync('/proc/self')) return
  assert.match(refusal('/proc/no-such/data'), /DATA_DIR/)
})

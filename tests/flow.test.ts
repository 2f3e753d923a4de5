import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from 'node:test'

const files = globSync('flow/*.test.ts', { cwd: import.meta.dirname }).toSorted()
assert.ok(files.length > 0, 'no test of the flow was found')

/**
 * Every flow test in one process, each file a suite so that its hooks are its own: a start of Node and of the product for each file is spared. `npm test` runs this
 * in place of the files; one of them alone runs as ever: `node --test tests/flow/x.test.ts`.
 */
for (const file of files)
  describe(file, async () => {
    await import(join(import.meta.dirname, file))
  })

import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { join } from 'node:path'

const files = globSync('core/**/*.test.ts', { cwd: import.meta.dirname }).toSorted()
assert.ok(files.length > 0, 'no test of the core was found')

/**
 * Every test of the core in one process: they are pure, so none disturbs another, and a start of Node for each file is spared. `npm test` runs this in
 * place of the files; one of them alone runs as ever: `node --test execution/core/x.test.ts`.
 */
for (const file of files) await import(join(import.meta.dirname, file))

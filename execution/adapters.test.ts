import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { join } from 'node:path'

const files = globSync('adapters/**/*.test.ts', { cwd: import.meta.dirname }).toSorted()
assert.ok(files.length > 0, 'no test of the adapters was found')

/** Every test of the adapters in one process, for the reason given in `core.test.ts`. Each opens what it needs for itself and closes it. */
for (const file of files) await import(join(import.meta.dirname, file))

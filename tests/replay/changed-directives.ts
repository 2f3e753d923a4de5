import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DIRECTIVES_FOLDER } from '#execution/cli/directives.ts'

/** A copy of the procedures in which one sentence is another. Throws when the sentence is not there. */
export function changedDirectives(file: string, from: string, to: string): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'directives-'))
  cpSync(DIRECTIVES_FOLDER, folder, { recursive: true })
  const path = join(folder, file)
  const before = readFileSync(path, 'utf8')
  if (!before.includes(from)) throw new Error(`${file} does not say "${from}"`)
  writeFileSync(path, before.replace(from, to))
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}

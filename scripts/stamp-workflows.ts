/** `node scripts/stamp-workflows.ts`: gives every workflow the version of its content, after a change of one. Then `oxfmt`. */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseWorkflow, versionOf } from '../orchestration/workflow-file.ts'

const folder = join(import.meta.dirname, '..', 'orchestration', 'workflows')
for (const file of globSync('*.json', { cwd: folder })) {
  const path = join(folder, file)
  const workflow = parseWorkflow(readFileSync(path, 'utf8'))
  writeFileSync(path, `${JSON.stringify({ ...workflow, versionId: versionOf(workflow) }, null, 2)}\n`)
}

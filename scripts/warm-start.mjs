/**
 * Loads the program once so that Node's compile cache (NODE_COMPILE_CACHE) holds its stripped and compiled code. `npm start` runs it when
 * the sources changed: without it the first start keeps the type stripper in memory, 17 to 23 MB in each of the two processes.
 * The cache belongs to Node's flags, so the serving process's part is loaded in a process with its flags.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

if (process.argv.includes('--serving')) {
  await import('../execution/supervised.ts')
  await import('../execution/serve.ts')
  process.exit(0)
}
const { SERVING_NODE_FLAGS } = await import('../execution/supervisor.ts')
const { status } = spawnSync(process.execPath, [...SERVING_NODE_FLAGS, fileURLToPath(import.meta.url), '--serving'], { stdio: 'inherit' })
process.exit(status ?? 1)

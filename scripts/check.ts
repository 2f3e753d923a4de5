/**
 * `npm run check`: everything a commit must pass, each part run even when an earlier one failed, the tests last so that their closing lines
 * stay in sight. Ends with 1 when any part failed.
 */
import { spawn } from 'node:child_process'

type Part = { name: string; command: string; args: string[] }

const QUIET_PARTS: Part[] = [
  { name: 'format', command: 'oxfmt', args: ['--check'] },
  { name: 'lint', command: 'oxlint', args: ['--type-aware', '--quiet'] },
  { name: 'types of the core', command: 'tsc', args: ['-p', 'execution/core/tsconfig.json'] },
  { name: 'types', command: 'tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'types of the dashboard', command: 'tsc', args: ['-p', 'web/tsconfig.json'] },
  { name: 'unused code', command: 'knip', args: [] },
  { name: 'published figures', command: 'npm', args: ['run', '--silent', 'test:published'] },
]
/** `pretest` has nothing left to do here, and npm keeps the list of test files in one place. */
const TESTS: Part = { name: 'tests', command: 'npm', args: ['test', '--silent'] }

const failed: string[] = []
for (const part of QUIET_PARTS) if (!(await passes(part))) failed.push(part.name)
if ((await run(TESTS, 'inherit')).code !== 0) failed.push(TESTS.name)
process.stdout.write(failed.length === 0 ? 'check: all parts passed\n' : `check: FAILED in ${failed.join(', ')}\n`)
// Not `process.exit`, which drops what a slow pipe has not taken yet.
process.exitCode = failed.length === 0 ? 0 : 1

/** Shows a part's words only when it fails. */
async function passes(part: Part): Promise<boolean> {
  const startedAt = performance.now()
  const { code, words } = await run(part, 'pipe')
  const tookMs = Math.round(performance.now() - startedAt)
  if (code === 0) process.stdout.write(`check: ${part.name} ok (${tookMs} ms)\n`)
  else process.stdout.write(`${words}\ncheck: ${part.name} FAILED: ${part.command} ${part.args.join(' ')}\n\n`)
  return code === 0
}

function run({ command, args }: Part, output: 'pipe' | 'inherit'): Promise<{ code: number | null; words: string }> {
  return new Promise((resolve) => {
    // Some of the tools colour their words even when nobody but a log reads them.
    const env = process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1' }
    const child = spawn(command, args, { stdio: ['ignore', output, output], env })
    let words = ''
    const keep = (chunk: Buffer) => (words += chunk.toString())
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.on('error', (error) => resolve({ code: null, words: `${command} could not be started: ${error.message}` }))
    child.on('close', (code) => resolve({ code, words }))
  })
}

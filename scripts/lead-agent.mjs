#!/usr/bin/env node
/**
 * The `lead-agent` command. Plain JavaScript, because it is started by whatever Node is installed: it finds the Node that runs the program
 * and hands over its own input, output and arguments, so lines stream through without passing this process.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PROGRAM_NODE_MAJOR = 24
/** What a shell reports for a command ended by a signal: this plus the signal's number. */
const SIGNAL_EXIT_BASE = 128

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const node = findNode()
const child = spawn(node, [join(root, 'execution', 'cli', 'lead-agent.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  // The same cache as `npm start` uses: no command waits for the type stripper twice.
  env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'), ...process.env },
})

// A terminal sends Ctrl-C to both processes; a supervisor's signal reaches only this one and is passed on.
process.on('SIGINT', () => undefined)
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))

child.on('error', (error) => {
  process.stderr.write(`lead-agent: ${node} could not be started: ${error.message}\n`)
  process.exit(1)
})
child.on('exit', (code, signal) => process.exit(code ?? SIGNAL_EXIT_BASE + (constants.signals[signal] ?? 0)))

function findNode() {
  const bundled = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(bundled)) return bundled
  if (Number(process.versions.node.split('.')[0]) >= PROGRAM_NODE_MAJOR) return process.execPath
  process.stderr.write(
    `lead-agent: Node ${PROGRAM_NODE_MAJOR} is needed and this is ${process.versions.node}: run "npm ci" in ${root}, which brings its own Node\n`,
  )
  return process.exit(1)
}

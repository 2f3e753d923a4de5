import { spawn } from 'node:child_process'
import type { CommandRun, Gate } from './gate.ts'

/** What is kept of the output: the end, where the figures stand. Characters. */
const OUTPUT_CHARACTERS_MAX = 4_000_000
const MINUTE_MS = 60_000
/** How long a command may take to stop when it is asked to. */
const STOP_MS = 5_000

/** Runs the command of a gate in this folder, with what it prints kept and not shown. Never throws. */
export function runGate({ command: [program, ...args], limitMinutes }: Gate): Promise<CommandRun> {
  const startedAt = performance.now()
  return new Promise((resolve) => {
    // A group of its own, so that a command that hangs is ended with all that it has started.
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' }, detached: true })
    let output = ''
    const keep = (chunk: Buffer) => (output = (output + chunk.toString('utf8')).slice(-OUTPUT_CHARACTERS_MAX))
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const limit = setTimeout(() => {
      endGroup(child.pid, 'SIGTERM')
      setTimeout(() => endGroup(child.pid, 'SIGKILL'), STOP_MS).unref()
    }, limitMinutes * MINUTE_MS)
    const end = (code: number | null) => {
      clearTimeout(limit)
      resolve({ code, output, tookMs: performance.now() - startedAt })
    }
    child.on('error', (error) => {
      output += error.message
      end(null)
    })
    child.on('close', end)
  })
}

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // It has ended meanwhile.
  }
}

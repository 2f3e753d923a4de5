import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'

/** Goal: what holds for every sub-command: how a run ends that nobody reads, and what is said of words that nobody asked for. */

const COMMAND = join(import.meta.dirname, 'lead-agent.ts')

/** Runs the real command; without a reader its output leads nowhere before it has written a word. */
async function run({ args, reader = true, input = '' }: { args: readonly string[]; reader?: boolean; input?: string }) {
  const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => (out += String(chunk)))
  child.stderr.on('data', (chunk) => (err += String(chunk)))
  if (!reader) child.stdout.destroy()
  // The command may have ended without reading.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const [code] = await ended
  return { code, out, err }
}

test('a reader that is gone is no fault, and the exit code stays that of the work', async () => {
  const cases = [
    [['--help'], 0],
    [['ledger', '--help'], 0],
    [['directives', 'check', import.meta.dirname], 1],
  ] as const
  const ends = await Promise.all(cases.map(([args]) => run({ args, reader: false })))
  assert.deepEqual(
    ends,
    cases.map(([, code]) => ({ code, out: '', err: '' })),
  )
})

test('lines for which nobody reads the answers end the run', async () => {
  const input = '{"text":"a"}\n'.repeat(50_000)
  assert.deepEqual(await run({ args: ['segments'], reader: false, input }), { code: 0, out: '', err: '' })
})

test('a command that reads its input refuses arguments instead of waiting for lines', async () => {
  const { code, out, err } = await run({ args: ['segments', 'texts.jsonl'], input: '{"text":"a"}\n' })
  assert.deepEqual([code, out], [2, ''])
  assert.match(err, /reads JSON lines from its input .*"texts\.jsonl"/)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { consentCommand } from './consent.ts'

async function run(...args: string[]) {
  const said = { out: '', err: '' }
  const out = { write: (text: string) => (said.out += text) }
  const err = { write: (text: string) => (said.err += text) }
  return { code: await consentCommand(args, { out, err, env: {} }), ...said }
}

test('an opt-out without words is refused in the name of the option', async () => {
  for (const words of [[], ['--words', ' ']]) {
    const { code, err } = await run('stop', '--tenant', 't_ace', '--number', '+12175550100', ...words)
    assert.deepEqual([code, err], [2, 'consent: --words must hold what they said, as they said it\n'])
  }
})

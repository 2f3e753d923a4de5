import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { liveDirectives } from './live-directives.ts'

const OURS = join(import.meta.dirname, '../../../directives')
const [ASKS, ASKS_ELSE, BROKEN] = ['What name should I put down?', 'Which name may I note?', 'A visit is $89.']

/** A copy of the real folder, what was told about it, and a way to edit `agent.md`. Time passes when the test says so. */
function opened(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'directives-'))
  cpSync(OURS, folder, { recursive: true })
  const told: string[] = []
  const waiting = new Set<() => void>()
  const heard = Promise.withResolvers<void>()
  const clock = {
    after(_delayMs: number, run: () => void) {
      waiting.add(run)
      heard.resolve()
      return () => waiting.delete(run)
    },
  }
  const live = liveDirectives(folder, clock, {
    reloaded: () => told.push('reloaded'),
    broken: (error) => told.push(`broken: ${error.message.split('\n')[1]}`),
  })
  t.after(() => {
    live.stop()
    rmSync(folder, { recursive: true })
  })
  const path = join(folder, 'agent.md')
  const edit = (from: string, to: string) => writeFileSync(path, readFileSync(path, 'utf8').replace(from, to))
  const says = () => live.directives.forTrade('plumbing').texts.en['ask-name']
  return { live, told, waiting, heard: heard.promise, edit, says }
}

test('an edit is taken in without a restart, and told once', (t) => {
  const { live, told, edit, says } = opened(t)
  const before = live.directives.hash
  edit(ASKS, ASKS_ELSE)
  assert.equal(live.reload(), true)
  assert.equal(says(), ASKS_ELSE)
  assert.notEqual(live.directives.hash, before)
  live.reload()
  assert.deepEqual(told, ['reloaded'])
})

test('a broken edit is told with file and line, and the last good version goes on until it is mended', (t) => {
  const { live, told, edit, says } = opened(t)
  const good = live.directives.forTrade('plumbing')
  edit(ASKS, BROKEN)
  assert.equal(live.reload(), false)
  assert.equal(live.reload(), false)
  assert.equal(live.directives.forTrade('plumbing'), good)
  assert.equal(says(), ASKS)
  assert.match(live.broken() ?? '', /agent\.md:\d+: ask-name \(en\) holds /)
  assert.equal(told.length, 1)
  assert.match(told[0] ?? '', /^broken: agent\.md:\d+: ask-name/)
  edit(BROKEN, ASKS_ELSE)
  assert.equal(live.reload(), true)
  assert.equal(live.broken(), null)
  assert.deepEqual(told.slice(1), ['reloaded'])
})

test('a folder that starts broken does not start', (t) => {
  const { edit, live } = opened(t)
  edit(ASKS, BROKEN)
  assert.equal(live.reload(), false)
  const folder = mkdtempSync(join(tmpdir(), 'directives-'))
  t.after(() => rmSync(folder, { recursive: true }))
  assert.throws(() => liveDirectives(folder, { after: () => () => {} }, { reloaded: () => {}, broken: () => {} }), /is missing/)
})

test('a written file is noticed, and however many steps the editor takes, one reading waits', async (t) => {
  const { waiting, heard, edit, says, told } = opened(t)
  edit(ASKS, 'Half a question')
  edit('Half a question', ASKS_ELSE)
  await heard
  assert.equal(waiting.size, 1)
  for (const run of waiting) run()
  assert.equal(says(), ASKS_ELSE)
  assert.deepEqual(told, ['reloaded'])
})

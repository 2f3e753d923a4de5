import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createVirtualClock } from '#adapters/fake-carrier/clock.ts'
import type { ModelAnswer, ModelRequest } from '#ports/language-model.ts'
import { hangs, proposes, scriptedModel, type ScriptedModel } from '../../../tests/flow/scripted-model.ts'
import { CALLS_AT_ONCE_MAX, FAILURES_IN_A_ROW_MAX, GIVE_UP_MS, guardModel, type GuardOptions } from './guard-model.ts'

const REQUEST: ModelRequest = { text: 'hi', trade: 'plumbing', asked: null, services: [] }
const FAILED: ModelAnswer = { kind: 'failed', reason: 'down', costMicros: 7 }

function guarded(model: ScriptedModel, options: Partial<GuardOptions> = {}) {
  const clock = createVirtualClock({ startMs: 0 })
  const after = (ms: number, run: () => void) => {
    const task = clock.after(ms, run)
    return () => task.cancel()
  }
  return { clock, model: guardModel(model, { clock: { after }, deadlineMs: 1_000, ...options }) }
}

test('an answer in time is the proposal', async () => {
  const { model } = guarded(scriptedModel(() => proposes('hi', { intent: 'smalltalk' }, {}, 5)))
  const { inTime, atLast } = model.ask(REQUEST)
  assert.deepEqual(await inTime, { intent: 'smalltalk', urgency: null, safety: null, affirm: null, spans: {} })
  assert.equal((await atLast)?.costMicros, 5)
})

test('nobody waits past the deadline, and what comes later still comes', async () => {
  let answer: (of: ModelAnswer) => void = () => {}
  const { clock, model } = guarded(scriptedModel(() => new Promise((resolve) => (answer = resolve))))
  const { inTime, atLast } = model.ask(REQUEST)
  await clock.advance(1_000)
  assert.equal(await inTime, 'timeout')
  answer(proposes('hi', { intent: 'quote' }))
  assert.equal((await atLast)?.kind, 'proposed')
})

test('a call that never ends is ended, also when the model does not listen', async () => {
  for (const model of [scriptedModel(hangs), scriptedModel(() => new Promise(() => {}))]) {
    const { clock, model: under } = guarded(model)
    const { atLast } = under.ask(REQUEST)
    await clock.advance(GIVE_UP_MS + 2_000)
    assert.equal((await atLast)?.kind, 'failed')
  }
})

test('after failures in a row the model is left alone, then one call tries, and the others do not wait for it', async () => {
  let fate: 'fails' | 'waits' | 'answers' = 'fails'
  let release: (of: ModelAnswer) => void = () => {}
  const scripted = scriptedModel(() => {
    if (fate === 'waits') return new Promise((resolve) => (release = resolve))
    return fate === 'fails' ? FAILED : proposes('hi', { intent: 'quote' })
  })
  const { model } = guarded(scripted)
  for (let call = 0; call < FAILURES_IN_A_ROW_MAX; call += 1) assert.equal(await model.ask(REQUEST).inTime, 'error')
  assert.equal(await model.ask(REQUEST).inTime, 'open-circuit')
  assert.equal(scripted.requests.length, FAILURES_IN_A_ROW_MAX)

  const { model: soon } = guarded(scripted, { circuitOpenMs: 0 })
  for (let call = 0; call < FAILURES_IN_A_ROW_MAX; call += 1) await soon.ask(REQUEST).inTime
  fate = 'waits'
  const trying = soon.ask(REQUEST)
  assert.equal(await soon.ask(REQUEST).inTime, 'open-circuit')
  release(proposes('hi', { intent: 'quote' }))
  assert.notEqual(await trying.inTime, 'open-circuit')
  fate = 'answers'
  assert.equal(typeof (await soon.ask(REQUEST).inTime), 'object')
})

test('a model that hangs takes only so many calls', async () => {
  const { clock, model } = guarded(scriptedModel(hangs))
  const asked = Array.from({ length: CALLS_AT_ONCE_MAX + 1 }, () => model.ask(REQUEST))
  assert.equal(await asked.at(-1)?.inTime, 'busy')
  await clock.advance(1_000)
  assert.equal(await asked[0]?.inTime, 'timeout')
})

test('an adapter that rejects is a failure and not a fault of the flow', async () => {
  const { model } = guarded(scriptedModel(() => Promise.reject(new Error('bug'))))
  assert.equal(await model.ask(REQUEST).inTime, 'error')
})

test('closing ends what is under way and asks no more', async () => {
  const scripted = scriptedModel(() => new Promise(() => {}))
  const { model } = guarded(scripted)
  const { inTime, atLast } = model.ask(REQUEST)
  await Promise.resolve()
  model.close()
  assert.equal(await inTime, 'error')
  assert.equal((await atLast)?.kind, 'failed')
  assert.equal(await model.ask(REQUEST).inTime, 'open-circuit')
})

test('a wording that takes too long is none', async () => {
  const slow = { ...scriptedModel(hangs), reword: () => new Promise<never>(() => {}) }
  const { clock, model } = guarded(slow)
  assert.ok(model.reword)
  const { inTime } = model.reword({ text: 'Hello.', language: 'en' }, 300)
  await clock.advance(300)
  assert.equal(await inTime, null)
})

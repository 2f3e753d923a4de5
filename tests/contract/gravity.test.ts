import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemClock } from '#adapters/clock/system-clock.ts'
import { createGravityModel } from '#adapters/gravity/gravity-model.ts'
import { readOutputMapping } from '#adapters/gravity/output-mapping.ts'
import type { ModelAnswer } from '#ports/language-model.ts'
import { gravityStandIn, type GravityStandIn, type JobFate } from './gravity-stand-in.ts'
import { modelRequest } from './language-model.ts'

const TEXT = 'water everywhere, 14 Oak St'

/** Runs the clock without waiting: a pause between two looks at a job is over at once. */
const hurried = { after: (_: number, run: () => void) => (setImmediate(run), () => {}) }

async function run(
  kind: 'hosted' | 'container',
  job: JobFate,
  check: (answer: ModelAnswer, service: GravityStandIn) => void | Promise<void>,
): Promise<void> {
  const service = await gravityStandIn(kind)
  service.job(job)
  service.fate({ kind: 'says', said: { intent: 'emergency_help', urgency: 'emergency', quotes: { street: '14 Oak St' } } })
  const clock = { after: (ms: number, then: () => void) => (ms < 2_000 ? hurried.after(ms, then) : systemClock().after(ms, then)) }
  const model = createGravityModel({ baseUrl: service.origin, apiKey: kind === 'hosted' ? 'GAI-test' : null, clock })
  try {
    await check(await model.propose(modelRequest(TEXT), AbortSignal.timeout(10_000)), service)
  } finally {
    await service.close()
  }
}

const KINDS = ['hosted', 'container'] as const

for (const kind of KINDS) {
  test(`${kind}: a job that is done at once is read`, () =>
    run(kind, {}, (answer) => {
      assert.ok(answer.kind === 'proposed')
      assert.deepEqual([answer.proposal.urgency, answer.proposal.spans], ['emergency', { street: [18, 27] }])
    }))

  test(`${kind}: a slow job is looked at until it is done`, () =>
    run(kind, { looks: 7 }, (answer, service) => {
      assert.equal(answer.kind, 'proposed')
      assert.ok(service.seen().filter(({ method }) => method === 'GET').length >= 7)
    }))

  test(`${kind}: isError on status 200 is a failure`, async () => {
    await run(kind, { errorAt: 'submit' }, (answer) => assert.equal(answer.kind, 'failed'))
    await run(kind, { errorAt: 'look', looks: 2 }, (answer) => {
      assert.equal(answer.kind, 'failed')
      assert.ok(answer.kind === 'failed' && !answer.reason.includes('secret details'))
    })
  })

  test(`${kind}: a job that ends badly is a failure`, () =>
    run(kind, { fails: true, looks: 1 }, (answer) => assert.equal(answer.kind, 'failed')))

  test(`${kind}: the model gets the words, the trade and what was asked, and nothing else`, () =>
    run(kind, {}, (_, service) => {
      const input = service.seen().find(({ method }) => method === 'POST')?.body ?? ''
      assert.ok(input.includes(JSON.stringify({ text: TEXT, trade: 'plumbing', asked: 'address' })))
    }))
}

test('hosted: what was billed is counted, also when the job fails afterwards', async () => {
  await run('hosted', { billedUsage: 20 }, (answer) => assert.equal(answer.costMicros, 20_000))
  await run('hosted', { billedUsage: 20, fails: true, looks: 1 }, (answer) => {
    assert.deepEqual([answer.kind, answer.costMicros], ['failed', 20_000])
  })
  await run('hosted', { billedUsage: 'plenty' }, (answer) => assert.deepEqual([answer.kind, answer.costMicros], ['proposed', 0]))
})

test('hosted: the state is read from either of its two names', () =>
  run('hosted', { stateField: 'statusMessage' }, (answer) => assert.equal(answer.kind, 'proposed')))

test('hosted: an expired link is replaced once, and then the job counts as failed', async () => {
  await run('hosted', { expiredLinks: 1 }, (answer) => assert.equal(answer.kind, 'proposed'))
  await run('hosted', { expiredLinks: 9 }, (answer, service) => {
    assert.equal(answer.kind, 'failed')
    assert.equal(service.seen().filter(({ path }) => path.startsWith('/files/')).length, 2)
  })
})

test('hosted: the key goes to the service and not along with the signed link', () =>
  run('hosted', { looks: 1 }, (_, service) => {
    for (const { path, headers } of service.seen()) assert.equal(headers['x-api-key'], path.startsWith('/files/') ? undefined : 'GAI-test')
  }))

test("container: the customer's words are deleted after reading, and after a failure", async () => {
  const removed = async (service: GravityStandIn) => {
    while (service.held().length > 0) await new Promise((resolve) => setImmediate(resolve))
    assert.ok(service.seen().some(({ method, path }) => method === 'DELETE' && path === '/data/delete/job-1'))
  }
  await run('container', {}, (_, service) => removed(service))
  await run('container', { fails: true }, (_, service) => removed(service))
})

test('the output of another model is read by a mapping, and a faulty mapping says which key is wrong', async () => {
  const mapping = readOutputMapping({ intent: 'prediction.label', intents: { HAZARD: 'emergency_help' }, urgency: null, street: 'where' })
  assert.ok(typeof mapping !== 'string')
  const service = await gravityStandIn('container')
  service.fate({ kind: 'words', words: JSON.stringify([{ prediction: { label: 'HAZARD' }, urgency: 'emergency', where: '14 oak st' }]) })
  const model = createGravityModel({ baseUrl: service.origin, apiKey: null, mapping, clock: hurried })
  const answer = await model.propose(modelRequest(TEXT), AbortSignal.timeout(5_000))
  await service.close()
  assert.ok(answer.kind === 'proposed')
  assert.deepEqual([answer.proposal.intent, answer.proposal.urgency, answer.proposal.spans], ['emergency_help', null, { street: [18, 27] }])
  const problemOf = (value: Record<string, unknown>) => {
    const read = readOutputMapping(value)
    return typeof read === 'string' ? read : ''
  }
  assert.match(problemOf({ intents: { X: 'win_prize' } }), /^intents\.X: /)
  assert.match(problemOf({ intention: 'x' }), /intention/)
})

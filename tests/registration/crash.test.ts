/**
 * Goal: whatever dies when, there is one brand, one campaign, one of everything.
 * Method: a registration is run again and again, and each time the worker dies at another request: before it leaves, after it was done and before its
 * result was saved, or with only the answer lost. A new worker takes over on the same database and must come to the same end.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Application } from '#core/registration/application.ts'
import { isReading } from '#core/registration/step.ts'
import { DAY_MS } from '#core/values/instant.ts'
import type { RegistrationPort } from '#ports/registration.ts'
import { openBureau, type Bureau } from './bureau.ts'
import { exampleApplication, soleProprietor, tollFree } from './example-application.ts'

type Death = 'before the request' | 'after the request' | 'with the answer'

class Died extends Error {}

/** Dies at the request with this number; `met` tells whether it came to that. */
function mortal(port: RegistrationPort, death: Death, atRequest: number): { port: RegistrationPort; met: () => boolean } {
  let requests = 0
  let met = false
  return {
    met: () => met,
    port: {
      find: port.find,
      async perform(access, step) {
        const isNow = !isReading(step) && requests === atRequest
        if (!isReading(step)) requests += 1
        if (!isNow) return port.perform(access, step)
        met = true
        if (death === 'before the request') throw new Died()
        await port.perform(access, step)
        if (death === 'after the request') throw new Died()
        return { kind: 'unknown', reason: 'the answer was lost' }
      },
    },
  }
}

/** Runs to the end with a death on the way. False when the registration had fewer requests. */
async function survives(application: Application, death: Death, atRequest: number): Promise<boolean> {
  const bureau = await openBureau()
  try {
    let met: () => boolean = () => false
    bureau.restart((port) => {
      const dying = mortal(port, death, atRequest)
      met = dying.met
      return dying.port
    })
    await bureau.submit(application)
    await liveOn(bureau)
    if (!met()) return false
    await assertOneOfEach(bureau, `${death} ${atRequest}`)
    return true
  } finally {
    await bureau.close()
  }
}

/** Lives to the approval; after a death in a new process. A proprietor answers the code when it has come. */
async function liveOn(bureau: Bureau): Promise<void> {
  for (let lives = 0; lives < 4; lives += 1) {
    try {
      // One life after another.
      // oxlint-disable-next-line no-await-in-loop
      await bureau.live(DAY_MS / 2)
    } catch (error) {
      if (!(error instanceof Died)) throw error
      bureau.restart()
    }
    for (const brand of bureau.carrier.registration.brands()) bureau.carrier.registration.answerCode(brand.sid)
  }
}

async function assertOneOfEach({ carrier, view, record, policy }: Bureau, when: string): Promise<void> {
  const { registration } = carrier
  const { application } = await record()
  assert.equal((await policy()).registration.status, 'approved', `${when}: ${JSON.stringify(await view())}`)
  const isTollFree = application.route === 'toll-free'
  const count = {
    brands: registration.brands().length,
    campaigns: registration.campaigns().length,
    handedIn: Math.max(...registration.brands().map((brand) => brand.handedIn), 1),
    services: registration.services().length,
    bundles: registration.bundles().filter(({ friendlyName }) => friendlyName !== 'Primary').length,
    verifications: registration.verifications().length,
    endUsers: registration.endUsers().length,
  }
  const people = application.business.ein === null ? 2 : 3
  const expected = isTollFree
    ? { brands: 0, campaigns: 0, handedIn: 1, services: 0, bundles: 0, verifications: 1, endUsers: 0 }
    : { brands: 1, campaigns: 1, handedIn: 1, services: 1, bundles: 2, verifications: 0, endUsers: people }
  assert.deepEqual(count, expected, when)
}

async function diesEverywhere(application: Application, death: Death, requestsMin: number): Promise<void> {
  let atRequest = 0
  // Each run must know whether the one before it still met its death.
  // oxlint-disable-next-line no-await-in-loop
  while (await survives(application, death, atRequest)) atRequest += 1
  assert.ok(atRequest >= requestsMin, `only ${atRequest} requests were met`)
}

for (const death of ['before the request', 'after the request', 'with the answer'] as const) {
  test(`a company's registration survives a death ${death}, at every request`, () => diesEverywhere(exampleApplication(), death, 18))
}
test("a sole proprietor's registration survives a death after every request", () =>
  diesEverywhere(soleProprietor(), 'after the request', 16))
test('a toll-free verification survives a death after its request', () => diesEverywhere(tollFree(), 'after the request', 1))

test('a rejected campaign that is mended survives the loss of the answer: it is handed in again once', async (t) => {
  for (const death of ['after the request', 'with the answer'] as const) {
    const bureau = await openBureau()
    t.after(bureau.close)
    bureau.carrier.registration.reject('campaign', [{ code: 30886 }])
    await bureau.submit(exampleApplication())
    await bureau.live(DAY_MS)
    bureau.restart((port) => mortal(port, death, 0).port)
    await bureau.registrar.ask(bureau.settings.tenantId, 'again')
    await liveOn(bureau)
    const [campaign, ...others] = bureau.carrier.registration.campaigns()
    assert.deepEqual([campaign?.status, campaign?.handedIn, others.length], ['VERIFIED', 2, 0], death)
  }
})

test('a failed brand that is handed in again survives the loss of the answer: one free try is used', async (t) => {
  for (const death of ['after the request', 'with the answer'] as const) {
    const bureau = await openBureau()
    t.after(bureau.close)
    bureau.carrier.registration.reject('brand', [{ code: 30790 }])
    await bureau.submit(exampleApplication())
    await bureau.live(DAY_MS)
    bureau.restart((port) => mortal(port, death, 0).port)
    await bureau.registrar.ask(bureau.settings.tenantId, 'again')
    await liveOn(bureau)
    const [brand, ...others] = bureau.carrier.registration.brands()
    assert.deepEqual([brand?.status, brand?.handedIn, others.length], ['APPROVED', 2, 0], death)
  }
})

test("a carrier's list that lags behind is not believed about what may just have been made", async (t) => {
  const bureau = await openBureau()
  t.after(bureau.close)
  const LAG_MS = 20_000
  const lagging = (port: RegistrationPort): RegistrationPort => ({
    ...port,
    async find(access, step) {
      const young = bureau.carrier.registration.brands().some((brand) => bureau.clock.now() - brand.createdAt < LAG_MS)
      return step.kind === 'make' && step.name === 'brand' && young ? { kind: 'absent' } : port.find(access, step)
    },
  })
  bureau.restart((port) => {
    const whole = lagging(port)
    let isLost = false
    return {
      ...whole,
      async perform(access, step) {
        const outcome = await whole.perform(access, step)
        if (isLost || step.kind !== 'make' || step.name !== 'brand') return outcome
        isLost = true
        return { kind: 'unknown', reason: 'the answer was lost' }
      },
    }
  })
  await bureau.submit(exampleApplication())
  await bureau.live(DAY_MS)
  assert.equal(bureau.carrier.registration.brands().length, 1)
  assert.equal((await bureau.view()).status, 'approved')
})

test('while one worker has a request under way, another one keeps away', async (t) => {
  const bureau = await openBureau()
  t.after(bureau.close)
  let arrive: () => void = () => {}
  let answer: () => void = () => {}
  const arrived = new Promise<void>((resolve) => (arrive = resolve))
  const answered = new Promise<void>((resolve) => (answer = resolve))
  bureau.restart((port) => ({
    ...port,
    async perform(access, step) {
      if (step.kind !== 'make') return port.perform(access, step)
      arrive()
      await answered
      return port.perform(access, step)
    },
  }))
  await bureau.submit(exampleApplication())
  const first = bureau.registrar.advance(bureau.settings.tenantId)
  await arrived
  bureau.restart()
  assert.equal((await bureau.registrar.advance(bureau.settings.tenantId)).kind, 'busy')
  assert.equal(bureau.carrier.registration.endUsers().length, 0)
  answer()
  await first
  await bureau.live(DAY_MS)
  assert.equal(bureau.carrier.registration.endUsers().length, 3)
})

test('a database that was put back from a backup does not buy a second brand or campaign', async (t) => {
  const bureau = await openBureau()
  t.after(bureau.close)
  await bureau.submit(exampleApplication())
  const old = await bureau.record()
  await bureau.live(DAY_MS)
  await bureau.store.transaction(bureau.settings.tenantId, (tx) => tx.registration.save(old))
  await bureau.live(DAY_MS)
  const { registration } = bureau.carrier
  assert.deepEqual([registration.brands().length, registration.campaigns().length, registration.services().length], [1, 1, 1])
  assert.equal((await bureau.policy()).registration.status, 'approved')
})

/** The Phone Lab as its screen uses it: the product over HTTP, the built-in phone network, and a clock that hurries. Calls take their own seconds of it. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '#adapters/clock/system-clock.ts'
import { loadConfig } from '#config/config.ts'
import { loadSecrets } from '#config/secrets.ts'
import { buildApp, type App } from '#execution/app.ts'
import { startLab, type StartedLab } from '#execution/lab/lab.ts'
import { instant, plus } from '#core/values/instant.ts'
import { openLabClock } from '#execution/lab/lab-clock.ts'
import type { Clock } from '#ports/clock.ts'
import type { LabStep, LabView } from '#ports/lab.ts'
import { freePort } from '../../scripts/bench/product.ts'

const LIMIT_MS = 20_000
/** How many seconds of the lab pass in one of the machine. */
const HURRY = 8

let folder: string
let lab: StartedLab
let app: App
const faults: unknown[] = []

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lead-agent-lab-'))
  const config = loadConfig({ LEAD_AGENT_MODE: 'lab', PORT: String(await freePort()), DATA_DIR: folder })
  lab = await startLab(config, hurried(systemClock()))
  app = await buildApp(lab.config, loadSecrets(folder), { ...lab.replacements, onFault: (_where, error) => faults.push(error) })
  await lab.attach(app)
  await app.start()
  await app.server.listen({ host: config.listen.host, port: config.listen.port })
})
after(async () => {
  await app?.stop()
  await lab?.stop()
  rmSync(folder, { recursive: true, force: true })
})

function hurried(clock: Clock): Clock {
  const startedAt = clock.now()
  return {
    now: () => plus(startedAt, (clock.now() - startedAt) * HURRY),
    after: (delayMs, run) => clock.after(delayMs / HURRY, run),
    tzdata: clock.tzdata,
  }
}

const see = () => lab.screen.view(0)
const toCustomer = (view: LabView) => view.texts.filter(({ phone, isMine }) => phone === 'customer' && !isMine)
const toOwner = (view: LabView) => view.texts.filter(({ phone, isMine }) => phone === 'owner' && !isMine)
const detailOf = <Kind extends NonNullable<LabStep['detail']>['kind']>(steps: LabStep[], kind: Kind) =>
  steps.flatMap(({ detail }) => (detail?.kind === kind ? [detail as Extract<LabStep['detail'], { kind: Kind }>] : []))

async function until(what: string, isSo: (view: LabView) => boolean): Promise<LabView> {
  const giveUpAt = performance.now() + LIMIT_MS
  for (;;) {
    const view = await see()
    if (isSo(view)) return view
    if (performance.now() > giveUpAt) assert.fail(`${what} did not happen: ${view.steps.map(({ words }) => words).join(' | ')}`)
    await sleep(10)
  }
}

/** A new caller whom the owner declines; when they have their first text. */
async function missedCall(caller = 'waits'): Promise<LabView> {
  await lab.screen.nextCustomer()
  await lab.screen.ring({ caller, owner: 'declines' })
  return until('the first text', (view) => toCustomer(view).some(({ status }) => status === 'delivered'))
}

describe('one call', () => {
  test('shows the webhook, the decision with its reasons, the TwiML and the outbox behind the first text', async () => {
    await lab.screen.jump('day')
    const { steps, call } = await missedCall()
    const request = detailOf(steps, 'request').find(({ params }) => params.some(({ name }) => name === 'DialCallStatus'))
    assert.equal(request?.method, 'POST')
    assert(detailOf(steps, 'answer').some(({ body }) => /<Gather/.test(body)))
    const decision = detailOf(steps, 'decision').find(({ effects }) => effects.some((effect) => effect.includes('instant_reply')))
    assert(decision?.reasons.some(({ sentence }) => sentence === 'It is the first answer to their missed call.'))
    const gate = steps.find(({ words }) => words === 'The gate, asked again for a text to the customer')
    assert(gate?.detail?.kind === 'decision' && gate.detail.reasons.length > 0)
    assert.match(call?.heard.map(({ text }) => text).join(' ') ?? '', /Thanks for calling Ace Plumbing/)
  })

  test('the caller presses a key while the message is spoken', async () => {
    await lab.screen.nextCustomer()
    await lab.screen.ring({ caller: 'waits', owner: 'declines' })
    await until('the message', ({ call }) => (call?.heard.length ?? 0) > 0)
    await lab.screen.press('9')
    await until('the answer to the key', ({ call }) => call?.heard.some(({ text }) => text.startsWith('All right, no text')) === true)
    await lab.screen.hangUp()
    await assert.rejects(lab.screen.press('1'), { name: 'LabProblem', message: /no call right now/ })
  })

  test('the customer answers, and the alert arrives on the second phone', async () => {
    await missedCall()
    await lab.screen.text('Water heater leaking, Dana Kim, 220 W Jefferson St, Springfield 62701, tomorrow at 9', 'customer')
    const told = await until('the alert', (view) => toOwner(view).length > 0)
    assert.match(toOwner(told).at(-1)?.body ?? '', /Jefferson/)
    assert.equal(told.lead?.['status'], 'qualified')
    await lab.screen.text('3', 'owner')
    await until('the owner’s answer', (view) => view.texts.some(({ phone, isMine, body }) => phone === 'owner' && isMine && body === '3'))
  })

  test('a caller who redials five times gets one text', async () => {
    const before = (await see()).steps.at(-1)?.order ?? 0
    const isCall = ({ order, words }: LabStep) => order > before && words === 'Webhook: POST voice'
    const first = await missedCall('storm')
    const { texts } = await until('five calls', ({ steps }) => steps.filter(isCall).length === 5)
    assert.equal(toCustomer({ ...first, texts }).length, 1)
  })
})

describe('faults', () => {
  test('a webhook that comes three times leads to one text', async () => {
    await lab.screen.inject('duplicate-webhook')
    assert.deepEqual(
      (await see()).faults.map(({ id }) => id),
      ['duplicate-webhook'],
    )
    const view = await missedCall()
    assert.deepEqual(view.faults, [])
    assert.equal(toCustomer(view).length, 1)
  })

  test('a text whose answer is lost is found at the carrier and not sent again', async () => {
    await lab.screen.inject('lost-answer')
    const started = (await see()).steps.at(-1)?.order ?? 0
    await missedCall()
    const view = await until('the search', ({ steps }) =>
      steps.some(
        ({ order, detail }) =>
          order > started && detail?.kind === 'decision' && detail.reasons.some(({ code }) => code === 'found_at_carrier'),
      ),
    )
    assert.equal(toCustomer(view).length, 1)
  })

  test('a fault or a caller that does not exist is refused with those that do', async () => {
    await assert.rejects(lab.screen.inject('fire'), { name: 'LabProblem', message: /carrier-down/ })
    await assert.rejects(lab.screen.ring({ caller: 'ghost', owner: 'declines' }), { name: 'LabProblem', message: /withheld/ })
  })
})

describe('the clock', () => {
  test('jumps to the night, where the owner is not rung first, and never back', async () => {
    const before = Date.parse((await see()).clock.now)
    await lab.screen.jump('night')
    const { clock } = await see()
    assert.equal(clock.mode, 'night')
    assert(Date.parse(clock.now) > before && clock.isAhead)
    const started = (await see()).steps.at(-1)?.order ?? 0
    await missedCall()
    assert(!(await see()).steps.some(({ order, words }) => order > started && words === 'The owner’s phone is rung'))
    await lab.screen.jump('day')
    const later = await see()
    assert.equal(later.clock.mode, 'day')
    assert(Date.parse(later.clock.now) > Date.parse(clock.now))
  })

  test('jumps to two minutes before the clocks change', async () => {
    await lab.screen.jump('clock-change')
    const now = Date.parse((await see()).clock.now)
    const offset = (at: number) =>
      new Date(at).toLocaleString('en-US', { timeZone: 'America/Chicago', timeZoneName: 'longOffset' }).slice(-9)
    assert.notEqual(offset(now), offset(now + 3 * 60_000))
  })

  test('an offset outlives the process, never shrinks, and a broken file counts as none', () => {
    const kept = JSON.parse(readFileSync(join(folder, 'lab-clock.json'), 'utf8'))
    assert.equal(kept.aheadMs, openLabClock(systemClock(), join(folder, 'lab-clock.json')).aheadMs())
    const broken = join(folder, 'broken.json')
    writeFileSync(broken, '{"aheadMs":')
    assert.equal(openLabClock(systemClock(), broken).aheadMs(), 0)
    const clock = openLabClock({ ...systemClock(), now: () => instant(1_000) }, null)
    clock.jumpTo(instant(500))
    assert.equal(clock.now(), 1_000)
  })

  test('nothing failed inside the product meanwhile', () => {
    assert.deepEqual(faults, [])
  })
})

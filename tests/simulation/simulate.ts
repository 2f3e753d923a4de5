import { join } from 'node:path'
import { createSeededRandom, type SeededRandom } from '#adapters/fake-carrier/seeded-random.ts'
import { openSqliteStore } from '#adapters/store/open-sqlite-store.ts'
import { loadDirectives } from '#adapters/directives/load-directives.ts'
import { createTwilio } from '#adapters/twilio/twilio.ts'
import type { Carrier } from '#ports/carrier.ts'
import { ACCOUNT, openHouse, type House } from '../flow/house.ts'
import { brokenLaws, type Broken, type Told } from './laws.ts'
import { businesses, callerNumber, isLandline, ownerAnswers, planCall, scriptOf, type Business, type PlannedCall } from './world.ts'

export type SimulationOptions = {
  seed: number
  calls: number
  /** Chance per commit that the process dies just before or after it. */
  crashChance?: number
  /** Chance per call that the product is then away for up to `OUTAGE_MS_MAX`. */
  outageChance?: number
  /** Chances per request that something goes wrong on the way. */
  faultChance?: number
  /** Plants a law-breaker, to see that it is caught. */
  plant?: 'text-twice' | 'forget-calls' | null
  onProgress?: (done: number) => void
  /** Looks at the product when everything has settled. */
  inspect?: (house: House, shops: readonly Business[]) => Promise<void>
}

export type SimulationResult = {
  broken: Broken[]
  figures: {
    calls: number
    texts: number
    firstTexts: number
    ownerTexts: number
    accepted: number
    stops: number
    crashes: number
    outages: number
    virtualHours: number
  }
}

const CRASH_CHANCE = 0.0005
const OUTAGE_CHANCE = 0.003
const OUTAGE_MS_MAX = 100 * 60_000
/** A call that began so shortly before may have been under way. */
const UNDER_WAY_MS = 3 * 60_000
const FAULT_CHANCE = 0.03
const CALLERS_PER_SHOP_DIVISOR = 14
/** After the last call: time for every timer, retry, report, sweep, and for alerts that were put off to the next hour. */
const SETTLE_MS = 65 * 60_000

/**
 * Seeded weeks of traffic in virtual time against the whole app: duplicates, reordering, lost answers, refused and lost requests, and a process
 * that dies at any commit or is away for a while. The same seed plans the same calls, people and chances; requests go over real sockets, so which of two comes first is the
 * machine's, and the figures of two runs differ by a few in a hundred. Answers which laws were broken; none is the only good answer.
 */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const random = createSeededRandom(options.seed)
  const crashes = createCrashes(createSeededRandom(options.seed + 1_000), options.crashChance ?? CRASH_CHANCE)
  const directives = loadDirectives(join(import.meta.dirname, '..', '..', 'directives'))
  const told: Told = { calls: [], outages: [], accepted: new Map(), answered: new Set(), declined: new Set(), stops: [], starts: [] }
  const house = await openHouse({
    seed: options.seed,
    observe: (webhook) => witness(told, webhook),
    eventCapacity: 5_000,
    voice: { abandonedStatus: options.seed % 2 === 0 ? 'canceled' : 'no-answer' },
    delivery: { duplicateChance: 0.05, reorderChance: 0.05, lossChance: 0.05 },
    replacements: async ({ origin, databasePath, secretKey }) => ({
      directives,
      store: await openSqliteStore({ path: databasePath, synchronous: 'NORMAL', secretKey, faults: crashes.faults }),
      carrier: planted(createTwilio({ apiBaseUrl: origin, random: random.next, now: () => house.clock.now() }), options.plant ?? null),
    }),
  })
  try {
    const shops = businesses()
    for (const { policy } of shops) await house.addTenant({ ...policy, id: policy.tenantId })
    addFaults(house, options.faultChance ?? FAULT_CHANCE)
    const startedAt = house.clock.now()
    await makeCalls(house, random, shops, crashes, told, options)
    house.carrier.faults.clear()
    crashes.stop()
    await settle(house, crashes, SETTLE_MS)
    if (options.plant === 'forget-calls')
      told.calls.push({ callSid: 'CAforgotten', from: '+13122999999', shop: 0, untextable: false, startMs: house.clock.now() })
    await options.inspect?.(house, shops)
    const broken = await brokenLaws(house, shops, told)
    const texts = house.carrier.texts(`AC${'a'.repeat(32)}`)
    return {
      broken,
      figures: {
        calls: told.calls.length,
        texts: texts.length,
        firstTexts: texts.filter((text) => text.body.includes('Sorry we missed your call')).length,
        ownerTexts: texts.filter((text) => text.direction === 'inbound' && shops.some((shop) => shop.ownerPhone === text.from)).length,
        accepted: texts.filter((text) => text.body.includes('has your message')).length,
        stops: told.stops.length,
        crashes: crashes.count(),
        outages: told.outages.length,
        virtualHours: Math.round((house.clock.now() - startedAt) / 360_000) / 10,
      },
    }
  } finally {
    await house.close()
  }
}

async function makeCalls(
  house: House,
  random: SeededRandom,
  shops: Business[],
  crashes: Crashes,
  told: Told,
  options: SimulationOptions,
): Promise<void> {
  const callersPerShop = Math.max(8, Math.ceil(options.calls / CALLERS_PER_SHOP_DIVISOR))
  registerCallers(house, shops, callersPerShop)
  const outages = createOutages(createSeededRandom(options.seed + 2_000), options.outageChance ?? OUTAGE_CHANCE, { house, crashes, told })
  for (let made = 0; made < options.calls; made += 1) {
    const planned = planCall(random, shops, callersPerShop)
    await settle(house, crashes, planned.afterMs)
    place(house, planned, shops.indexOf(planned.business), told)
    await outages.perhaps()
    if (made % 100 === 0) options.onProgress?.(made)
  }
  await outages.end()
}

function registerCallers(house: House, shops: Business[], callersPerShop: number): void {
  for (const [place, { ownerPhone }] of shops.entries()) {
    house.carrier.registerHandset({ e164: ownerPhone, textsBack: ownerAnswers(place), textsBackAfterMs: 7_000 + place * 20_000 })
    for (let person = 0; person < callersPerShop; person += 1) {
      const e164 = callerNumber(place, person)
      house.carrier.registerHandset({
        e164,
        kind: isLandline(person) ? 'landline' : 'mobile',
        textsBack: scriptOf(person),
        textsBackAfterMs: 4_000 + (person % 7) * 1_500,
      })
    }
  }
}

function place(house: House, planned: PlannedCall, shop: number, told: Told): void {
  const { business, from, caller, owner } = planned
  const phones = { [business.ownerPhone]: owner, '+12175550399': owner }
  const call = house.carrier.placeCall({ from, to: business.number, caller, phones })
  told.calls.push({
    callSid: call.callSid,
    from,
    shop,
    untextable: from === '+266696687' || planned.kind === 'landline',
    startMs: house.clock.now(),
  })
}

/** Lets time pass; whenever the process has died in it, a new one starts. */
async function settle(house: House, crashes: Crashes, ms: number): Promise<void> {
  const endMs = house.clock.now() + ms
  do {
    const step = Math.min(5_000, endMs - house.clock.now())
    await house.clock.advance(Math.max(0, step))
    if (!house.isDown()) await house.app.dispatcher.processAll().catch(() => 0)
    if (!house.isDown() && crashes.takeDeath()) await startAgain(house, crashes)
  } while (house.clock.now() < endMs)
}

/** A new process may die while it starts; then another one is started, as the supervisor does. */
async function startAgain(house: House, crashes: Crashes): Promise<void> {
  house.goDown()
  for (;;) {
    const started = await house.restart().then(
      () => true,
      () => false,
    )
    if (!crashes.takeDeath() && started) return
  }
}

/** Times in which the machine is off. What the carrier heard of customers' wishes meanwhile is known to the product from its start on. */
function createOutages(random: SeededRandom, chance: number, { house, crashes, told }: { house: House; crashes: Crashes; told: Told }) {
  let open: { fromMs: number; toMs: number } | null = null

  async function end(): Promise<void> {
    if (open === null) return
    const { fromMs } = open
    open = null
    const missed = house.carrier.texts(ACCOUNT.accountSid).filter((text) => text.direction === 'inbound' && text.createdAt >= fromMs)
    for (const { from, body, createdAt } of missed) noteWish(told, from ?? '', body, createdAt)
    told.outages.push({ fromMs: fromMs - UNDER_WAY_MS, toMs: house.clock.now() })
    await startAgain(house, crashes)
  }

  return {
    end,
    async perhaps(): Promise<void> {
      if (open !== null) return house.clock.now() < open.toMs ? undefined : end()
      if (!random.chance(chance)) return
      const fromMs = house.clock.now()
      await house.app.stop().catch(() => {})
      house.goDown()
      open = { fromMs, toMs: fromMs + random.next() * OUTAGE_MS_MAX }
    },
  }
}

function noteWish(told: Told, from: string, body: string, atMs: number): void {
  if (STOP_WORDS.test(body)) told.stops.push({ from, atMs })
  if (/^start$/i.test(body)) told.starts.push({ from, atMs })
}

type Crashes = ReturnType<typeof createCrashes>

/** A process that dies: from the commit on that throws, its store is of no more use. */
function createCrashes(random: SeededRandom, chance: number) {
  let count = 0
  let died = false
  let stopped = false
  const perhaps = (where: string) => {
    if (stopped || died || !random.chance(chance)) return
    died = true
    count += 1
    throw new Error(`the process died ${where} a commit`)
  }
  return {
    faults: { beforeCommit: () => perhaps('before'), afterCommit: () => perhaps('after') },
    count: () => count,
    takeDeath() {
      const was = died
      died = false
      return was
    },
    stop() {
      stopped = true
    },
  }
}

function addFaults(house: House, chance: number): void {
  const { faults } = house.carrier
  faults.add({ on: 'webhook', path: '/twilio/', chance, action: { kind: 'duplicate', copies: 2, gapMs: 400 } })
  faults.add({ on: 'webhook', path: '/status', chance, action: { kind: 'delay', ms: 4_000 } })
  faults.add({ on: 'webhook', path: '/status', chance, action: { kind: 'drop' } })
  faults.add({ on: 'webhook', path: '/sms', chance, action: { kind: 'lose-answer' } })
  faults.add({ on: 'rest', path: '/Messages.json', method: 'POST', chance, action: { kind: 'lose-answer' } })
  faults.add({ on: 'rest', path: '/Messages.json', method: 'POST', chance, action: { kind: 'status', status: 429 } })
  faults.add({ on: 'rest', path: '/Messages.json', method: 'POST', chance, action: { kind: 'status', status: 500 } })
  faults.add({ on: 'rest', path: '/v2/PhoneNumbers', chance, action: { kind: 'status', status: 500 } })
}

const STOP_WORDS = /^(stop|stop texting me please)$/i

/** What the outside world knows, whatever the product believes. Kept at the first time that the product took note of it. */
function witness(told: Told, webhook: { path: string; params: URLSearchParams; atMs: number }): void {
  const { path, params, atMs } = webhook
  const from = params.get('From') ?? ''
  const body = params.get('Body') ?? ''
  const callSid = params.get('call') ?? params.get('ParentCallSid') ?? params.get('CallSid') ?? ''
  if (path.endsWith('/sms')) noteWish(told, from, body, atMs)
  if (path.endsWith('/voice/key') && params.get('Digits') === '1') told.starts.push({ from, atMs })
  if (path.endsWith('/voice/key') && params.get('Digits') === '9') told.declined.add(callSid)
  if (path.endsWith('/accept') && params.get('Digits') === '1') told.accepted.set(callSid, atMs)
  if (path.endsWith('/rung') && params.get('DialBridged') === 'true' && told.accepted.has(callSid)) told.answered.add(callSid)
  if (path.endsWith('/voice/status') && params.get('CallStatus') === 'completed' && told.accepted.has(callSid)) told.answered.add(callSid)
}

function planted(carrier: Carrier, plant: SimulationOptions['plant']): Carrier {
  if (plant !== 'text-twice') return carrier
  return {
    ...carrier,
    async sendText(account, text) {
      await carrier.sendText(account, text)
      return carrier.sendText(account, text)
    },
  }
}

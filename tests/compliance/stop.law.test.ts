/**
 * Goal: after STOP nothing goes out until START, nothing unasked leaves outside the hours, and one business's customers are nobody else's affair, whatever
 * order things happen in. Method: two dispatchers over one store on disk, texts that the carrier holds back, answers that get lost, processes that die
 * before or after a text has left, all in an order that is drawn; the order of the commits is the judge. Planted faults show that it would notice.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { PROACTIVE_KINDS } from '#core/compliance/decision-table.ts'
import { localTime } from '#core/hours/local-time.ts'
import { HOUR_MS, MINUTE_MS, plus, SECOND_MS } from '#core/values/instant.ts'
import type { FlowParts } from '#flow/parts.ts'
import type { TenantTransaction } from '#ports/store.ts'
import { phone } from '../flow/house.ts'
import { openWorld, type Logged, type Pair, type SendFate, type World } from './two-dispatchers.ts'

const RUNS = 50
/** A planted fault shows in far fewer. */
const PLANTED_RUNS = 25
const CUSTOMERS = [phone('+13125550141'), phone('+13125550142')]

type Step =
  | { kind: 'text'; tenant: 0 | 1; who: number; body: string }
  | { kind: 'call'; tenant: 0 | 1; who: number }
  | { kind: 'fill-in'; tenant: 0 | 1; who: number }
  | { kind: 'ask'; tenant: 0 | 1; who: number; smsKind: 'ai_reply' | 'followup' }
  | { kind: 'nudge'; which: 0 | 1; fate: SendFate }
  | { kind: 'release' }
  | { kind: 'pass'; ms: number }

const tenant = fc.constantFrom(0 as const, 1 as const)
const who = fc.constantFrom(0, 0, 0, 1)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('text' as const),
      tenant,
      who,
      body: fc.constantFrom('My sink is clogged', 'HELP', 'yes please'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('text' as const),
      tenant,
      who,
      body: fc.constantFrom('STOP', 'please stop texting me', 'CANCEL', 'arrêtez'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('text' as const), tenant, who, body: fc.constant('START') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('call' as const), tenant, who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('fill-in' as const), tenant, who }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      tenant,
      who,
      smsKind: fc.constantFrom('ai_reply' as const, 'followup' as const),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('nudge' as const),
      which: fc.constantFrom(0 as const, 1 as const),
      fate: fc.constantFrom<SendFate>('done', 'done', 'held', 'held', 'lost', 'dies-before', 'dies-after'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('release' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      ms: fc.constantFrom(0, SECOND_MS, 2 * SECOND_MS, 70 * SECOND_MS, MINUTE_MS * 4, 9 * HOUR_MS, 21 * HOUR_MS),
    }),
  },
)

async function play(pair: Pair, steps: readonly Step[]): Promise<void> {
  for (const one of steps) {
    switch (one.kind) {
      case 'text':
        await pair.text(one.tenant, CUSTOMERS[one.who]!, one.body)
        break
      case 'call':
        await pair.call(one.tenant, CUSTOMERS[one.who]!)
        break
      case 'fill-in':
        await pair.fillIn(one.tenant, CUSTOMERS[one.who]!)
        break
      case 'ask':
        await pair.ask(
          one.tenant,
          CUSTOMERS[one.who]!,
          one.smsKind,
          `${one.tenant === 0 ? 'Ace Plumbing' : 'Best Drains'}: still in need of us? STOP to end.`,
        )
        break
      case 'nudge':
        pair.nudge(one.which, one.fate)
        break
      case 'release':
        pair.release()
        break
      case 'pass':
        await pair.pass(one.ms)
        break
      default:
        one satisfies never
    }
  }
  await pair.settle()
}

/** Texts that the gate let pass after a STOP was committed and before a START was; one confirmation of the STOP is owed. */
function passedAfterStop(log: readonly Logged[]): string[] {
  const silent = new Map<string, { confirmations: number }>()
  const broken: string[] = []
  for (const entry of log) {
    const key = `${entry.tenantId} ${entry.kind === 'wish' ? entry.from : entry.to}`
    if (entry.kind === 'wish') {
      if (entry.suppressed) silent.set(key, { confirmations: 0 })
      else silent.delete(key)
      continue
    }
    const since = silent.get(key)
    if (since === undefined) continue
    if (entry.smsKind === 'keyword_reply') since.confirmations += 1
    if (entry.smsKind !== 'keyword_reply' || since.confirmations > 2) broken.push(`${key}: ${entry.smsKind} ${entry.id}`)
  }
  return broken
}

/** By the customer's own clock, asked of the zone and not of the gate: Illinois is 8 to 21, and none starts in the last five minutes. */
function outsideTheHours(log: readonly Logged[]): string[] {
  return log.flatMap((entry) => {
    if (entry.kind !== 'passed' || !PROACTIVE_KINDS.has(entry.smsKind)) return []
    const { minuteOfDay, isoDate } = localTime(entry.at, 'America/Chicago', '2026c')
    return minuteOfDay >= 8 * 60 && minuteOfDay < 20 * 60 + 55 ? [] : [`${entry.smsKind} at ${isoDate} ${minuteOfDay}`]
  })
}

/** No effect reaches the carrier twice, but for one that the carrier's own list did not show. */
function reachedTwice(pair: Pair): string[] {
  const times = Map.groupBy(pair.reached, ({ id }) => id)
  return [...times].filter(([, texts]) => texts.length > 1).map(([id, texts]) => `${id}: ${texts.length} times`)
}

/** What each business believes of each customer follows from what that customer told that business, and from nothing else. */
async function othersChanged(pair: Pair, steps: readonly Step[]): Promise<string[]> {
  const broken: string[] = []
  for (const place of [0, 1] as const) {
    for (const [index, customer] of CUSTOMERS.entries()) {
      const words = steps
        .filter((one) => one.kind === 'text' && one.tenant === place && one.who === index)
        .map((one) => (one.kind === 'text' ? one.body : ''))
      const last = words.findLast((body) => body === 'START' || /stop|cancel|arr/i.test(body))
      const expected = last !== undefined && last !== 'START'
      if ((await pair.suppressed(place, customer)) !== expected) broken.push(`business ${place}, ${customer}: ${words.join(' | ')}`)
    }
  }
  return broken
}

let world: World
let run = 0

before(async () => {
  world = await openWorld()
})
after(() => world.close())

const seen = { stops: 0, passed: 0, proactive: 0, reached: 0, inquiries: 0 }

async function lawsBroken(inWorld: World, steps: readonly Step[]): Promise<string[]> {
  run += 1
  const pair = await inWorld.open(run)
  await play(pair, steps)
  for (const entry of pair.log) {
    if (entry.kind === 'wish' && entry.suppressed) seen.stops += 1
    if (entry.kind === 'passed') seen.passed += 1
    if (entry.kind === 'passed' && entry.smsKind === 'inquiry_reply') seen.inquiries += 1
    if (entry.kind === 'passed' && PROACTIVE_KINDS.has(entry.smsKind)) seen.proactive += 1
  }
  seen.reached += pair.reached.length
  return [
    ...passedAfterStop(pair.log).map((detail) => `after STOP: ${detail}`),
    ...outsideTheHours(pair.log).map((detail) => `outside the hours: ${detail}`),
    ...reachedTwice(pair).map((detail) => `twice: ${detail}`),
    ...(await othersChanged(pair, steps)).map((detail) => `somebody else's wish: ${detail}`),
  ]
}

/** They wrote at ten in the morning; a day later, at an hour that is drawn, the business would like to ask once more. */
function dayAfter(hours: number): Step[] {
  const wrote = [0, 1].flatMap((whose): Step[] => [{ kind: 'text', tenant: whose === 0 ? 0 : 1, who: 0, body: 'My sink is clogged' }])
  const asked = [0, 1].map((whose): Step => ({ kind: 'ask', tenant: whose === 0 ? 0 : 1, who: 0, smsKind: 'followup' }))
  return [...wrote, { kind: 'nudge', which: 0, fate: 'done' }, { kind: 'pass', ms: hours * HOUR_MS }, ...asked]
}

const steps = fc.array(step, { minLength: 5, maxLength: 40 })
const nights = fc
  .tuple(
    fc.integer({ min: 20, max: 34 }),
    fc.array(fc.oneof({ weight: 3, arbitrary: step }, { weight: 4, arbitrary: quarterHours() }), { maxLength: 30 }),
  )
  .map(([hours, rest]) => [...dayAfter(hours), ...rest])

/** A dispatcher looks, and some quarters of an hour go by. */
function quarterHours(): fc.Arbitrary<Step> {
  return fc.oneof(
    fc.integer({ min: 1, max: 40 }).map((quarters): Step => ({ kind: 'pass', ms: quarters * 15 * MINUTE_MS })),
    fc.record({
      kind: fc.constant('nudge' as const),
      which: fc.constantFrom(0 as const, 1 as const),
      fate: fc.constantFrom<SendFate>('done', 'held'),
    }),
  )
}

test('two dispatchers, any order, any death: silence after STOP, nothing twice, every business for itself', async (t) => {
  await fc.assert(
    fc.asyncProperty(steps, async (given) => assert.deepEqual(await lawsBroken(world, given), [])),
    { numRuns: RUNS, endOnFailure: true },
  )
  t.diagnostic(JSON.stringify(seen))
  assert.ok(seen.stops >= RUNS / 2 && seen.passed >= RUNS && seen.inquiries > 0, JSON.stringify(seen))
})

test('whatever is asked for at whatever hour leaves inside the hours of the moment in which it leaves', async (t) => {
  await fc.assert(
    fc.asyncProperty(nights, async (given) => assert.deepEqual(await lawsBroken(world, given), [])),
    { numRuns: RUNS, endOnFailure: true },
  )
  t.diagnostic(JSON.stringify(seen))
  assert.ok(seen.proactive >= RUNS / 4, JSON.stringify(seen))
})

/** How many of some drawn runs break a law in a world with this fault. */
async function broken(plant: (parts: FlowParts) => FlowParts, given: fc.Arbitrary<Step[]>): Promise<string[]> {
  const faulty = await openWorld(plant)
  try {
    const found: string[] = []
    for (const one of fc.sample(given, { numRuns: PLANTED_RUNS, seed: 7 })) found.push(...(await lawsBroken(faulty, one)))
    return found
  } finally {
    await faulty.close()
  }
}

/** A store in which one method of the transaction does something else. */
function changed(parts: FlowParts, change: (tx: TenantTransaction) => Partial<TenantTransaction>): FlowParts {
  const { store } = parts
  const faulty: FlowParts['store'] = {
    transaction: (tenantId, work) => store.transaction(tenantId, (tx) => work({ ...tx, ...change(tx) })),
    acrossTenants: store.acrossTenants,
    access: (work) => store.access(work),
    onChange: (listener) => store.onChange(listener),
    check: () => store.check(),
    eraseTraces: (options) => store.eraseTraces(options),
    moving: store.moving,
    close: () => store.close(),
  }
  return { ...parts, store: faulty }
}

test('a gate that reads a contact of before the STOP is caught', async () => {
  const found = await broken(
    (parts) =>
      changed(parts, (tx) => ({
        conversations: {
          ...methodsOf(tx),
          async find(key) {
            const known = await tx.conversations.find(key)
            return known && { ...known, contact: { ...known.contact, suppressedAt: null } }
          },
        },
      })),
    steps,
  )
  assert.ok(
    found.some((law) => law.startsWith('after STOP') || law.startsWith('somebody')),
    found.slice(0, 3).join('; '),
  )
})

test('a clock that is nine hours off is caught', async () => {
  const found = await broken((parts) => ({ ...parts, clock: { ...parts.clock, now: () => plus(parts.clock.now(), -9 * HOUR_MS) } }), nights)
  assert.ok(
    found.some((law) => law.startsWith('outside the hours')),
    found.slice(0, 3).join('; '),
  )
})

/** A lease runs out between the claim and the gate (a machine that slept), and another worker takes the row. */
const SLEPT: Step[] = [
  { kind: 'text', tenant: 0, who: 0, body: 'please stop texting me' },
  { kind: 'nudge', which: 0, fate: 'held' },
]

test('a worker whose lease ran out before it asked the gate does not go on, and one that did would be caught', async () => {
  assert.deepEqual(await lawsBroken(world, SLEPT), [])
  const found = await broken(
    (parts) =>
      changed(parts, (tx) => {
        const { outbox } = tx
        return {
          outbox: { ...outboxOf(outbox), isClaimed: async () => true, markTried: (id, at) => outbox.markTried(id, at).catch(() => {}) },
        }
      }),
    fc.constant(SLEPT),
  )
  assert.ok(
    found.some((law) => law.startsWith('twice')),
    found.slice(0, 3).join('; '),
  )
})

function methodsOf({ conversations }: TenantTransaction): TenantTransaction['conversations'] {
  return {
    find: (key) => conversations.find(key),
    keyOfCall: (sid) => conversations.keyOfCall(sid),
    save: (conversation, at, before) => conversations.save(conversation, at, before),
  }
}

function outboxOf(outbox: TenantTransaction['outbox']): TenantTransaction['outbox'] {
  return {
    add: (rows) => outbox.add(rows),
    find: (id) => outbox.find(id),
    isClaimed: (id, attempt) => outbox.isClaimed(id, attempt),
    cancel: (key, keys) => outbox.cancel(key, keys),
    waits: (key, cancelKey) => outbox.waits(key, cancelKey),
    cancelTexts: (key) => outbox.cancelTexts(key),
    markTried: (id, at) => outbox.markTried(id, at),
    settle: (id, state) => outbox.settle(id, state),
    putBack: (id, state, until, how) => outbox.putBack(id, state, until, how),
  }
}

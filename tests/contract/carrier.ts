import assert from 'node:assert/strict'
import { test } from 'node:test'

import { instant } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import type { CarrierWorld, Fate } from './carrier-world.ts'
import type { TextToSend } from '#ports/carrier.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'

const NOON = instant(Date.UTC(2026, 10, 22, 12))
const HOUR_MS = 3_600_000
const customer = phone('+12175550199')
const business = phone('+12175550102')
const text: TextToSend = {
  to: customer,
  from: business,
  messagingServiceSid: null,
  body: 'Sorry we missed you. What do you need? “Reply STOP to opt out” 💧',
  statusCallbackUrl: 'https://leads.example.com/twilio/ace/sms/status?effect=1',
  validitySeconds: 600,
}

/** Long enough for a busy machine; where the carrier is silent, short enough for a test. */
const LIMIT_MS = 10_000
const SILENCE_MS = 500

/**
 * The promises of the port `Carrier`, asked of any implementation. `start` makes a fresh world whose clock stands at `now` and whose carrier
 * waits `limitMs` for each answer.
 */
export function carrierContract(name: string, start: (options: { now: Instant; limitMs: number }) => Promise<CarrierWorld>): void {
  const promise: Promised = (says, check, limitMs = LIMIT_MS) => {
    test(`${name}: ${says}`, { timeout: 60_000 }, async (t) => {
      const world = await start({ now: NOON, limitMs })
      t.after(world.close)
      await check(world)
    })
  }
  sendingPromises(promise)
  findingPromises(promise)
  callingPromises(promise)
  lookUpPromises(promise)
  listPromises(promise)
}

type Promised = (says: string, check: (world: CarrierWorld) => Promise<void>, limitMs?: number) => void

function limitFor(fate: Fate): number {
  return fate.kind === 'silent' ? SILENCE_MS : LIMIT_MS
}

function sendingPromises(promise: Promised): void {
  promise('a text that was taken is done, with the id that the carrier gave it', async ({ carrier, account, taken }) => {
    const outcome = await carrier.sendText(account, text)
    assert.equal(outcome.kind, 'done')
    assert.deepEqual(taken(), [{ carrierId: outcome.kind === 'done' ? outcome.value.carrierId : '', to: customer, body: text.body }])
  })

  promise('a busy carrier is tried again after the time it names, or soon', async ({ carrier, account, next, taken }) => {
    next({ kind: 'busy', retryAfterSeconds: 7 })
    const advised = await carrier.sendText(account, text)
    assert.equal(advised.kind === 'retry' ? advised.afterMs : null, 7_000)
    next({ kind: 'busy', retryAfterSeconds: null })
    const unadvised = await carrier.sendText(account, text)
    assert.ok(unadvised.kind === 'retry' && unadvised.afterMs > 0 && unadvised.afterMs <= 60_000)
    assert.deepEqual(taken(), [])
  })

  promise(
    'an opted-out receiver and wrong credentials are refused for good, with their codes',
    async ({ carrier, account, next, taken }) => {
      next({ kind: 'opted-out' })
      const optedOut = await carrier.sendText(account, text)
      assert.deepEqual([optedOut.kind, codeOf(optedOut)], ['refused', 21610])
      next({ kind: 'wrong-credentials' })
      const wrong = await carrier.sendText(account, text)
      assert.deepEqual([wrong.kind, codeOf(wrong)], ['refused', 20003])
      assert.deepEqual(taken(), [])
    },
  )

  promise('a carrier that cannot be reached took nothing: retry', async ({ carrier, account, vanish }) => {
    await vanish()
    assert.equal((await carrier.sendText(account, text)).kind, 'retry')
  })

  const doubtful: Fate[] = [
    { kind: 'server-error' },
    { kind: 'lost', acted: true },
    { kind: 'lost', acted: false },
    { kind: 'garbage' },
    { kind: 'endless' },
  ]
  for (const fate of doubtful) {
    const acted = fate.kind === 'lost' && fate.acted ? ', acted' : ''
    promise(`a send that met ${fate.kind}${acted} is unknown`, async ({ carrier, account, next }) => {
      next(fate)
      assert.equal((await carrier.sendText(account, text)).kind, 'unknown')
    })
  }

  const silent = async ({ carrier, account, next }: CarrierWorld) => {
    next({ kind: 'silent' })
    const began = performance.now()
    assert.equal((await carrier.sendText(account, text)).kind, 'unknown')
    assert.ok(performance.now() - began < SILENCE_MS + 5_000)
  }
  promise('a silent carrier costs no more than the limit, and the text is unknown', silent, SILENCE_MS)

  promise('one lost answer does not spoil the next send', async ({ carrier, account, next }) => {
    next({ kind: 'lost', acted: false })
    await carrier.sendText(account, text)
    assert.equal((await carrier.sendText(account, text)).kind, 'done')
  })
}

function callingPromises(promise: Promised): void {
  const page = 'https://leads.example.com/twilio/ace/voice/person?lead=ld_1&who=owner&why=bridge'
  const call = { to: customer, from: business, url: page, statusCallbackUrl: page, ringSeconds: 25 }

  promise('a call that was placed is done, with its id, and is no call that came in', async ({ carrier, account }) => {
    const placed = await carrier.placeCall(account, call)
    assert.ok(placed.kind === 'done' && placed.value.callSid.startsWith('CA'))
    assert.deepEqual(await carrier.listCalls(account, { to: customer, since: NOON }), { kind: 'done', value: [] })
  })

  for (const fate of [{ kind: 'server-error' }, { kind: 'lost', acted: true }, { kind: 'garbage' }] as const) {
    promise(`a call that met ${fate.kind} may have rung: unknown`, async ({ carrier, account, next }) => {
      next(fate)
      assert.equal((await carrier.placeCall(account, call)).kind, 'unknown')
    })
  }

  promise('a busy carrier has rung nobody: later', async ({ carrier, account, next }) => {
    next({ kind: 'busy', retryAfterSeconds: 3 })
    const put = await carrier.placeCall(account, call)
    assert.equal(put.kind === 'retry' ? put.afterMs : null, 3_000)
  })
}

function findingPromises(promise: Promised): void {
  const sought = { to: customer, body: text.body, since: NOON, knownIds: [] }

  promise('a text whose answer was lost is found again, with its id', async ({ carrier, account, next, taken }) => {
    next({ kind: 'lost', acted: true })
    await carrier.sendText(account, text)
    const found = await carrier.findText(account, sought)
    assert.equal(found.kind, 'found')
    assert.equal(found.kind === 'found' ? found.carrierId : '', taken()[0]?.carrierId)
  })

  promise('a text that never arrived is absent', async ({ carrier, account, next }) => {
    next({ kind: 'lost', acted: false })
    await carrier.sendText(account, text)
    assert.deepEqual(await carrier.findText(account, sought), { kind: 'absent' })
  })

  promise('other words, other receivers, older texts, received texts and known ids are not it', async ({ carrier, account, put }) => {
    const outbound = { direction: 'outbound', from: business, to: customer, body: text.body, at: NOON } as const
    put({ ...outbound, body: `${text.body} And more.` })
    put({ ...outbound, to: '+12175550198' })
    put({ ...outbound, at: instant(NOON - HOUR_MS) })
    put({ ...outbound, direction: 'inbound' })
    const known = put(outbound)
    assert.deepEqual(await carrier.findText(account, { ...sought, knownIds: [known] }), { kind: 'absent' })
    const mine = put(outbound)
    const found = await carrier.findText(account, { ...sought, knownIds: [known] })
    assert.equal(found.kind === 'found' ? found.carrierId : '', mine)
  })

  promise('it is found behind hundreds of other texts to the same receiver', async ({ carrier, account, put }) => {
    const mine = put({ direction: 'outbound', from: business, to: customer, body: text.body, at: NOON })
    for (let count = 0; count < 450; count += 1) {
      put({ direction: 'outbound', from: business, to: customer, body: `reminder ${count}`, at: instant(NOON + count * 1_000) })
    }
    const found = await carrier.findText(account, sought)
    assert.equal(found.kind === 'found' ? found.carrierId : '', mine)
  })

  for (const fate of [
    { kind: 'server-error' },
    { kind: 'garbage' },
    { kind: 'endless' },
    { kind: 'silent' },
    { kind: 'wrong-credentials' },
  ] as const) {
    promise(
      `a list that met ${fate.kind} leaves it unknown, never absent`,
      async ({ carrier, account, next }) => {
        next(fate)
        assert.equal((await carrier.findText(account, sought)).kind, 'unknown')
      },
      limitFor(fate),
    )
  }
}

function lookUpPromises(promise: Promised): void {
  promise('every kind of line is told apart', async ({ carrier, account, setLineType }) => {
    for (const lineType of ['mobile', 'landline', 'voip', 'toll-free', 'unknown'] as const) {
      setLineType(customer, lineType)
      // oxlint-disable-next-line no-await-in-loop
      assert.deepEqual(await carrier.lookUpLineType(account, customer), { kind: 'done', value: lineType })
    }
  })

  for (const fate of [{ kind: 'server-error' }, { kind: 'garbage' }, { kind: 'silent' }, { kind: 'lost', acted: true }] as const) {
    promise(
      `a look-up that met ${fate.kind} may be asked again`,
      async ({ carrier, account, next }) => {
        next(fate)
        assert.equal((await carrier.lookUpLineType(account, customer)).kind, 'retry')
      },
      limitFor(fate),
    )
  }
}

function listPromises(promise: Promised): void {
  const query = { to: business, since: NOON }

  promise('calls come newest first: ours, since then, without the legs we rang', async ({ carrier, account, ring }) => {
    const call = { from: customer, to: business, at: NOON, status: 'completed', seconds: 9 } as const
    ring({ ...call, at: instant(NOON - HOUR_MS) })
    ring({ ...call, to: '+12175550111' })
    ring({ ...call, isLeg: true })
    const first = ring(call)
    const second = ring({ ...call, from: 'anonymous', at: instant(NOON + 5_000), status: 'no-answer', seconds: 0 })
    const listed = await carrier.listCalls(account, query)
    const expected = [
      { callSid: second, from: 'anonymous', to: business, status: 'no-answer', startedAt: NOON + 5_000, durationSeconds: 0 },
      { callSid: first, from: customer, to: business, status: 'completed', startedAt: NOON, durationSeconds: 9 },
    ]
    assert.deepEqual(listed, { kind: 'done', value: expected })
  })

  promise('more calls than one page holds are all there', async ({ carrier, account, ring }) => {
    for (let count = 0; count < 450; count += 1) {
      ring({ from: customer, to: business, at: instant(NOON + count * 1_000), status: 'completed', seconds: 1 })
    }
    const listed = await carrier.listCalls(account, query)
    assert.equal(listed.kind === 'done' ? listed.value.length : listed.kind, 450)
  })

  promise('received texts come as the events that their webhooks bring, with pictures', async ({ carrier, account, put }) => {
    const inbound = { direction: 'inbound', from: customer, to: business, body: 'Leak! 💧', at: NOON } as const
    put({ ...inbound, at: instant(NOON - HOUR_MS) })
    put({ ...inbound, direction: 'outbound' })
    put({ ...inbound, to: '+12175550111' })
    const plain = put(inbound)
    const pictured = put({ ...inbound, body: '', pictures: 2, at: instant(NOON + 1_000) })
    const listed = await carrier.listReceivedTexts(account, query)
    assert.ok(listed.kind === 'done')
    assert.deepEqual(
      listed.value.map((each) => each.id),
      [`${plain}:received`, `${pictured}:received`],
    )
    const [first, second] = listed.value.map((each) => each.event)
    assert.deepEqual(first, {
      kind: 'sms-received',
      messageSid: plain,
      from: customer,
      to: business,
      body: 'Leak! 💧',
      media: [],
      optOutType: null,
      sentAt: NOON,
    })
    assert.equal(second?.kind === 'sms-received' ? second.media.length : 0, 2)
  })

  for (const fate of [
    { kind: 'server-error' },
    { kind: 'garbage' },
    { kind: 'silent' },
    { kind: 'busy', retryAfterSeconds: null },
  ] as const) {
    promise(
      `a list that met ${fate.kind} may be asked again`,
      async ({ carrier, account, next }) => {
        next(fate)
        assert.equal((await carrier.listCalls(account, query)).kind, 'retry')
        next(fate)
        assert.equal((await carrier.listReceivedTexts(account, query)).kind, 'retry')
      },
      limitFor(fate),
    )
  }
}

function codeOf(outcome: { kind: string; code?: number | null }): number | null {
  return outcome.code ?? null
}

function phone(number: string): PhoneNumber {
  const parsed = parsePhoneNumber(number)
  assert.ok(parsed)
  return parsed
}

/** What a product does that nobody calls: it looks for due work once a second; only the sweep of leases claims. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createVirtualClock, type VirtualClock } from '#adapters/fake-carrier/clock.ts'
import { instant } from '#core/values/instant.ts'
import type { AcrossTenants, Store } from '#ports/store.ts'
import { MONDAY_MORNING, openHouse, phone, tenantId, type House } from './house.ts'

const SECONDS = 30
const TENANT = tenantId('t_ace')
const CALLER = phone('+13125550142')
const houses: House[] = []
after(async () => {
  for (const house of houses) await house.close()
})

/** A house whose dispatcher is on its own: nobody processes for it when a timer has run. */
async function leftAlone() {
  const counts = { looks: 0, claims: 0 }
  const clock = createVirtualClock({ startMs: MONDAY_MORNING })
  const house = await openHouse({
    replacements: async () => ({
      watchStore: (store) => counting(store, counts),
      clock: { now: () => instant(clock.now()), tzdata: '', after: (ms, run) => clock.after(ms, run).cancel },
    }),
  })
  houses.push(house)
  await house.addTenant()
  const seconds = (count: number) => letPass(clock, count)
  await seconds(3)
  Object.assign(counts, { looks: 0, claims: 0 })
  return { house, clock, counts, seconds }
}

function counting(store: Store, counts: { looks: number; claims: number }): Store {
  const acrossTenants = new Proxy(store.acrossTenants, {
    get(target, name: keyof AcrossTenants) {
      if (name === 'nextDueAt') counts.looks += 1
      if (name === 'claimDue') counts.claims += 1
      const member = target[name]
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
  return new Proxy(store, {
    get(target, name: keyof Store) {
      if (name === 'acrossTenants') return acrossTenants
      const member = target[name]
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}

/** After each second the product's own work comes to rest: every one of its transactions takes a few turns of the event loop. */
async function letPass(clock: VirtualClock, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    await clock.advance(1_000)
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }
}

test('an idle product looks once a second and does not claim each time', async () => {
  const { counts, seconds } = await leftAlone()
  await seconds(SECONDS)
  assert.ok(counts.looks >= SECONDS - 2 && counts.looks <= SECONDS + 2, `${counts.looks} looks in ${SECONDS} s`)
  assert.ok(counts.claims <= 1, `${counts.claims} claims in ${SECONDS} s`)
})

test('a row that nobody told of is claimed by the next look', async () => {
  const { house, clock, counts, seconds } = await leftAlone()
  const at = instant(clock.now())
  const effect = { kind: 'send-sms', smsKind: 'ai_reply', to: CALLER, from: null, body: 'Hello', leadId: null, callSid: null } as const
  const planned = { effect, notBefore: null, cancelKey: null, onceKey: null, lane: null }
  await house.app.store.transaction(TENANT, (tx) => tx.outbox.add([{ id: 'unannounced', conversationKey: CALLER, planned, at }]))
  await seconds(2)
  assert.ok(counts.claims > 0)
  const row = await house.app.store.transaction(TENANT, (tx) => tx.outbox.find('unannounced'))
  assert.equal(row?.state, 'refused', 'nobody has called, so the gate refuses the text')
})

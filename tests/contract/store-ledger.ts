import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CHAIN_START } from '#core/ledger/chain.ts'
import type { Store } from '#ports/store.ts'
import {
  addEffects,
  alertOf,
  ALPHA,
  BETA,
  callOf,
  callStateOf,
  claimIds,
  conversationOf,
  CUSTOMER,
  decisionOf,
  inboxRowOf,
  later,
  leadOf,
  ledgerEntryOf,
  messageOf,
  NOW,
  phone,
} from './store-examples.ts'
import { storeFor, withStore, type StoreFactory } from './store-place.ts'

const OTHER = phone('+12175550222')
const PAGE = { limit: 50, cursor: null }

/** The proof ledger and what an erasure leaves of a person. */
export function storeLedgerContract(factory: StoreFactory): void {
  describe('ledger', () => {
    const store = storeFor(factory)

    test('entries get the next number each, follow the one before, and the newest is the head', async () => {
      const places = await store().transaction(ALPHA, async (tx) => {
        assert.equal(await tx.ledger.head(), null)
        return [
          await tx.ledger.append(ledgerEntryOf()),
          await tx.ledger.append(ledgerEntryOf({ kind: 'send', person: null, personal: null })),
        ]
      })
      const entries = await store().transaction(ALPHA, (tx) => tx.ledger.after(0, 10))
      assert.deepEqual(
        entries.map(({ sequence, hash }) => ({ sequence, hash })),
        places,
      )
      assert.equal(entries[1]?.prevHash, places[0]?.hash)
      assert.deepEqual(await store().transaction(ALPHA, (tx) => tx.ledger.head()), places[1])
    })

    test('a transaction that throws leaves no entry and no gap', async () => {
      const failed = store().transaction(ALPHA, async (tx) => {
        await tx.ledger.append(ledgerEntryOf({ person: OTHER }))
        throw new Error('mine')
      })
      await assert.rejects(failed, /mine/)
      const place = await store().transaction(ALPHA, (tx) => tx.ledger.append(ledgerEntryOf({ person: OTHER })))
      assert.equal(place.sequence, 3)
      assert.deepEqual(await verdictOf(store(), ALPHA), { ok: true, entries: 3, head: place.hash })
    })

    test('each tenant has a chain of its own and another name for the same person', async () => {
      const place = await store().transaction(BETA, (tx) => tx.ledger.append(ledgerEntryOf()))
      assert.equal(place.sequence, 1)
      const person = async (tenant: typeof ALPHA) => (await store().transaction(tenant, (tx) => tx.ledger.after(0, 1)))[0]?.person
      assert.notEqual(await person(ALPHA), await person(BETA))
      assert.match((await person(ALPHA)) ?? '', /^[\w-]{22}$/)
    })

    test('the list is newest first, page by page, with the personal part opened', async () => {
      const first = await store().transaction(ALPHA, (tx) => tx.ledger.list({ limit: 2, cursor: null }))
      assert.deepEqual(
        first.items.map((entry) => [entry.sequence, entry.personal]),
        [
          [3, { words: 'my sink leaks' }],
          [2, null],
        ],
      )
      const rest = await store().transaction(ALPHA, (tx) => tx.ledger.list({ limit: 2, cursor: first.nextCursor }))
      assert.deepEqual([rest.items.map((entry) => entry.sequence), rest.nextCursor], [[1], null])
    })

    test('what is exported holds nothing readable of the personal part', async () => {
      const text = JSON.stringify(await store().transaction(ALPHA, (tx) => tx.ledger.after(0, 10)))
      assert.ok(!text.includes('sink') && !text.includes(CUSTOMER.slice(1)))
    })

    test('a personal part without a person is refused: nobody could ever erase it', async () => {
      await assert.rejects(
        store().transaction(ALPHA, (tx) => tx.ledger.append(ledgerEntryOf({ person: null }))),
        /needs the person/,
      )
    })

    test('the entries of one person are found in their order, and the newest of a kind', async () => {
      await store().transaction(ALPHA, (tx) => tx.ledger.append(ledgerEntryOf({ kind: 'revocation' })))
      const found = await store().transaction(ALPHA, async (tx) => ({
        entries: (await tx.ledger.entriesOfPerson(CUSTOMER)).map((entry) => entry.sequence),
        consent: await tx.ledger.newestOfPerson(CUSTOMER, 'consent'),
        revocation: await tx.ledger.newestOfPerson(CUSTOMER, 'revocation'),
        send: await tx.ledger.newestOfPerson(CUSTOMER, 'send'),
        stranger: await tx.ledger.entriesOfPerson('+12175550999'),
      }))
      assert.deepEqual(found, { entries: [1, 4], consent: 1, revocation: 4, send: null, stranger: [] })
    })

    test('a person who was erased is unreadable, the chain is whole, others are readable, and a new entry gets a new key', async () => {
      const after = await store().transaction(ALPHA, async (tx) => {
        assert.equal(await tx.ledger.erasePerson(CUSTOMER), true)
        assert.equal(await tx.ledger.erasePerson(CUSTOMER), false)
        await tx.ledger.append(ledgerEntryOf({ personal: { words: 'here again' } }))
        return {
          theirs: (await tx.ledger.entriesOfPerson(CUSTOMER)).map((entry) => entry.personal),
          others: (await tx.ledger.entriesOfPerson(OTHER)).map((entry) => entry.personal),
        }
      })
      assert.deepEqual(after, { theirs: ['destroyed', 'destroyed', { words: 'here again' }], others: [{ words: 'my sink leaks' }] })
      assert.equal((await verdictOf(store(), ALPHA)).ok, true)
    })

    test('an erasure that is rolled back has not happened', async () => {
      const failed = store().transaction(ALPHA, async (tx) => {
        await tx.ledger.erasePerson(OTHER)
        throw new Error('mine')
      })
      await assert.rejects(failed, /mine/)
      const [entry] = await store().transaction(ALPHA, (tx) => tx.ledger.entriesOfPerson(OTHER))
      assert.deepEqual(entry?.personal, { words: 'my sink leaks' })
    })

    test('the whole ledger is checked in parts', async () => {
      const whole = await verdictOf(store(), ALPHA)
      assert.ok(whole.ok)
      const first = await store().transaction(ALPHA, (tx) => tx.ledger.verify(CHAIN_START, 2))
      assert.ok(first.verdict.ok && !first.done && first.verdict.entries === 2)
      const from = { sequence: first.verdict.entries, hash: first.verdict.head }
      assert.deepEqual(await store().transaction(ALPHA, (tx) => tx.ledger.verify(from, 50)), { verdict: whole, done: true })
    })
  })

  describe('ledger under another secret', () => {
    test('nobody is taken for a stranger: the store says which key is wrong', async () => {
      const place = await factory({ lasting: true })
      const store = await place.open()
      await store.transaction(ALPHA, (tx) => tx.people.keepSuppression(CUSTOMER, { since: NOW, rule: null }))
      await store.close()
      const other = await place.open({ secretKey: new Uint8Array(32).fill(9) })
      await assert.rejects(
        other.transaction(ALPHA, (tx) => tx.people.suppression(CUSTOMER)),
        /LEAD_AGENT_SECRET_KEY/,
      )
      await other.close()
      const again = await place.open()
      assert.deepEqual(await again.transaction(ALPHA, (tx) => tx.people.suppression(CUSTOMER)), { since: NOW, rule: null })
      await again.close()
      await place.remove()
    })
  })

  describe('people', () => {
    test('everything of one person is blanked, and everything of another stays', withStore(factory, blankingOnePerson))

    test(
      'whoever has a text on its way is busy',
      withStore(factory, async (store) => {
        const busy = () => store.transaction(ALPHA, (tx) => tx.people.isBusy(CUSTOMER))
        await addEffects(store, ['one'])
        assert.equal(await busy(), false)
        assert.deepEqual(await claimIds(store), ['one'])
        assert.equal(await busy(), true)
        await store.transaction(ALPHA, (tx) => tx.outbox.putBack('one', 'unknown', later(1)))
        assert.equal(await busy(), true)
        await store.transaction(ALPHA, (tx) => tx.outbox.settle('one', 'done'))
        assert.equal(await busy(), false)
      }),
    )

    test(
      'an opt-out is kept by number and tenant, replaced, and lifted',
      withStore(factory, async (store) => {
        const kept = (tenant: typeof ALPHA) => store.transaction(tenant, (tx) => tx.people.suppression(CUSTOMER))
        assert.equal(await kept(ALPHA), null)
        for (const rule of ['keyword-stop', null]) {
          await store.transaction(ALPHA, (tx) => tx.people.keepSuppression(CUSTOMER, { since: NOW, rule }))
          assert.deepEqual(await kept(ALPHA), { since: NOW, rule })
        }
        assert.equal(await kept(BETA), null)
        await store.transaction(ALPHA, (tx) => tx.people.keepSuppression(CUSTOMER, null))
        assert.equal(await kept(ALPHA), null)
      }),
    )
  })
}

async function verdictOf(store: Store, tenant: typeof ALPHA) {
  return (await store.transaction(tenant, (tx) => tx.ledger.verify(CHAIN_START, 50))).verdict
}

async function blankingOnePerson(store: Store): Promise<void> {
  await fillPerson(store, CUSTOMER, 'one', 'Dana Miller')
  await fillPerson(store, OTHER, 'two', 'Pat Quill')
  const otherBefore = await seenOf(store, 'two')
  const blanked = await store.transaction(ALPHA, (tx) => tx.people.blank(CUSTOMER))
  assert.deepEqual(blanked, { conversations: 1, leads: 1, calls: 1, messages: 2, events: 1, alerts: 1 })
  const left = await seenOf(store, 'one')
  for (const word of [CUSTOMER, CUSTOMER.slice(1), 'Dana', 'Miller', 'Oak', 'sink', 'recordings.example'])
    assert.ok(!JSON.stringify(left).includes(word), `${word} is still there: ${JSON.stringify(left)}`)
  // What stays shows that there was a call and a text, and nothing of whom.
  assert.deepEqual([left.call?.stage, left.text?.status, left.alert?.kind], ['missed', 'canceled', 'lead-qualified'])
  assert.deepEqual(await seenOf(store, 'two'), otherBefore)
}

async function fillPerson(store: Store, number: typeof CUSTOMER, id: string, name: string): Promise<void> {
  const lead = leadOf({ id: `ld_${id}` })
  const slots = { ...lead.intake.slots, name: { value: name, words: name, messageSid: 'SM1', at: NOW } }
  const of = { conversationKey: number }
  await store.transaction(ALPHA, async (tx) => {
    const event = { kind: 'message-played' as const, callSid: `CA${id}`, from: number, to: '+12175550102' }
    await tx.inbox.add(inboxRowOf({ id: `in_${id}`, ...of, event }))
    const state = { key: number, phone: number, calls: [callStateOf(`CA${id}`)] }
    await tx.conversations.save(conversationOf({ ...state, lead: { ...lead, intake: { ...lead.intake, slots } } }), NOW)
    await tx.calls.save(callOf({ callSid: `CA${id}`, ...of, from: number, leadId: lead.id }))
    await tx.calls.saveRecording(`CA${id}`, { recordingSid: 'RE1', recordingUrl: `https://recordings.example/${id}`, recordingSeconds: 4 })
    await tx.messages.add(messageOf({ id: `out_${id}`, ...of, to: number, body: `Hello ${name}` }))
    await tx.messages.add(
      messageOf({ id: `in_text_${id}`, ...of, direction: 'inbound', from: number, to: '+12175550102', body: 'my sink leaks' }),
    )
    await tx.decisions.add(
      decisionOf({ id: `dec_${id}`, ...of, reasons: [{ code: 'carrier_refused', facts: { why: `${number} is bad` } }] }),
    )
    await tx.alerts.add(alertOf({ id: `out_${id}`, body: `${name}, 412 Oak St, ${number}`, onceKey: `told:${number}` }))
  })
  await store.transaction(ALPHA, (tx) =>
    tx.outbox.add([
      {
        id: `out_${id}`,
        conversationKey: number,
        planned: {
          effect: { kind: 'tell-owner', alert: 'lead-qualified', body: `${name} ${number}`, leadId: null },
          notBefore: null,
          cancelKey: null,
          onceKey: `told:${number}`,
          lane: null,
        },
        at: NOW,
      },
    ]),
  )
}

/** All that the store shows of one person by the ids under which it was filed. */
function seenOf(store: Store, id: string) {
  return store.transaction(ALPHA, async (tx) => ({
    lead: await tx.leads.find(`ld_${id}`),
    call: await tx.calls.find(`CA${id}`),
    text: await tx.messages.find(`out_${id}`),
    received: await tx.messages.find(`in_text_${id}`),
    decision: (await tx.decisions.list(PAGE)).items.find((row) => row.id === `dec_${id}`),
    alert: (await tx.alerts.list(PAGE)).items.find((row) => row.id === `out_${id}`),
    effect: await tx.outbox.find(`out_${id}`),
    event: await tx.inbox.find(`in_${id}`),
    key: await tx.conversations.keyOfCall(`CA${id}`),
    conversation: await tx.conversations.find(id === 'one' ? CUSTOMER : OTHER),
  }))
}

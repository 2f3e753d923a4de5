import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newIntake } from '#core/conversation/new-intake.ts'
import { HOUR_MS, SECOND_MS } from '#core/values/instant.ts'
import type { Page, PageQuery, TenantTransaction } from '#ports/store.ts'
import {
  alertOf,
  ALPHA,
  callOf,
  callStateOf,
  conversationOf,
  CUSTOMER,
  decisionOf,
  inboxRowOf,
  inquiryOf,
  later,
  leadOf,
  messageOf,
  NOW,
  phone,
} from './store-examples.ts'
import { storeFor } from './store-place.ts'
import type { StoreFactory } from './store-place.ts'

/** Rows that are written and read back: inbox, conversations, leads, calls, messages, decisions, alerts, usage, and their lists. */
export function storeRecordsContract(factory: StoreFactory): void {
  describe('conversations and leads', () => {
    const store = storeFor(factory)
    const inAlpha = <Result>(work: (tx: TenantTransaction) => Promise<Result>) => store().transaction(ALPHA, work)

    test('a conversation comes back exactly as it was saved', async () => {
      const saved = conversationOf({
        lead: leadOf(),
        calls: [callStateOf('CA1')],
        pending: [{ messageSid: 'SM1', body: 'Ça fuit! \'"\u0000🚿', receivedAt: NOW }],
      })
      await inAlpha((tx) => tx.conversations.save(saved, NOW))
      assert.deepEqual(await inAlpha((tx) => tx.conversations.find(CUSTOMER)), saved)
      assert.equal(await inAlpha((tx) => tx.conversations.find('+12175550999')), null)
    })

    test('the key of a call is known once the call was saved', async () => {
      await inAlpha((tx) => tx.calls.save(callOf({ callSid: 'CA-keyed', conversationKey: 'call:CA-keyed' })))
      assert.equal(await inAlpha((tx) => tx.conversations.keyOfCall('CA-keyed')), 'call:CA-keyed')
      assert.equal(await inAlpha((tx) => tx.conversations.keyOfCall('CA-other')), null)
    })

    test('the lead of a conversation has one row that follows it', async () => {
      const captured = <Value>(value: Value) => ({ value, words: null, messageSid: null, at: NOW })
      const intake = newIntake('en')
      const slots = { ...intake.slots, name: captured('Ann'), zip: captured('62701'), preferredTime: captured({ asap: true as const }) }
      await inAlpha((tx) => tx.conversations.save(conversationOf({ lead: leadOf() }), NOW))
      const known = { ...intake, intent: 'book' as const, urgency: 'urgent' as const, safety: true, slots }
      await inAlpha((tx) => tx.conversations.save(conversationOf({ lead: leadOf({ status: 'qualified', intake: known }) }), later(1)))
      const row = await inAlpha((tx) => tx.leads.find('ld_1'))
      assert.ok(row !== null && row.score > 0)
      assert.deepEqual(row, {
        id: 'ld_1',
        conversationKey: CUSTOMER,
        phone: CUSTOMER,
        status: 'qualified',
        intent: 'book',
        urgency: 'urgent',
        safety: true,
        service: null,
        name: 'Ann',
        street: null,
        city: null,
        zip: '62701',
        preferredTime: '{"asap":true}',
        score: row.score,
        source: 'call',
        createdAt: NOW,
        scoreReasons: row.scoreReasons,
        leadGroup: null,
        serviceArea: null,
        outcome: 'open',
        amountCents: null,
        acknowledgedBy: null,
        acknowledgedAt: null,
      })
      assert.equal(
        row.scoreReasons.reduce((sum, { points }) => sum + points, 0),
        row.score,
      )
      assert.equal(await inAlpha((tx) => tx.leads.count()), 1)
    })

    test('a later lead of the same customer is another row', async () => {
      await inAlpha((tx) => tx.conversations.save(conversationOf({ lead: leadOf({ id: 'ld_2', createdAt: later(5) }) }), later(5)))
      assert.deepEqual(
        (await inAlpha((tx) => tx.leads.list({ limit: 10, cursor: null }))).items.map((row) => row.id),
        ['ld_2', 'ld_1'],
      )
    })

    test('a caller without a number is shown with the number that they wrote', async () => {
      const slots = { ...newIntake('en').slots, callbackPhone: { value: '+12175550177', words: null, messageSid: null, at: NOW } }
      const lead = leadOf({ id: 'ld_withheld', intake: { ...newIntake('en'), slots } })
      await inAlpha((tx) => tx.conversations.save(conversationOf({ key: 'call:CA5', phone: null, lead }), NOW))
      assert.equal((await inAlpha((tx) => tx.leads.find('ld_withheld')))?.phone, '+12175550177')
    })
  })

  describe('inbox, calls, messages, decisions, alerts, usage', () => {
    const store = storeFor(factory)
    const inAlpha = <Result>(work: (tx: TenantTransaction) => Promise<Result>) => store().transaction(ALPHA, work)

    test('an event is stored once; the second time is refused and leaves the first', async () => {
      await inAlpha((tx) => tx.inbox.add(inboxRowOf({ id: 'once', reply: { kind: 'hang-up' } })))
      await assert.rejects(
        inAlpha((tx) => tx.inbox.add(inboxRowOf({ id: 'once' }))),
        /unique/i,
      )
      assert.deepEqual(await inAlpha((tx) => tx.inbox.find('once')), { reply: { kind: 'hang-up' } })
    })

    test('saving a call again leaves its recording alone', async () => {
      const recording = { recordingSid: 'RE1', recordingUrl: 'https://recordings.example/RE1', recordingSeconds: 12 }
      await inAlpha((tx) => tx.calls.save(callOf()))
      await inAlpha((tx) => tx.calls.saveRecording('CA1', recording))
      await inAlpha((tx) => tx.calls.save(callOf({ stage: 'connected', endedAt: later(9) })))
      assert.deepEqual(await inAlpha((tx) => tx.calls.find('CA1')), { ...callOf({ stage: 'connected', endedAt: later(9) }), ...recording })
    })

    test('a message comes back as it was added, and only the changed columns change', async () => {
      const added = messageOf({
        id: 'changed',
        body: 'é'.repeat(1_600),
        reasons: [{ code: 'quiet_hours', facts: { until: 8, zone: null } }],
      })
      await inAlpha((tx) => tx.messages.add(added))
      assert.deepEqual(await inAlpha((tx) => tx.messages.find('changed')), added)
      const change = {
        status: 'delivered',
        carrierId: 'SM9',
        errorCode: null,
        sentAt: later(3),
        waitsUntil: null,
        reasons: [],
        segments: 2,
        from: '+12175550103',
      } as const
      await inAlpha((tx) => tx.messages.change('changed', { ...change, reasons: [] }))
      assert.deepEqual(await inAlpha((tx) => tx.messages.findByCarrierId('SM9')), { ...added, ...change })
      await inAlpha((tx) => tx.messages.change('changed', { errorCode: 30_003 }))
      await inAlpha((tx) => tx.messages.change('changed', {}))
      assert.deepEqual(await inAlpha((tx) => tx.messages.find('changed')), { ...added, ...change, errorCode: 30_003 })
    })

    test('the carrier ids since an instant include a text that was planned before and sent after it', async () => {
      const to = phone('+12175550122')
      const rows = [
        messageOf({ id: 'old', to, carrierId: 'SM-old', createdAt: NOW, sentAt: later(1) }),
        messageOf({ id: 'waited', to, carrierId: 'SM-waited', createdAt: NOW, sentAt: later(HOUR_MS) }),
        messageOf({ id: 'fresh', to, carrierId: 'SM-fresh', createdAt: later(HOUR_MS) }),
        messageOf({ id: 'unsent', to, createdAt: later(HOUR_MS) }),
        messageOf({ id: 'theirs', to, direction: 'inbound', carrierId: 'SM-theirs', createdAt: later(HOUR_MS) }),
        messageOf({ id: 'elsewhere', to: CUSTOMER, carrierId: 'SM-else', createdAt: later(HOUR_MS) }),
      ]
      await inAlpha(async (tx) => {
        for (const row of rows) await tx.messages.add(row)
      })
      const ids = await inAlpha((tx) => tx.messages.carrierIdsSince(to, later(HOUR_MS - SECOND_MS)))
      assert.deepEqual(ids.toSorted(), ['SM-fresh', 'SM-waited'])
    })

    test('an alert changes its status', async () => {
      await inAlpha((tx) => tx.alerts.add(alertOf({ onceKey: 'once', leadId: 'ld_1' })))
      await inAlpha((tx) => tx.alerts.change('alert_1', 'sent'))
      assert.deepEqual((await inAlpha((tx) => tx.alerts.list({ limit: 5, cursor: null }))).items, [
        alertOf({ onceKey: 'once', leadId: 'ld_1', status: 'sent' }),
      ])
    })

    test('an inquiry comes back as it was added, once for each id, and counts where it came from', async () => {
      await store().transaction(ALPHA, (tx) => tx.inquiries.add(inquiryOf({ id: 'form-1', label: 'website', at: NOW })))
      await store().transaction(ALPHA, (tx) => tx.inquiries.add(inquiryOf({ id: 'api-2', label: 'angi', at: later(5) })))
      await assert.rejects(store().transaction(ALPHA, (tx) => tx.inquiries.add(inquiryOf({ id: 'form-1', label: 'again' }))))
      await store().transaction(ALPHA, async (tx) => {
        assert.deepEqual(await tx.inquiries.find('form-1'), inquiryOf({ id: 'form-1', label: 'website', at: NOW }))
        assert.equal(await tx.inquiries.find('form-9'), null)
        const { items: newest } = await tx.inquiries.list({ limit: 1, cursor: null })
        assert.deepEqual(
          newest.map(({ id }) => id),
          ['api-2'],
        )
        assert.equal((await tx.inquiries.ofPerson(CUSTOMER, 10)).length, 2)
        assert.deepEqual(await tx.inquiries.arrivals(NOW, later(5)), [{ at: NOW, label: 'website' }])
      })
    })

    test('an intake key is found by its hash alone, counts as used, and is gone once revoked', async () => {
      const key = { id: 'ik_1', name: 'Angi', hash: 'of the key', createdAt: NOW }
      await store().transaction(ALPHA, (tx) => tx.intakeKeys.add(key))
      await store().transaction(ALPHA, async (tx) => {
        assert.equal(await tx.intakeKeys.use('ik_1', later(1)), null)
        assert.equal((await tx.intakeKeys.list())[0]?.lastUsedAt, null)
        assert.equal((await tx.intakeKeys.use('of the key', later(1)))?.name, 'Angi')
        assert.deepEqual(await tx.intakeKeys.list(), [{ id: 'ik_1', name: 'Angi', createdAt: NOW, lastUsedAt: later(1) }])
        assert.equal(await tx.intakeKeys.revoke('ik_1'), true)
        assert.equal(await tx.intakeKeys.revoke('ik_1'), false)
        assert.equal(await tx.intakeKeys.use('of the key', later(2)), null)
      })
    })

    test('usage adds up within the hour and sums whole hours', async () => {
      const one = { requests: 1, texts: 2, segments: 3, costMicros: 25_000 }
      assert.deepEqual(await inAlpha((tx) => tx.usage.since(NOW)), { requests: 0, texts: 0, segments: 0, costMicros: 0 })
      await inAlpha((tx) => tx.usage.add(later(5), one))
      await inAlpha((tx) => tx.usage.add(later(HOUR_MS - 1), one))
      await inAlpha((tx) => tx.usage.add(later(HOUR_MS), one))
      assert.deepEqual(await inAlpha((tx) => tx.usage.since(later(10))), { requests: 3, texts: 6, segments: 9, costMicros: 75_000 })
      assert.deepEqual(await inAlpha((tx) => tx.usage.since(later(HOUR_MS + 10))), one)
      const { items } = await inAlpha((tx) => tx.usage.list({ limit: 5, cursor: null }))
      assert.deepEqual(
        items.map((row) => [row.hour, row.requests]),
        [
          [later(HOUR_MS), 1],
          [NOW, 2],
        ],
      )
    })

    test('a hundred million cents still add up exactly', async () => {
      const budget = { requests: 0, texts: 0, segments: 0, costMicros: 1_000_000_000_000 }
      await inAlpha((tx) => tx.usage.add(later(90 * HOUR_MS), budget))
      await inAlpha((tx) => tx.usage.add(later(91 * HOUR_MS), { ...budget, costMicros: 1 }))
      assert.equal((await inAlpha((tx) => tx.usage.since(later(90 * HOUR_MS)))).costMicros, 1_000_000_000_001)
    })

    test('the rate is kept as it was saved', async () => {
      assert.equal(await inAlpha((tx) => tx.usage.rate()), null)
      await inAlpha((tx) => tx.usage.saveRate({ minute: 29_000_000, used: 3 }))
      await inAlpha((tx) => tx.usage.saveRate({ minute: 29_000_001, used: 1 }))
      assert.deepEqual(await inAlpha((tx) => tx.usage.rate()), { minute: 29_000_001, used: 1 })
    })
  })

  storeListsContract(factory)
}

function storeListsContract(factory: StoreFactory): void {
  describe('lists', () => {
    const store = storeFor(factory)
    const ROWS = 7
    const lists: Record<
      string,
      {
        add: (tx: TenantTransaction, n: number) => Promise<void>
        list: (tx: TenantTransaction, query: PageQuery) => Promise<Page<unknown>>
      }
    > = {
      leads: {
        add: (tx, n) =>
          tx.conversations.save(conversationOf({ key: `key ${n}`, lead: leadOf({ id: `ld_${n}`, createdAt: instantOf(n) }) }), NOW),
        list: (tx, query) => tx.leads.list(query),
      },
      calls: {
        add: (tx, n) => tx.calls.save(callOf({ callSid: `CA${n}`, startedAt: instantOf(n) })),
        list: (tx, query) => tx.calls.list(query),
      },
      messages: {
        add: (tx, n) => tx.messages.add(messageOf({ id: `m${n}`, createdAt: instantOf(n) })),
        list: (tx, query) => tx.messages.list(query),
      },
      'messages of a conversation': {
        add: (tx, n) => tx.messages.add(messageOf({ id: `c${n}`, conversationKey: 'one', createdAt: instantOf(n) })),
        list: (tx, query) => tx.messages.list({ ...query, conversationKey: 'one' }),
      },
      decisions: {
        add: (tx, n) => tx.decisions.add(decisionOf({ id: `d${n}`, at: instantOf(n) })),
        list: (tx, query) => tx.decisions.list(query),
      },
      alerts: { add: (tx, n) => tx.alerts.add(alertOf({ id: `a${n}`, at: instantOf(n) })), list: (tx, query) => tx.alerts.list(query) },
      usage: {
        add: (tx, n) => tx.usage.add(later(n * HOUR_MS), { requests: n, texts: 0, segments: 0, costMicros: 0 }),
        list: (tx, query) => tx.usage.list(query),
      },
    }

    for (const [name, { add, list }] of Object.entries(lists)) {
      test(`${name}: pages give every row once, newest first, and the last page has no cursor`, async () => {
        await store().transaction(ALPHA, async (tx) => {
          for (let n = 0; n < ROWS; n += 1) await add(tx, n)
        })
        const whole = await store().transaction(ALPHA, (tx) => list(tx, { limit: 200, cursor: null }))
        assert.equal(whole.nextCursor, null)
        const paged: unknown[] = []
        let cursor: string | null = null
        do {
          const page: Page<unknown> = await store().transaction(ALPHA, (tx) => list(tx, { limit: 2, cursor }))
          assert.ok(page.items.length <= 2)
          paged.push(...page.items)
          cursor = page.nextCursor
        } while (cursor !== null)
        assert.deepEqual(paged, whole.items)
        assert.ok(paged.length >= ROWS)
        const times = paged.map((item) => timeOf(item))
        assert.deepEqual(
          times,
          times.toSorted((a, b) => b - a),
        )
      })
    }

    test('a page that is exactly full is the last one', async () => {
      const { items, nextCursor } = await store().transaction(ALPHA, (tx) => tx.alerts.list({ limit: ROWS, cursor: null }))
      assert.deepEqual([items.length, nextCursor], [ROWS, null])
    })

    test('a limit or a cursor that cannot be is refused with its name', async () => {
      const list = (query: PageQuery) => store().transaction(ALPHA, (tx) => tx.leads.list(query))
      for (const limit of [0, 201, 1.5, Number.NaN]) await assert.rejects(list({ limit, cursor: null }), RangeError)
      for (const cursor of ['', 'x', '../..', 'eyJ9']) await assert.rejects(list({ limit: 1, cursor }), { name: 'BadCursor' })
    })
  })
}

/** Pairs of rows share an instant, so that the order within it matters too. */
function instantOf(n: number) {
  return later(Math.floor(n / 2) * SECOND_MS)
}

function timeOf(item: unknown): number {
  // Every kind of item has one of these four.
  const { at, createdAt, startedAt, hour } = item as { at?: number; createdAt?: number; startedAt?: number; hour?: number }
  return at ?? createdAt ?? startedAt ?? hour ?? Number.NaN
}

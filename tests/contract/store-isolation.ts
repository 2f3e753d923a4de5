import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CHAIN_START, type ChainedEntry } from '#core/ledger/chain.ts'
import { newIntake } from '#core/conversation/new-intake.ts'
import type { SelfTestRow } from '#ports/self-test.ts'
import type { Store, TenantTransaction } from '#ports/store.ts'
import {
  alertOf,
  ALPHA,
  BETA,
  bookingOf,
  calendarOf,
  callOf,
  callStateOf,
  conversationOf,
  CUSTOMER,
  keptWithOf,
  decisionOf,
  inboxRowOf,
  inquiryOf,
  later,
  leadOf,
  ledgerEntryOf,
  messageOf,
  NOW,
  phone,
  plannedOf,
  policyOf,
} from './store-examples.ts'
import type { StoreFactory } from './store-place.ts'
import { exampleRecord } from '../registration/example-application.ts'

/*
 * Goal: no method of any repository reads or changes a row of another tenant.
 * Method: by reflection. Two tenants hold identical data under identical ids. Every method found on the transaction object is called for one
 * of them; it must answer exactly what it answers in a store where the other does not exist, and leave the other exactly as it was. A method
 * that nobody registered here fails the test, so a new one is covered on the day it is written.
 */

type Calls = {
  [Name in keyof TenantTransaction]: {
    [Method in keyof TenantTransaction[Name]]: (repository: TenantTransaction[Name]) => Promise<unknown>
  }
}

const given = (value: string) => ({ value, words: value, messageSid: 'SM1', at: NOW })
const ADDRESS = { ...newIntake('en').slots, street: given('412 Oak St'), zip: given('62704') }
const PAGE = { limit: 50, cursor: null }
const STEPS = { missed: 1, texted: 1, replied: 1, qualified: 0, booked: 0, won: 0, unmarked: 0, moneyCents: 100 }
const CORRECTION = {
  id: 'correction_1',
  at: NOW,
  conversationKey: CUSTOMER,
  leadId: 'ld_1',
  field: 'name',
  was: 'Dan',
  words: 'Dan',
  value: 'Dana',
  body: "It's Dan",
  byName: 'Sam',
}
const INQUIRY = inquiryOf()
const INTAKE_KEY = { id: 'ik_1', name: 'Angi', hash: 'hash', createdAt: NOW }
const TESTED: SelfTestRow = {
  result: { at: NOW, state: 'ok', findings: [] },
  doubt: null,
  fault: null,
  nextAt: later(60_000),
  leaseUntil: null,
}
const PICTURE = {
  id: 'SM1:0',
  conversationKey: CUSTOMER,
  subject: 'SM1',
  kind: 'photo' as const,
  source: 'https://carrier.example/1',
  at: NOW,
}
const USED = { requests: 1, texts: 1, segments: 1, costMicros: 1 }

/** What each method is called with; the ids are those of `fill`, which both tenants have. */
const CALLS: Calls = {
  tenant: {
    find: (tenant) => tenant.find(),
    save: (tenant) => tenant.save(policyOf(ALPHA, { name: 'changed' }), later(1)),
    noteCompared: (tenant) => tenant.noteCompared(later(1)),
    account: (tenant) => tenant.account(),
    saveAccount: (tenant) => tenant.saveAccount(null),
  },
  inbox: {
    find: (inbox) => inbox.find('CA1:call-received'),
    add: (inbox) => inbox.add(inboxRowOf({ id: 'new' })),
    page: (inbox) => inbox.page('', 50),
    recorded: (inbox) => inbox.recorded('CA1:call-received'),
  },
  snapshots: {
    keep: (snapshots) => snapshots.keep(keptWithOf('another')),
    find: (snapshots) => snapshots.find(FILLED.snapshot),
  },
  directives: {
    list: (directives) => directives.list(),
    save: (directives) => directives.save('agent', 'changed', later(1)),
  },
  conversations: {
    find: (conversations) => conversations.find(CUSTOMER),
    keyOfCall: (conversations) => conversations.keyOfCall('CA1'),
    save: (conversations) => conversations.save(conversationOf({ language: 'es', lead: leadOf({ status: 'closed' }) }), later(1)),
  },
  leads: {
    find: (leads) => leads.find('ld_1'),
    list: (leads) => leads.list(PAGE),
    count: (leads) => leads.count(),
    firstOfHousehold: (leads) => leads.firstOfHousehold('412 oak st|62704', NOW, 'somebody else'),
    joinGroup: (leads) => leads.joinGroup('ld_1', 'ld_0'),
    tally: (leads) => leads.tally(NOW),
    setOutcome: (leads) => leads.setOutcome('ld_1', { outcome: 'won', amountCents: 1, acknowledgedBy: 'Sam', at: later(1) }),
    needed: (leads) => leads.needed('talking', 10, NOW),
  },
  calls: {
    find: (calls) => calls.find('CA1'),
    save: (calls) => calls.save(callOf({ stage: 'connected' })),
    saveRecording: (calls) =>
      calls.saveRecording('CA1', { recordingSid: 'RE9', recordingUrl: 'https://recordings.example/9', recordingSeconds: 9 }),
    list: (calls) => calls.list(PAGE),
  },
  messages: {
    add: (messages) => messages.add(messageOf({ id: 'new' })),
    find: (messages) => messages.find('msg_1'),
    findByCarrierId: (messages) => messages.findByCarrierId('SM1'),
    change: (messages) => messages.change('msg_1', { status: 'failed', carrierId: 'SM2', from: '+12175550199' }),
    plannedBy: (messages) => messages.plannedBy('msg_1'),
    carrierIdsSince: (messages) => messages.carrierIdsSince(CUSTOMER, NOW),
    list: (messages) => messages.list(PAGE),
  },
  media: {
    add: (media) => media.add({ ...PICTURE, id: 'new' }),
    find: (media) => media.find('SM1:0'),
    ofSubjects: (media) => media.ofSubjects(['SM1']),
    keep: (media) => media.keep('SM1:0', { contentType: 'image/jpeg', bytes: 9 }),
    refuse: (media) => media.refuse('SM1:0', 'too_large'),
    saveTranscript: (media) => media.saveTranscript('SM1:0', 'changed'),
    expire: (media) => media.expire('photo', later(1), 50),
    forget: (media) => media.forget(CUSTOMER),
  },
  decisions: {
    ofPersons: (decisions) => decisions.ofPersons(CUSTOMER, 10),
    add: (decisions) => decisions.add(decisionOf({ id: 'new' })),
    list: (decisions) => decisions.list(PAGE),
  },
  outbox: {
    add: (outbox) =>
      outbox.add([{ id: 'new', conversationKey: CUSTOMER, planned: plannedOf({ onceKey: 'once', lane: 'texts' }), at: NOW }]),
    find: (outbox) => outbox.find('waiting'),
    isClaimed: (outbox) => outbox.isClaimed('claimed'),
    cancel: (outbox) => outbox.cancel(CUSTOMER, ['turn']),
    waits: (outbox) => outbox.waits(CUSTOMER, 'turn'),
    cancelTexts: (outbox) => outbox.cancelTexts(CUSTOMER),
    markTried: (outbox) => outbox.markTried('claimed', later(1)),
    settle: (outbox) => outbox.settle('claimed', 'done'),
    putBack: (outbox) => outbox.putBack('claimed', 'unknown', later(1)),
  },
  alerts: {
    add: (alerts) => alerts.add(alertOf({ id: 'new' })),
    change: (alerts) => alerts.change('alert_1', 'refused'),
    list: (alerts) => alerts.list(PAGE),
  },
  usage: {
    rate: (usage) => usage.rate(),
    saveRate: (usage) => usage.saveRate({ minute: 2, used: 9 }),
    pace: (usage) => usage.pace(),
    savePace: (usage) => usage.savePace({ queueEnds: later(1), nextAt: NOW, dayEnds: later(9), segments: 9 }),
    add: (usage) => usage.add(NOW, USED),
    since: (usage) => usage.since(NOW),
    list: (usage) => usage.list(PAGE),
    costs: (usage) => usage.costs(NOW, later(1)),
  },
  ledger: {
    append: async (ledger) => (await ledger.append(ledgerEntryOf())).sequence,
    head: async (ledger) => (await ledger.head())?.sequence,
    list: async (ledger) => withoutChance((await ledger.list(PAGE)).items),
    after: async (ledger) => withoutChance(await ledger.after(0, 50)),
    verify: async (ledger) => (await ledger.verify(CHAIN_START, 50)).verdict.ok,
    entriesOfPerson: async (ledger) => withoutChance(await ledger.entriesOfPerson(CUSTOMER)),
    newestOfPerson: (ledger) => ledger.newestOfPerson(CUSTOMER, 'consent'),
    erasePerson: (ledger) => ledger.erasePerson(CUSTOMER),
  },
  people: {
    isBusy: (people) => people.isBusy(CUSTOMER),
    blank: (people) => people.blank(CUSTOMER),
    suppression: (people) => people.suppression(CUSTOMER),
    keepSuppression: (people) => people.keepSuppression(CUSTOMER, null),
  },
  phoneCodes: {
    find: (codes) => codes.find(CUSTOMER),
    save: (codes) => codes.save(CUSTOMER, { code: null, askedAt: [NOW] }),
  },
  members: {
    list: (members) => members.list(),
    saveStaff: (members) => members.saveStaff({ phone: phone('+12175550177'), name: 'Kim' }, NOW),
    removeStaff: (members) => members.removeStaff(phone('+12175550166')),
  },
  retention: {
    removeOlder: (retention) => retention.removeOlder(later(1), 50),
    page: (retention) => retention.page('', 50),
  },
  results: {
    add: (results) => results.add('2026-12-07', STEPS),
    addSpeed: (results) => results.addSpeed('2026-12-07', 3),
    days: (results) => results.days('2026-12-01', '2026-12-31'),
    speeds: (results) => results.speeds('2026-12-01', '2026-12-31'),
  },
  corrections: {
    add: (corrections) => corrections.add({ ...CORRECTION, id: 'new' }),
    list: (corrections) => corrections.list(PAGE),
  },
  inquiries: {
    find: (inquiries) => inquiries.find('form-1'),
    add: (inquiries) => inquiries.add({ ...INQUIRY, id: 'new' }),
    list: (inquiries) => inquiries.list(PAGE),
    ofPerson: (inquiries) => inquiries.ofPerson(CUSTOMER, 10),
    arrivals: (inquiries) => inquiries.arrivals(NOW, later(1)),
  },
  intakeKeys: {
    list: (keys) => keys.list(),
    add: (keys) => keys.add({ ...INTAKE_KEY, id: 'new' }),
    use: (keys) => keys.use('hash', later(1)),
    revoke: (keys) => keys.revoke('ik_1'),
  },
  selfTests: {
    find: (selfTests) => selfTests.find(),
    save: (selfTests) => selfTests.save({ ...TESTED, fault: 'down' }),
  },
  registration: {
    find: (registration) => registration.find(),
    save: (registration) => registration.save({ ...exampleRecord(), revision: 2 }),
    draft: (registration) => registration.draft(),
    saveDraft: (registration) => registration.saveDraft({ route: 'ten-dlc' }),
  },
  bookings: {
    find: (bookings) => bookings.find('bk_1'),
    save: (bookings) => bookings.save(bookingOf({ state: 'canceled' }), later(1)),
    touching: (bookings) => bookings.touching({ start: NOW, end: later(1_000) }),
    ofLead: (bookings) => bookings.ofLead('ld_1'),
    closedDays: (bookings) => bookings.closedDays('2020-01-01'),
    closeDay: (bookings) => bookings.closeDay('2026-12-31'),
    openDay: (bookings) => bookings.openDay('2026-12-25'),
    calendars: (bookings) => bookings.calendars(),
    saveCalendar: (bookings) => bookings.saveCalendar(calendarOf('https://calendar.example/changed.ics')),
    removeCalendar: (bookings) => bookings.removeCalendar('cal_1'),
    saveBusy: (bookings) => bookings.saveBusy('cal_1', [{ start: later(5), end: later(9) }]),
    busy: (bookings) => bookings.busy({ start: NOW, end: later(1_000) }),
  },
}

/** The name of what `fill` keeps: the hash of its content, so the same in every store. */
const FILLED = { snapshot: '' }

/** Keys and pseudonyms are random, so what they make differs from store to store. */
function withoutChance(entries: ChainedEntry[]) {
  return entries.map(({ person, sealed, prevHash: _prevHash, hash: _hash, ...rest }) => ({
    ...rest,
    person: person !== null,
    sealed: sealed !== null,
  }))
}

export function storeIsolationContract(factory: StoreFactory): void {
  describe('isolation of tenants', () => {
    test('every method of every repository stays within its tenant', async () => {
      for (const [name, method] of await methodsOfTransaction(factory)) {
        const call = registeredCall(name, method)
        const alone = await answerIn(factory, call, false)
        const together = await answerIn(factory, call, true)
        assert.deepEqual(together.answer, alone.answer, `${name}.${method} answers something of the other tenant`)
        assert.deepEqual(together.after, alone.after, `${name}.${method} changes its own tenant otherwise when another exists`)
        assert.deepEqual(together.otherAfter, together.otherBefore, `${name}.${method} changes the other tenant`)
      }
    })

    test('a tenant without data finds nothing beside one that has it', async () => {
      const place = await factory({ lasting: false })
      const store = await place.open()
      await fill(store, BETA)
      const seen = await snapshot(store, ALPHA)
      assert.ok(!JSON.stringify(seen).includes('beta'))
      assert.deepEqual(seen.leads, { items: [], nextCursor: null })
      await store.close()
      await place.remove()
    })
  })
}

function registeredCall(name: string, method: string): (tx: TenantTransaction) => Promise<unknown> {
  // The names were enumerated on the object at run time, so the types cannot follow; a missing entry is what the next line looks for.
  const calls = CALLS as unknown as Record<string, Record<string, (repository: unknown) => Promise<unknown>>>
  const call = calls[name]?.[method]
  assert.ok(call, `${name}.${method} is a method of the store that has no call registered in store-isolation.ts: add one`)
  return (tx) => call((tx as unknown as Record<string, unknown>)[name])
}

async function methodsOfTransaction(factory: StoreFactory): Promise<[name: string, method: string][]> {
  const place = await factory({ lasting: false })
  const store = await place.open()
  const found = await store.transaction(ALPHA, async (tx) =>
    Object.entries(tx).flatMap(([name, repository]) => methodsOf(repository).map((method): [string, string] => [name, method])),
  )
  await store.close()
  await place.remove()
  assert.ok(found.length >= 35, `only ${found.length} methods were found on the transaction: the reflection misses some`)
  return found
}

function methodsOf(object: object): string[] {
  const names = new Set<string>()
  for (let level: object | null = object; level !== null && level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    for (const name of Object.getOwnPropertyNames(level)) {
      if (name !== 'constructor' && typeof Object.getOwnPropertyDescriptor(level, name)?.value === 'function') names.add(name)
    }
  }
  return [...names]
}

async function answerIn(factory: StoreFactory, call: (tx: TenantTransaction) => Promise<unknown>, withOther: boolean) {
  const place = await factory({ lasting: false })
  const store = await place.open()
  await fill(store, ALPHA)
  if (withOther) await fill(store, BETA)
  await store.acrossTenants.claimDue({ at: NOW, limit: 10, leaseUntil: later(60_000) })
  const otherBefore = await snapshot(store, BETA)
  const answer = await store.transaction(ALPHA, call)
  const result = { answer, after: await snapshot(store, ALPHA), otherBefore, otherAfter: await snapshot(store, BETA) }
  await store.close()
  await place.remove()
  return result
}

/** The same rows with the same ids for any tenant; only what is unique in the world differs. */
async function fill(store: Store, tenant: typeof ALPHA): Promise<void> {
  const number = { e164: phone(tenant === ALPHA ? '+12175550102' : '+12175550103'), topology: 'dial-first' as const }
  const waiting = plannedOf({ cancelKey: 'turn', notBefore: later(10), lane: 'texts', onceKey: tenant === ALPHA ? null : 'once' })
  await store.transaction(tenant, async (tx) => {
    await tx.tenant.save(policyOf(tenant, { numbers: [number] }), NOW)
    await tx.tenant.saveAccount({ accountSid: `AC-${tenant}`, authToken: `token-${tenant}` })
    await tx.inbox.add(inboxRowOf())
    FILLED.snapshot = await tx.snapshots.keep(keptWithOf('filled'))
    await tx.directives.save('agent', `of ${tenant}`, NOW)
    await tx.conversations.save(
      conversationOf({ calls: [callStateOf('CA1')], lead: leadOf({ intake: { ...newIntake('en'), slots: ADDRESS } }) }),
      NOW,
    )
    await tx.calls.save(callOf({ leadId: 'ld_1' }))
    await tx.messages.add(messageOf({ carrierId: 'SM1', body: `from ${tenant}` }))
    await tx.media.add({ ...PICTURE, source: `of ${tenant}` })
    await tx.decisions.add(decisionOf({ reasons: [{ code: tenant }] }))
    await tx.outbox.add([{ id: 'claimed', conversationKey: CUSTOMER, planned: plannedOf(), at: NOW }])
    await tx.outbox.add([{ id: 'waiting', conversationKey: CUSTOMER, planned: waiting, at: NOW }])
    await tx.alerts.add(alertOf({ body: `for ${tenant}` }))
    await tx.usage.saveRate({ minute: 1, used: 1 })
    await tx.usage.add(NOW, USED)
    await tx.ledger.append(ledgerEntryOf({ personal: { words: `from ${tenant}` } }))
    await tx.people.keepSuppression(CUSTOMER, { since: NOW, rule: tenant })
    await tx.members.saveStaff({ phone: phone('+12175550166'), name: `staff of ${tenant}` }, NOW)
    await tx.results.add('2026-12-07', STEPS)
    await tx.results.addSpeed('2026-12-07', 3)
    await tx.corrections.add({ ...CORRECTION, body: `from ${tenant}` })
    await tx.inquiries.add({ ...INQUIRY, words: `words of ${tenant}` })
    await tx.intakeKeys.add({ ...INTAKE_KEY, name: `key of ${tenant}` })
    await tx.selfTests.save({ ...TESTED, fault: tenant === ALPHA ? null : 'warn' })
    await tx.registration.save({ ...exampleRecord(), useCase: `of ${tenant}` })
    await tx.bookings.save(bookingOf({ conversationKey: `of ${tenant}` }), NOW)
    await tx.bookings.closeDay('2026-12-25')
    await tx.bookings.closeDay(tenant === ALPHA ? '2026-12-26' : '2026-12-27')
    await tx.bookings.saveCalendar(calendarOf(`https://calendar.example/${tenant}.ics`))
    await tx.bookings.saveBusy('cal_1', [{ start: NOW, end: later(tenant === ALPHA ? 10 : 20) }])
  })
}

/** Everything that a tenant can read of itself. */
async function snapshot(store: Store, tenant: typeof ALPHA) {
  const seen = await store.transaction(tenant, async (tx) => ({
    tenant: await tx.tenant.find(),
    account: await tx.tenant.account(),
    page: await tx.inbox.page('', 50),
    directives: await tx.directives.list(),
    snapshot: await tx.snapshots.find(FILLED.snapshot),
    inbox: [await tx.inbox.find('CA1:call-received'), await tx.inbox.find('new')],
    conversation: await tx.conversations.find(CUSTOMER),
    keyOfCall: await tx.conversations.keyOfCall('CA1'),
    leads: await tx.leads.list(PAGE),
    calls: await tx.calls.list(PAGE),
    messages: await tx.messages.list(PAGE),
    media: [await tx.media.find('SM1:0'), await tx.media.find('new'), await tx.media.ofSubjects(['SM1'])],
    decisions: await tx.decisions.list(PAGE),
    outbox: [await tx.outbox.find('claimed'), await tx.outbox.find('waiting'), await tx.outbox.find('new')],
    alerts: await tx.alerts.list(PAGE),
    rate: await tx.usage.rate(),
    usage: await tx.usage.list(PAGE),
    ledger: withoutChance((await tx.ledger.list(PAGE)).items),
    whole: (await tx.ledger.verify(CHAIN_START, 50)).verdict.ok,
    suppression: await tx.people.suppression(CUSTOMER),
    registration: await tx.registration.find(),
    inquiries: await tx.inquiries.list(PAGE),
    intakeKeys: await tx.intakeKeys.list(),
    bookings: await tx.bookings.touching({ start: NOW, end: later(1_000) }),
    closedDays: await tx.bookings.closedDays('2020-01-01'),
    calendars: await tx.bookings.calendars(),
    busy: await tx.bookings.busy({ start: NOW, end: later(1_000) }),
    members: await tx.members.list(),
    results: [await tx.results.days('2026-12-01', '2026-12-31'), await tx.results.speeds('2026-12-01', '2026-12-31')],
    corrections: await tx.corrections.list(PAGE),
  }))
  // A pseudonym is random too. What goes through JSON comes back as the same type: rows hold nothing else.
  return JSON.parse(JSON.stringify(seen).replaceAll(/erased:[\w-]+/g, 'erased')) as typeof seen
}

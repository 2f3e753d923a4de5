import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadDirectives } from '#adapters/directives/load-directives.ts'
import { embeddedModel } from '#adapters/embedded-engine/embedded-model.ts'
import { keyedHash } from '#adapters/keyed-hash/keyed-hash.ts'
import { openSqliteStore } from '#adapters/store/open-sqlite-store.ts'
import type { SmsKind } from '#core/event.ts'
import { defaultConsentWords } from '#core/inquiries/consent-words.ts'
import { instant, type Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import { createAbsences } from '#flow/absences.ts'
import { askForText } from '#flow/ask-for-text.ts'
import { createDispatcher, LEASE_MS, type Dispatcher } from '#flow/dispatch.ts'
import type { FlowParts } from '#flow/parts.ts'
import { receive } from '#flow/receive.ts'
import { receiveInquiry } from '#flow/receive-inquiry.ts'
import { createReader } from '#flow/reader.ts'
import { createTenants } from '#flow/tenants.ts'
import type { Carrier } from '#ports/carrier.ts'
import type { Store, TenantTransaction } from '#ports/store.ts'
import { phone, testPolicy } from '../flow/house.ts'

const START = Date.parse('2026-12-07T16:00:00Z')
const ACCOUNT = { accountSid: `AC${'a'.repeat(32)}`, authToken: 'token' }
const ignore = (): void => {}

/** What happened, in the order of the commits: the gate let a text pass, or a customer's wish became known. */
export type Logged =
  | { kind: 'passed'; tenantId: string; to: string; smsKind: SmsKind; id: string; at: Instant }
  | { kind: 'wish'; tenantId: string; from: string; suppressed: boolean }

/** How the carrier answers the next text, and whether the process that sends it dies on the way. */
export type SendFate = 'done' | 'held' | 'lost' | 'dies-before' | 'dies-after'

export type Pair = {
  log: Logged[]
  /** Ids of the effects that reached the carrier, as often as they did. */
  reached: { id: string; to: string; body: string; at: Instant }[]
  tenants: readonly TenantId[]
  shops: readonly PhoneNumber[]
  suppressed(tenant: number, from: PhoneNumber): Promise<boolean>
  text(tenant: number, from: PhoneNumber, body: string): Promise<void>
  call(tenant: number, from: PhoneNumber): Promise<void>
  /** Somebody fills in the form with this number and ticks the box. */
  fillIn(tenant: number, phone: PhoneNumber): Promise<void>
  ask(tenant: number, to: PhoneNumber, smsKind: SmsKind, body: string): Promise<void>
  /** Lets one of the two dispatchers work; does not wait for it. The next texts that it sends meet this fate. */
  nudge(which: 0 | 1, fate: SendFate): void
  /** Lets the texts that the carrier holds back arrive. */
  release(): void
  pass(ms: number): Promise<void>
  /** Everything that can still happen happens. */
  settle(): Promise<void>
}

export type World = { open(run: number): Promise<Pair>; close(): Promise<void> }

/** One store on disk; every run has businesses of its own in it, and two dispatchers that work on the same rows, each in a process that may die. */
export async function openWorld(plant: (parts: FlowParts) => FlowParts = (parts) => parts): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'lead-agent-two-'))
  const store = await openSqliteStore({ path: join(folder, 'test.db'), synchronous: 'NORMAL', secretKey: new Uint8Array(32).fill(7) })
  const directives = loadDirectives(join(import.meta.dirname, '..', '..', 'directives'))
  return {
    open: (run) => openPair(store, directives, run, plant),
    async close() {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function openPair(
  inner: Store,
  directives: FlowParts['directives'],
  run: number,
  plant: (parts: FlowParts) => FlowParts,
): Promise<Pair> {
  const log: Logged[] = []
  const reached: Pair['reached'] = []
  let now = START
  let events = 0
  const held: (() => void)[] = []
  const policies = [0, 1].map((place) =>
    testPolicy(`t_run${run}x${place}`, {
      name: place === 0 ? 'Ace Plumbing' : 'Best Drains',
      ownerPhone: null,
      numbers: [{ e164: phone(`+1217${String(2_000_000 + run * 2 + place)}`), topology: 'forwarded' }],
    }),
  )
  const tenants = policies.map(({ tenantId }) => tenantId)
  const shops = policies.map(({ numbers }) => numbers[0]?.e164 ?? phone('+12175550100'))
  for (const policy of policies) await inner.transaction(policy.tenantId, (tx) => tx.tenant.save(policy, instant(now)))

  const store = logging(inner, log, () => instant(now))
  const known = createTenants(store, ACCOUNT)
  const base = (carrier: Carrier, its: Store): FlowParts => {
    const parts = {
      store: its,
      clock: { now: () => instant(now), tzdata: '2026c', after: () => ignore },
      carrier,
      engine: embeddedModel,
      model: null,
      media: { save: async () => {}, read: async () => null, remove: async () => {} },
      calendars: { read: async () => ({ kind: 'retry' as const, afterMs: 60_000, reason: 'not read here', code: null }) },
      directives,
      tenants: known,
      workflows: null,
      measures: {
        eventReceived: ignore,
        missedToText: ignore,
        textSettled: ignore,
        effectFailed: ignore,
        ownerTold: ignore,
        modelAsked: ignore,
        workflowTold: ignore,
      },
      parentAccount: ACCOUNT,
      publicUrl: 'https://lead-agent.test',
      keyedHash: keyedHash(new Uint8Array(32).fill(7), 'two dispatchers'),
      codeHash: (text: string) => text,
      absences: createAbsences(store),
      lab: false,
      waitingAnswers: () => 0,
      nudge: ignore,
    }
    return plant({ ...parts, reader: createReader(parts) })
  }
  const quiet = base(
    carrierOf(async () => 'done'),
    store,
  )

  /** A process: from its death on nothing that it does reaches store or carrier. */
  function process(): { dispatcher: Dispatcher; fate: SendFate; dead: boolean } {
    const self = { fate: 'done' as SendFate, dead: false }
    const carrier = carrierOf(async (id, to, body) => {
      if (self.dead) return never()
      const { fate } = self
      if (fate === 'dies-before') {
        self.dead = true
        return never()
      }
      reached.push({ id, to, body, at: instant(now) })
      if (fate === 'dies-after') {
        self.dead = true
        return never()
      }
      if (fate === 'held') await new Promise<void>((resolve) => held.push(resolve))
      return fate === 'lost' ? 'lost' : 'done'
    })
    const mortal: Store = { ...bound(store), transaction: (tenantId, work) => (self.dead ? never() : store.transaction(tenantId, work)) }
    return Object.assign(self, { dispatcher: createDispatcher(base(carrier, mortal)) })
  }

  function carrierOf(send: (id: string, to: string, body: string) => Promise<'done' | 'lost'>): Carrier {
    return {
      placeCall: async () => ({ kind: 'refused', reason: 'nobody is rung here', code: null }),
      async sendText(_account, text) {
        const id = new URL(text.statusCallbackUrl).searchParams.get('effect') ?? ''
        const answer = await send(id, text.to, text.body)
        if (answer === 'lost') return { kind: 'unknown', reason: 'the answer got lost' }
        return { kind: 'done', value: { carrierId: `SM${id}`, segments: 1, status: 'sent' } }
      },
      async findText(_account, { to, body, since }) {
        const found = reached.find((text) => text.to === to && text.body === body && text.at >= since)
        return found === undefined ? { kind: 'absent' } : { kind: 'found', carrierId: `SM${found.id}`, status: 'sent' }
      },
      fetchMedia: async () => ({ kind: 'refused', reason: 'nothing is fetched here', code: null }),
      lookUpLineType: async () => ({ kind: 'done', value: 'mobile' }),
      listCalls: async () => ({ kind: 'done', value: [] }),
      listReceivedTexts: async () => ({ kind: 'done', value: [] }),
    }
  }

  const pair = [process(), process()]
  const tenantOf = async (place: number) => {
    const found = await known.find(tenants[place] ?? policies[0]!.tenantId)
    if (found === null) throw new Error('a business of the run is missing')
    return found
  }
  /** Long enough for everything that does not wait for the carrier. */
  const breathe = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }

  function nudge(which: 0 | 1, fate: SendFate): void {
    const current = pair[which]
    if (current === undefined || current.dead) pair[which] = process()
    const its = pair[which]
    if (its === undefined) return
    its.fate = fate
    void its.dispatcher.processAll().catch(ignore)
  }

  return {
    log,
    reached,
    tenants,
    shops,
    async suppressed(place, from) {
      const conversation = await inner.transaction(tenants[place]!, (tx) => tx.conversations.find(from))
      return conversation !== null && conversation.contact.suppressedAt !== null
    },
    async text(place, from, body) {
      events += 1
      const event = {
        kind: 'sms-received' as const,
        messageSid: `SM${run}x${events}`,
        from,
        to: shops[place]!,
        body,
        media: [],
        optOutType: null,
      }
      await receive(quiet, await tenantOf(place), { id: `SM${run}x${events}:sms`, event })
      await breathe()
    },
    async call(place, from) {
      events += 1
      const callSid = `CA${run}x${events}`
      const call = { callSid, from, to: shops[place]! }
      await receive(quiet, await tenantOf(place), {
        id: `${callSid}:received`,
        event: { kind: 'call-received', forwardedFrom: null, ...call },
      })
      await breathe()
    },
    async fillIn(place, from) {
      events += 1
      const tenant = await tenantOf(place)
      const at = instant(now)
      const words = defaultConsentWords(tenant.policy)
      const consent = { ticked: true, words, wordsVersion: 'form-1', at, pageUrl: null, ip: null, userAgent: null }
      const fields = { name: null, message: 'My sink is clogged', address: null, zip: null, preferredTime: null }
      const origin = { channel: 'form' as const, label: 'website', doubt: null, by: null }
      await receiveInquiry(quiet, tenant, { key: `${run}x${events}`, phone: from, ...fields, ...origin, consent })
      await breathe()
    },
    async ask(place, to, smsKind, body) {
      events += 1
      await askForText(quiet, await tenantOf(place), { key: `${run}x${events}`, to, body, smsKind })
      await breathe()
    },
    nudge,
    release() {
      for (const resolve of held.splice(0)) resolve()
    },
    async pass(ms) {
      await breathe()
      now += ms
      await inner.acrossTenants.recoverLeases(instant(now), false)
    },
    async settle() {
      for (let round = 0; round < 4; round += 1) {
        for (const resolve of held.splice(0)) resolve()
        now += LEASE_MS + 1_000
        await inner.acrossTenants.recoverLeases(instant(now), false)
        nudge(0, 'done')
        nudge(1, 'done')
        await breathe()
        for (const resolve of held.splice(0)) resolve()
        await breathe()
      }
    },
  }
}

function never<Value>(): Promise<Value> {
  return new Promise<Value>(ignore)
}

function bound(store: Store): Store {
  return {
    transaction: (tenantId, work) => store.transaction(tenantId, work),
    acrossTenants: store.acrossTenants,
    access: (work) => store.access(work),
    onChange: (listener) => store.onChange(listener),
    check: () => store.check(),
    eraseTraces: (options) => store.eraseTraces(options),
    moving: store.moving,
    close: () => store.close(),
  }
}

/** Writes down, inside each transaction and so in their order, which texts the gate let pass and what each customer wishes from then on. */
function logging(store: Store, log: Logged[], now: () => Instant): Store {
  return {
    ...bound(store),
    transaction: (tenantId, work) =>
      store.transaction(tenantId, async (tx) => {
        const seen: Logged[] = []
        const result = await work(watched(tx, tenantId, seen, now))
        log.push(...seen)
        return result
      }),
  }
}

function watched(tx: TenantTransaction, tenantId: TenantId, seen: Logged[], now: () => Instant): TenantTransaction {
  const outbox: TenantTransaction['outbox'] = {
    add: (rows) => tx.outbox.add(rows),
    find: (id) => tx.outbox.find(id),
    isClaimed: (id, attempt) => tx.outbox.isClaimed(id, attempt),
    cancel: (key, keys) => tx.outbox.cancel(key, keys),
    waits: (key, cancelKey) => tx.outbox.waits(key, cancelKey),
    cancelTexts: (key) => tx.outbox.cancelTexts(key),
    settle: (id, state) => tx.outbox.settle(id, state),
    putBack: (id, state, until, how) => tx.outbox.putBack(id, state, until, how),
    async markTried(id, at) {
      await tx.outbox.markTried(id, at)
      const effect = (await tx.outbox.find(id))?.effect
      if (effect?.kind === 'send-sms') seen.push({ kind: 'passed', tenantId, to: effect.to, smsKind: effect.smsKind, id, at: now() })
    },
  }
  const conversations: TenantTransaction['conversations'] = {
    find: (key) => tx.conversations.find(key),
    keyOfCall: (sid) => tx.conversations.keyOfCall(sid),
    async save(conversation, at, before) {
      await tx.conversations.save(conversation, at, before)
      const was = before?.contact.suppressedAt ?? null
      const { suppressedAt } = conversation.contact
      if ((was === null) !== (suppressedAt === null) && conversation.phone !== null)
        seen.push({ kind: 'wish', tenantId, from: conversation.phone, suppressed: suppressedAt !== null })
    },
  }
  return { ...tx, outbox, conversations }
}

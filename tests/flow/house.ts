import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVirtualClock, type VirtualClock } from '#adapters/fake-carrier/clock.ts'
import { createFakeCarrier, type FakeCarrier, type FakeCarrierOptions } from '#adapters/fake-carrier/fake-carrier.ts'
import { ConnectFailure, type Delivery } from '#adapters/fake-carrier/http-delivery.ts'
import { webhookAddresses } from '#adapters/twilio/webhook-addresses.ts'
import type { Config } from '#config/config.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { instant, type Instant } from '#core/values/instant.ts'
import { parsePhoneNumber, type PhoneNumber } from '#core/values/phone-number.ts'
import { parseTenantId, type TenantId } from '#core/values/tenant-id.ts'
import { buildApp, type App, type Replacements } from '#execution/app.ts'
import type { Clock } from '#ports/clock.ts'
import type { MessageRow } from '#ports/messages.ts'

/** Monday, 7 December 2026, 10:00 in Chicago: a working day in winter time. */
export const MONDAY_MORNING = Date.parse('2026-12-07T16:00:00Z')
const PUBLIC_URL = 'https://lead-agent.test'
export const ACCOUNT = { accountSid: `AC${'a'.repeat(32)}`, authToken: 'lab-token' }
const WORKING_HOURS = [
  { from: '07:00', to: '17:00', mode: 'day' as const },
  { from: '17:00', to: '21:00', mode: 'evening' as const },
]

export type House = {
  app: App
  clock: VirtualClock
  carrier: FakeCarrier
  faults: { where: string; error: unknown }[]
  dataDir: string
  /** Makes a business and its number at the carrier. */
  addTenant(changes?: Partial<TenantPolicy> & { id?: string }): Promise<TenantPolicy>
  /** Lets time pass with everything that falls due in it, the product's own work included. */
  pass(ms: number): Promise<void>
  messages(tenantId: TenantId): Promise<MessageRow[]>
  /** The process ends and a new one starts on the same data; what failed while ending is of no interest. */
  restart(): Promise<void>
  /** Until `restart`, nobody answers. */
  isDown(): boolean
  goDown(): void
  close(): Promise<void>
}

export type HouseOptions = Partial<Pick<FakeCarrierOptions, 'voice' | 'delivery' | 'seed' | 'eventCapacity'>> & {
  startMs?: number
  /** Of another installation, where two are needed. */
  secretKey?: Uint8Array
  /** Hears of every webhook that the product has answered with success, whether or not the answer arrives. */
  observe?: (webhook: { path: string; params: URLSearchParams; atMs: number }) => void
  /** Parts in place of the real ones, made anew at every start of the product. */
  replacements?: (place: { origin: string; databasePath: string; secretKey: Uint8Array }) => Promise<Partial<Replacements>>
}

const SECRET_KEY = new Uint8Array(32).fill(7)

/** The whole app in one process: real store on disk, the built-in carrier over HTTP, virtual time. */
export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const secretKey = options.secretKey ?? SECRET_KEY
  const folder = mkdtempSync(join(tmpdir(), 'lead-agent-'))
  const clock = createVirtualClock({ startMs: options.startMs ?? MONDAY_MORNING, patienceMs: 50 })
  const faults: House['faults'] = []
  let app: App | null = null
  let dead: App | null = null
  /** Of the newest process: what fails in one that is ending is of no interest. */
  let life = { isOver: false }
  const deliver: Delivery = async (request) => {
    if (app === null) throw new ConnectFailure('the product is down')
    const response = await inject(app, request)
    const { pathname, searchParams } = new URL(request.url)
    const params = new URLSearchParams([...searchParams, ...new URLSearchParams(request.body)])
    if (response.status < 300) options.observe?.({ path: pathname, params, atMs: clock.now() })
    return response
  }
  const carrier = createFakeCarrier({
    clock,
    seed: options.seed ?? 1,
    accounts: [ACCOUNT],
    deliver,
    ...(options.voice === undefined ? {} : { voice: options.voice }),
    ...(options.delivery === undefined ? {} : { delivery: options.delivery }),
    ...(options.eventCapacity === undefined ? {} : { eventCapacity: options.eventCapacity }),
  })
  const face = await carrier.listen()
  const config = configOf(folder, face.origin)

  async function open(): Promise<App> {
    const place = { origin: face.origin, databasePath: join(folder, 'test.db'), secretKey }
    const replaced = (await options.replacements?.(place)) ?? {}
    const own = { isOver: false }
    life = own
    const opened = await buildApp(
      config,
      { operatorToken: 'operator', encryptionKey: secretKey },
      {
        clock: productClock(clock, () => opened),
        onFault: (where, error) => {
          if (!own.isOver) faults.push({ where, error })
        },
        // Only the tests of the self-test want its requests among the others.
        selfTests: false,
        ...replaced,
      },
    )
    await opened.server.ready()
    await opened.start()
    return opened
  }

  app = await open()
  const house: House = {
    get app() {
      if (app === null) throw new Error('the product is down')
      return app
    },
    clock,
    carrier,
    faults,
    dataDir: folder,
    addTenant: (changes = {}) => addTenant(house, changes),
    async pass(ms) {
      await clock.advance(ms)
      await house.app.dispatcher.processAll()
    },
    messages: async (tenantId) =>
      (await house.app.store.transaction(tenantId, (tx) => tx.messages.list({ limit: 200, cursor: null }))).items.toReversed(),
    isDown: () => app === null,
    goDown() {
      dead = app ?? dead
      app = null
    },
    async restart() {
      const old = app ?? dead
      life.isOver = true
      dead = null
      app = null
      await old?.stop().catch(() => {})
      app = await open()
    },
    async close() {
      await app?.stop()
      await carrier.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return house
}

async function inject(app: App, request: Parameters<Delivery>[0]): ReturnType<Delivery> {
  const { pathname, search } = new URL(request.url)
  const response = await app.server.inject({
    method: request.method,
    url: pathname + search,
    headers: { ...request.headers },
    payload: request.body,
  })
  await app.dispatcher.processAll()
  return { status: response.statusCode, headers: flat(response.headers), body: response.body }
}

function flat(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]))
}

/** The product's clock runs on the carrier's, and time stands still while the product works. */
function productClock(clock: VirtualClock, app: () => App): Clock {
  return {
    now: () => instant(clock.now()),
    tzdata: process.versions['tz'] ?? '',
    after(delayMs, run) {
      const task = clock.after(delayMs, () => {
        run()
        clock.track?.(app().dispatcher.processAll())
      })
      return () => task.cancel()
    },
  }
}

async function addTenant(house: House, changes: Partial<TenantPolicy> & { id?: string }): Promise<TenantPolicy> {
  const { id, ...rest } = changes
  const policy = testPolicy(id ?? 't_ace', rest)
  await house.app.store.transaction(policy.tenantId, (tx) => tx.tenant.save(policy, instant(house.clock.now())))
  house.app.parts.tenants.forget(policy.tenantId)
  const { voice, voiceStatus, sms } = webhookAddresses(PUBLIC_URL, policy.tenantId)
  for (const { e164 } of policy.numbers) {
    house.carrier.provisionNumber({ accountSid: ACCOUNT.accountSid, e164, voiceUrl: voice, statusCallback: voiceStatus, smsUrl: sms })
  }
  return policy
}

/** A plumber in Springfield, Illinois, with every field that a test does not care about. */
export function testPolicy(id: string, changes: Partial<TenantPolicy> = {}): TenantPolicy {
  const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, WORKING_HOURS]))
  return {
    tenantId: tenantId(id),
    status: 'active',
    name: 'Ace Plumbing',
    trade: 'plumbing',
    timezone: 'America/Chicago',
    country: 'US',
    region: 'IL',
    mailingAddress: '12 Main St, Springfield, IL 62701',
    businessPhone: phone('+12175550100'),
    website: null,
    ownerName: 'Sam',
    ownerPhone: phone('+12175550101'),
    ownerPhoneVerified: true,
    fallbackPhone: null,
    // No test but its own wants a text in the evening.
    digestAt: null,
    numbers: [{ e164: phone('+12175550102'), topology: 'dial-first' }],
    hours: { week, exceptions: [] },
    limits: { requestsPerMinute: 20, textsPerHour: 1_000, textsPerDay: 10_000, monthlyBudgetCents: 100_000 },
    registration: { kind: 'attested', status: 'none', campaignSid: null, note: 'test' },
    messagingServiceSid: null,
    ringSeconds: 15,
    messageAudioUrl: null,
    ...changes,
  }
}

export function phone(text: string): PhoneNumber {
  const parsed = parsePhoneNumber(text)
  if (parsed === null) throw new Error(`${text} is not E.164`)
  return parsed
}

export function tenantId(text: string): TenantId {
  const parsed = parseTenantId(text)
  if (parsed === null) throw new Error(`${text} is not a tenant id`)
  return parsed
}

export function at(house: House): Instant {
  return instant(house.clock.now())
}

function configOf(folder: string, origin: string): Config {
  return {
    mode: 'live',
    listen: { host: '127.0.0.1', port: 3000 },
    publicUrl: PUBLIC_URL,
    dataDir: folder,
    database: { kind: 'sqlite', path: join(folder, 'test.db'), synchronous: 'NORMAL' },
    twilioAccount: ACCOUNT,
    twilioApiBaseUrl: origin,
    transcribes: true,
    ai: null,
    n8n: null,
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVirtualClock, type VirtualClock } from '#adapters/fake-carrier/clock.ts'
import { createFakeCarrier, type FakeCarrier } from '#adapters/fake-carrier/fake-carrier.ts'
import { openSqliteStore } from '#adapters/store/open-sqlite-store.ts'
import { createTwilioRegistration } from '#adapters/twilio/registration/twilio-registration.ts'
import { webhookAddresses } from '#adapters/twilio/webhook-addresses.ts'
import { exampleDirective } from '#core/conversation/example-turn.ts'
import type { Application } from '#core/registration/application.ts'
import type { RegistrationRecord } from '#core/registration/record.ts'
import { REGISTRATION_DEFAULTS, type RegistrationSettings } from '#core/registration/registration-settings.ts'
import type { RegistrationView } from '#core/registration/registration-view.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { HOUR_MS, instant, MINUTE_MS } from '#core/values/instant.ts'
import { createRegistrar, type Registrar } from '#flow/registration/registrar.ts'
import type { Advanced } from '#flow/registration/advance.ts'
import { createTenants } from '#flow/tenants.ts'
import type { Clock } from '#ports/clock.ts'
import type { RegistrationPort } from '#ports/registration.ts'
import type { Store } from '#ports/store.ts'
import { phone, tenantId, testPolicy } from '../flow/house.ts'

export const PARENT = { accountSid: `AC${'a'.repeat(32)}`, authToken: 'parent-token' }
export const SUBACCOUNT = { accountSid: `AC${'b'.repeat(32)}`, authToken: 'tenant-token', parentSid: PARENT.accountSid }
export const TENANT = tenantId('t_ace')
export const PUBLIC_URL = 'https://lead-agent.test'
export const DATABASE_KEY = new Uint8Array(32).fill(7)
const START_MS = Date.parse('2026-12-07T16:00:00Z')

export type Bureau = {
  carrier: FakeCarrier
  clock: VirtualClock
  store: Store
  databasePath: string
  registrar: Registrar
  settings: RegistrationSettings
  /** Does what is due, lets time pass until the next look, and so on, for at most so long. Answers how it stood at the end. */
  live(ms: number): Promise<Advanced>
  submit(application: Application): Promise<void>
  view(): Promise<RegistrationView>
  record(): Promise<RegistrationRecord>
  policy(): Promise<TenantPolicy>
  /** A new process on the same data; `wrap` stands between it and the carrier. */
  restart(wrap?: (port: RegistrationPort) => RegistrationPort): void
  close(): Promise<void>
}

export type BureauOptions = {
  policy?: Partial<TenantPolicy>
  settings?: Partial<RegistrationSettings>
  /** What stands between the product and the carrier's HTTP face: its origin, given the carrier's. */
  through?: (origin: string) => Promise<string>
  wrap?: (port: RegistrationPort) => RegistrationPort
}

/** A tenant in a subaccount, the real store and adapter, and the built-in carrier over HTTP, on virtual time. Reviews are quick. */
export async function openBureau(options: BureauOptions = {}): Promise<Bureau> {
  const folder = mkdtempSync(join(tmpdir(), 'lead-agent-registration-'))
  const databasePath = join(folder, 'test.db')
  const clock = createVirtualClock({ startMs: START_MS })
  const carrier = createFakeCarrier({ clock, seed: 5, accounts: [PARENT, SUBACCOUNT] })
  carrier.registration.setReviewTimes({
    profile: 2 * MINUTE_MS,
    'trust-product': 2 * MINUTE_MS,
    brand: 4 * MINUTE_MS,
    campaign: 10 * MINUTE_MS,
    verification: 10 * MINUTE_MS,
  })
  const { accountSid } = SUBACCOUNT
  for (const e164 of ['+12175550102', '+12175550103', '+18885550102']) carrier.provisionNumber({ accountSid, e164 })
  const face = await carrier.listen()
  const origin = options.through === undefined ? face.origin : await options.through(face.origin)
  const store = await openSqliteStore({ path: databasePath, synchronous: 'NORMAL', secretKey: DATABASE_KEY })
  const managed = { kind: 'managed', status: 'none', campaignSid: null, note: null } as const
  const numbers = ['+12175550102', '+12175550103', '+18885550102'].map((e164) => ({ e164: phone(e164), topology: 'dial-first' as const }))
  const policy = testPolicy(TENANT, { registration: managed, numbers, ...options.policy })
  await store.transaction(TENANT, async (tx) => {
    await tx.tenant.save(policy, instant(clock.now()))
    await tx.tenant.saveAccount({ accountSid, authToken: SUBACCOUNT.authToken })
  })
  const { sms, smsStatus } = webhookAddresses(PUBLIC_URL, TENANT)
  const settings: RegistrationSettings = {
    tenantId: TENANT,
    inboundUrl: sms,
    statusCallback: smsStatus,
    ...REGISTRATION_DEFAULTS,
    numbersSettleMs: HOUR_MS,
    ...options.settings,
  }

  function start(wrap: BureauOptions['wrap']): Registrar {
    const port = createTwilioRegistration({ apiBaseUrl: origin, random: () => 0, now: () => clock.now(), timeoutMs: 5_000 })
    return createRegistrar({
      store,
      clock: patientClock(clock),
      tenants: createTenants(store, PARENT),
      directives: { forTrade: () => exampleDirective(), forTenant: () => exampleDirective() },
      parentAccount: PARENT,
      measures: {
        eventReceived() {},
        missedToText() {},
        textSettled() {},
        effectFailed() {},
        ownerTold() {},
        modelAsked() {},
        workflowTold() {},
      },
      registration: wrap === undefined ? port : wrap(port),
      settingsOf: () => settings,
    })
  }

  const bureau: Bureau = {
    carrier,
    clock,
    store,
    databasePath,
    registrar: start(options.wrap),
    settings,
    async live(ms) {
      const end = clock.now() + ms
      for (;;) {
        const stands = await bureau.registrar.advance(TENANT)
        if (!('until' in stands) || stands.until >= end) return stands
        await clock.advance(Math.max(1, stands.until - clock.now()))
      }
    },
    async submit(application) {
      const answer = await bureau.registrar.submit(TENANT, application)
      if (answer.kind !== 'taken') throw new Error(`not taken: ${JSON.stringify(answer)}`)
    },
    async view() {
      const view = await bureau.registrar.status(TENANT)
      if (view === null) throw new Error('there is no registration')
      return view
    },
    async record() {
      const record = await store.transaction(TENANT, (tx) => tx.registration.find())
      if (record === null) throw new Error('there is no registration')
      return record
    },
    async policy() {
      const found = await store.transaction(TENANT, (tx) => tx.tenant.find())
      if (found === null) throw new Error('there is no tenant')
      return found.policy
    },
    restart(wrap) {
      bureau.registrar = start(wrap)
    },
    async close() {
      await store.close()
      await carrier.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return bureau
}

/** Whoever waits lets time pass by exactly as long. */
function patientClock(clock: VirtualClock): Clock {
  return {
    now: () => instant(clock.now()),
    tzdata: process.versions['tz'] ?? '',
    after(delayMs, run) {
      void clock.advance(delayMs).then(run)
      return () => {}
    },
  }
}

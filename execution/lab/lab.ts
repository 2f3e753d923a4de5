import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createFakeCarrier, type FakeCarrier } from '#adapters/fake-carrier/fake-carrier.ts'
import { deliverOverHttp, type Delivery } from '#adapters/fake-carrier/http-delivery.ts'
import { createReachUs } from '#adapters/twilio/reach-us.ts'
import type { Config } from '#config/config.ts'
import { addressUrl } from '#config/listen-address.ts'
import type { CarrierAccount } from '#ports/carrier.ts'
import type { Clock } from '#ports/clock.ts'
import type { Lab } from '#ports/lab.ts'
import type { App, Replacements } from '../app.ts'
import { DEMO_OWNER_PHONE, DEMO_TENANT, demoBusiness } from './demo-business.ts'
import { openLabClock } from './lab-clock.ts'
import { createLabLog } from './lab-log.ts'
import { createLabNumbers } from './lab-numbers.ts'
import { labScreen } from './lab-screen.ts'
import { stepsOfProduct } from './product-steps.ts'
import { watchStore } from './watch-store.ts'

export type StartedLab = {
  /** The configuration with the built-in carrier in the place of Twilio. */
  config: Config
  carrier: FakeCarrier
  account: CarrierAccount
  screen: Lab
  /** What the app must be built with, so that it lives in the lab's time and its timeline can be seen. */
  replacements: Pick<Replacements, 'clock' | 'sessionClock' | 'lab' | 'watchStore' | 'reachUs'>
  /** Makes the demo business, once the app is built. */
  attach(app: App): Promise<void>
  /** Tests the demo business, once requests are served: it was not here this morning. */
  test(app: App): Promise<void>
  stop(): Promise<void>
}

/** Starts the built-in phone network on a loopback port. The app talks to it over HTTP through the ordinary Twilio adapter and knows no difference. */
export async function startLab(config: Config, machineClock: Clock): Promise<StartedLab> {
  const account: CarrierAccount = { accountSid: `AC${randomBytes(16).toString('hex')}`, authToken: randomBytes(16).toString('hex') }
  const clock = openLabClock(machineClock, join(config.dataDir, 'lab-clock.json'))
  const carrier = createFakeCarrier({
    clock: { now: clock.now, after: (delayMs, run) => ({ cancel: clock.after(delayMs, run) }) },
    seed: randomBytes(4).readUInt32LE(),
    accounts: [account],
    deliver: toThisMachine(config),
  })
  const face = await carrier.listen()
  const log = createLabLog()
  carrier.subscribe(log.heard)
  const numbers = createLabNumbers(carrier, account, config.publicUrl)
  let app: App | null = null
  const screen = labScreen({ carrier, account, clock, log, numbers, app: () => app })
  const zone = { zone: demoBusiness().timezone, tzdata: clock.tzdata }
  return {
    config: { ...config, twilioApiBaseUrl: face.origin, twilioAccount: account },
    carrier,
    account,
    screen,
    replacements: {
      clock,
      // The lab's time jumps by days; who is signed in stays so.
      sessionClock: machineClock,
      lab: screen,
      reachUs: createReachUs({ connectTo: hereOf(config) }),
      watchStore: (store) => watchStore(store, (committed) => log.add(stepsOfProduct(committed, zone), clock.now())),
    },
    async attach(started) {
      app = started
      await makeDemoBusiness(started)
      await numbers.connectAll(started)
      started.store.onChange((tenantId, changes) => {
        if (changes.some(({ kind }) => kind === 'tenant')) void numbers.connect(started, tenantId).catch(noteFault(started))
      })
      carrier.registerHandset({ e164: DEMO_OWNER_PHONE, kind: 'mobile' })
    },
    async test(started) {
      const demo = await started.parts.tenants.find(DEMO_TENANT)
      if (demo !== null) await started.selfTests.test(demo).catch(noteFault(started))
    },
    stop: () => carrier.close(),
  }
}

/** Webhooks are signed for `PUBLIC_URL`, wherever that is, and delivered here. */
function toThisMachine(config: Config): Delivery {
  const toHere = hereOf(config)
  return (request) => deliverOverHttp({ ...request, url: toHere(request.url) })
}

function hereOf({ listen, publicUrl }: Config): (url: string) => string {
  const here = addressUrl({ ...listen, host: listen.host === '0.0.0.0' ? '127.0.0.1' : listen.host })
  return (url) => url.replace(publicUrl, here)
}

function noteFault({ parts }: App): (error: unknown) => void {
  return (error) => parts.measures.effectFailed('lab', error)
}

async function makeDemoBusiness(app: App): Promise<void> {
  const { store, clock, tenants } = app.parts
  await store.transaction(DEMO_TENANT, async (tx) => {
    const known = await tx.tenant.find()
    if (known === null) await tx.tenant.save(demoBusiness(), clock.now())
  })
  tenants.forget(DEMO_TENANT)
}

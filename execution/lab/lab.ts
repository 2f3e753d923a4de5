import { randomBytes } from 'node:crypto'
import { createFakeCarrier, type FakeCarrier } from '#adapters/fake-carrier/fake-carrier.ts'
import { createRealClock } from '#adapters/fake-carrier/clock.ts'
import { deliverOverHttp, type Delivery } from '#adapters/fake-carrier/http-delivery.ts'
import { webhookAddresses } from '#adapters/twilio/webhook-addresses.ts'
import type { Config } from '#config/config.ts'
import { addressUrl } from '#config/listen-address.ts'
import type { CarrierAccount } from '#ports/carrier.ts'
import type { Clock } from '#ports/clock.ts'
import type { App } from '../app.ts'
import { DEMO_NUMBER, DEMO_OWNER_PHONE, DEMO_TENANT, demoBusiness } from './demo-business.ts'
import { labScreen, type LabScreen } from './lab-screen.ts'

export type StartedLab = {
  /** The configuration with the built-in carrier in the place of Twilio. */
  config: Config
  carrier: FakeCarrier
  account: CarrierAccount
  screen: LabScreen
  /** Makes the demo business, once the app is built. */
  attach(app: App): Promise<void>
  stop(): Promise<void>
}

/** Starts the built-in phone network on a loopback port. The app talks to it over HTTP through the ordinary Twilio adapter and knows no difference. */
export async function startLab(config: Config, clock: Clock): Promise<StartedLab> {
  const account: CarrierAccount = { accountSid: `AC${randomBytes(16).toString('hex')}`, authToken: randomBytes(16).toString('hex') }
  const carrier = createFakeCarrier({
    clock: createRealClock(),
    seed: randomBytes(4).readUInt32LE(),
    accounts: [account],
    deliver: toThisMachine(config),
  })
  const face = await carrier.listen()
  const screen = labScreen(carrier, account, clock)
  return {
    config: { ...config, twilioApiBaseUrl: face.origin, twilioAccount: account },
    carrier,
    account,
    screen,
    async attach(app) {
      await makeDemoBusiness(app)
      const addresses = webhookAddresses(config.publicUrl, DEMO_TENANT)
      const { voice, voiceStatus, sms } = addresses
      carrier.provisionNumber({
        accountSid: account.accountSid,
        e164: DEMO_NUMBER,
        voiceUrl: voice,
        statusCallback: voiceStatus,
        smsUrl: sms,
      })
      carrier.registerHandset({ e164: DEMO_OWNER_PHONE, kind: 'mobile' })
      screen.attach(app)
    },
    stop: () => carrier.close(),
  }
}

/** Webhooks are signed for `PUBLIC_URL`, wherever that is, and delivered here. */
function toThisMachine(config: Config): Delivery {
  const here = addressUrl({ ...config.listen, host: config.listen.host === '0.0.0.0' ? '127.0.0.1' : config.listen.host })
  return (request) => deliverOverHttp({ ...request, url: request.url.replace(config.publicUrl, here) })
}

async function makeDemoBusiness(app: App): Promise<void> {
  const { store, clock, tenants } = app.parts
  await store.transaction(DEMO_TENANT, async (tx) => {
    const known = await tx.tenant.find()
    if (known === null) await tx.tenant.save(demoBusiness('America/Chicago'), clock.now())
  })
  tenants.forget(DEMO_TENANT)
}

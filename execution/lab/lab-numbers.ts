import type { FakeCarrier } from '#adapters/fake-carrier/fake-carrier.ts'
import { webhookAddresses } from '#adapters/twilio/webhook-addresses.ts'
import { parsePhoneNumber, type PhoneNumber } from '#core/values/phone-number.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { CarrierAccount } from '#ports/carrier.ts'
import type { App } from '../app.ts'
import { DEMO_NUMBER, DEMO_TENANT } from './demo-business.ts'
import { labProblem } from './lab-problem.ts'

/** Businesses that are connected at the start; in the lab there are a handful. */
const CONNECTED_AT_START = 200
/** The range kept for fiction, 555-0100 to 555-0199, in an area code that no demo phone has: these ring nobody. */
const NUMBERS = Array.from({ length: 100 }, (_none, place) => `+1312555${String(100 + place).padStart(4, '0')}`)

/** The numbers that the built-in carrier gives to businesses. */
export type LabNumbers = {
  /** One that no business has. */
  free(app: App): Promise<PhoneNumber>
  /** Calls and texts to the business's numbers come to us from now on; answers the first, or null when there is none. */
  connect(app: App, tenantId: TenantId): Promise<PhoneNumber | null>
  connectAll(app: App): Promise<void>
  /** Calls to the demo business go to somebody else from now on; the answer leads them back. */
  misdirect(): () => void
}

export function createLabNumbers(carrier: FakeCarrier, account: CarrierAccount, publicUrl: string): LabNumbers {
  const known = new Set<string>()

  const connect = async (app: App, tenantId: TenantId) => {
    const tenant = await app.parts.tenants.find(tenantId)
    // A business with an account of its own signs its webhooks with a token that the built-in carrier does not have.
    if (tenant === null || tenant.account?.accountSid !== account.accountSid) return null
    const { voice, voiceStatus, sms } = webhookAddresses(publicUrl, tenantId)
    for (const { e164 } of tenant.policy.numbers) {
      if (known.has(e164)) continue
      carrier.provisionNumber({ accountSid: account.accountSid, e164, voiceUrl: voice, statusCallback: voiceStatus, smsUrl: sms })
      known.add(e164)
    }
    return tenant.policy.numbers[0]?.e164 ?? null
  }
  return {
    connect,
    misdirect() {
      const demo = { accountSid: account.accountSid, e164: DEMO_NUMBER }
      carrier.provisionNumber({ ...demo, voiceUrl: 'https://old-vendor.example/voice' })
      return () => void carrier.provisionNumber({ ...demo, voiceUrl: webhookAddresses(publicUrl, DEMO_TENANT).voice })
    },
    async free(app) {
      for (const text of NUMBERS) {
        const number = parsePhoneNumber(text)
        if (number !== null && (await app.parts.store.acrossTenants.tenantOfNumber(number)) === null) return number
      }
      throw labProblem('Every number of the built-in phone network is given away. Remove the data folder to start again.')
    },
    async connectAll(app) {
      const { items } = await app.parts.store.acrossTenants.tenants({ limit: CONNECTED_AT_START, cursor: null })
      for (const { policy } of items) await connect(app, policy.tenantId)
    },
  }
}

import type { FloodTenant } from './flood.ts'
import type { Product } from './product.ts'
import type { Account } from './webhook.ts'

export type MadeTenant = { id: string; webhooks: { voice: string; voiceStatus: string; sms: string; smsStatus: string } }

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
/** The contract's largest values, so that no limit of a tenant stands in the way of the measurement. */
const HIGHEST_LIMITS = { requestsPerMinute: 1_000_000, textsPerHour: 1_000_000, textsPerDay: 1_000_000, monthlyBudgetCents: 100_000_000 }

/** A plumber in Springfield, Illinois, as the operator posts it; by day around the clock, so that the hour of the run does not matter. */
export function plumber(number: string, account: Account, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    name: 'Ace Plumbing',
    trade: 'plumbing',
    timezone: 'America/Chicago',
    country: 'US',
    region: 'IL',
    mailingAddress: '12 Main St, Springfield, IL 62701',
    businessPhone: '+12175550100',
    ownerName: 'Sam',
    ownerPhone: '+12175550101',
    ownerPhoneVerified: true,
    fallbackPhone: null,
    numbers: [{ e164: number, topology: 'dial-first' }],
    hours: { week: Object.fromEntries(DAYS.map((day) => [day, [{ from: '00:00', to: '24:00', mode: 'day' }]])), exceptions: [] },
    limits: HIGHEST_LIMITS,
    twilio: { ...account, messagingServiceSid: null },
    registration: { kind: 'attested', campaignSid: `QE${'0'.repeat(32)}`, note: 'registered outside' },
    ...changes,
  }
}

/** Makes tenants by the API, numbered from `first`, each with a number of its own; all share the account, so that one token checks them all. */
export async function makeTenants(
  product: Product,
  account: Account,
  { first, count }: { first: number; count: number },
): Promise<FloodTenant[]> {
  const tenants: FloodTenant[] = []
  for (let index = first; index < first + count; index += 1) {
    const number = `+1217556${String(index).padStart(4, '0')}`
    const { webhooks } = await product.api<MadeTenant>('POST', '/tenants', plumber(number, account, { name: `Ace Plumbing ${index}` }))
    tenants.push({ account, number, webhooks })
  }
  return tenants
}

import { BOOKING_DEFAULTS } from '#core/booking/booking.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { parsePhoneNumber, type PhoneNumber } from '#core/values/phone-number.ts'
import { parseTenantId, type TenantId } from '#core/values/tenant-id.ts'

/** Numbers from the range kept for fiction (555-0100 to 555-0199): they ring nobody. */
export const DEMO_NUMBER = phone('+12175550102')
export const DEMO_OWNER_PHONE = phone('+12175550101')
export const DEMO_TENANT = tenant('t_demo')

/** Each mode comes every day, so that no jump of the lab's clock has far to go. */
const DEMO_DAY = [
  { from: '07:00', to: '17:00', mode: 'day' },
  { from: '17:00', to: '21:00', mode: 'evening' },
] as const
const DEMO_HOURS: TenantPolicy['hours'] = {
  week: { mon: DEMO_DAY, tue: DEMO_DAY, wed: DEMO_DAY, thu: DEMO_DAY, fri: DEMO_DAY, sat: DEMO_DAY, sun: DEMO_DAY },
  exceptions: [],
}

/** The business that can be rung without any account. */
export function demoBusiness(timezone = 'America/Chicago'): TenantPolicy {
  return {
    tenantId: DEMO_TENANT,
    status: 'active',
    name: 'Ace Plumbing',
    trade: 'plumbing',
    timezone,
    country: 'US',
    region: 'IL',
    mailingAddress: '12 Main St, Springfield, IL 62701',
    businessPhone: phone('+12175550100'),
    website: null,
    ownerName: 'Sam',
    ownerPhone: DEMO_OWNER_PHONE,
    ownerPhoneVerified: true,
    fallbackPhone: null,
    numbers: [{ e164: DEMO_NUMBER, topology: 'dial-first' }],
    hours: DEMO_HOURS,
    limits: { requestsPerMinute: 60, textsPerHour: 600, textsPerDay: 5_000, monthlyBudgetCents: 50_000 },
    registration: { kind: 'attested', status: 'none', campaignSid: null, note: 'lab: the built-in carrier needs no registration' },
    messagingServiceSid: null,
    ringSeconds: 12,
    messageAudioUrl: null,
    booking: BOOKING_DEFAULTS,
  }
}

/** The n-th person who never called before. */
export function customerNumber(count: number): PhoneNumber {
  return phone(`+1217555${String(110 + (count % 90)).padStart(4, '0')}`)
}

function phone(text: string): PhoneNumber {
  const parsed = parsePhoneNumber(text)
  if (parsed === null) throw new Error(`the demo number ${text} is not E.164`)
  return parsed
}

function tenant(text: string): TenantId {
  const parsed = parseTenantId(text)
  if (parsed === null) throw new Error(`the demo tenant id ${text} is not valid`)
  return parsed
}

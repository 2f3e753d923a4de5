import type { KeyedHash } from '#core/one-time-code.ts'
import { REGISTRATION_DEFAULTS, type RegistrationSettings } from '#core/registration/registration-settings.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import { PATH_OF_STEP, webhookAddresses } from '../webhook-addresses.ts'

/** Characters of the secret in the address: 128 bits. */
const SECRET_CHARACTERS = 32

/**
 * Where the carrier tells of a registration: Trust Hub's status callbacks and the sink of an event stream. Both are signed like other webhooks (unverified
 * for sinks), so a secret in the address stands in where no signature comes. All that anybody can do with it is make us look.
 */
export function registrationEventsUrl(publicUrl: string, tenantId: TenantId, hash: KeyedHash): string {
  return `${publicUrl.replace(/\/+$/, '')}/twilio/${tenantId}${PATH_OF_STEP.registration}?key=${registrationEventsKey(tenantId, hash)}`
}

export function registrationEventsKey(tenantId: TenantId, hash: KeyedHash): string {
  return hash(tenantId).slice(0, SECRET_CHARACTERS)
}

/** What a registration must know of this installation; the same for the running product and for the command line, or each would mend the other's work. */
export function registrationSettings(publicUrl: string, tenantId: TenantId, hash: KeyedHash): RegistrationSettings {
  const { sms, smsStatus } = webhookAddresses(publicUrl, tenantId)
  const bundleCallback = registrationEventsUrl(publicUrl, tenantId, hash)
  return { ...REGISTRATION_DEFAULTS, tenantId, inboundUrl: sms, statusCallback: smsStatus, bundleCallback }
}

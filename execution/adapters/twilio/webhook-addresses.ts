import { parseTenantId } from '#core/values/tenant-id.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { WebhookAddresses, WebhookAddressesOf, WebhookStep } from '#ports/carrier.ts'

/** The path of each step below `/twilio/{tenantId}`. Links in TwiML are made from it, so a link can never lead nowhere. */
export const PATH_OF_STEP = {
  voice: '/voice',
  whisper: '/voice/whisper',
  accept: '/voice/accept',
  rung: '/voice/rung',
  played: '/voice/played',
  key: '/voice/key',
  recorded: '/voice/recorded',
  recording: '/voice/recording',
  transcribed: '/voice/transcribed',
  'voice-status': '/voice/status',
  person: '/voice/person',
  'person-key': '/voice/person/key',
  'person-status': '/voice/person/status',
  sms: '/sms',
  'sms-status': '/sms/status',
  registration: '/registration',
  'self-test': '/self-test',
} as const satisfies Record<WebhookStep, string>

/** The addresses of one tenant that go into Twilio's console. `publicUrl` is `PUBLIC_URL`, with or without a slash at its end. */
export const webhookAddresses: WebhookAddressesOf = (publicUrl, tenantId): WebhookAddresses => {
  const base = `${publicUrl.replace(/\/+$/, '')}/twilio/${tenantId}`
  return {
    voice: base + PATH_OF_STEP.voice,
    voiceStatus: base + PATH_OF_STEP['voice-status'],
    sms: base + PATH_OF_STEP.sms,
    smsStatus: base + PATH_OF_STEP['sms-status'],
  }
}

/** Where a business's own test asks whether it is reached. */
export function selfTestAddress(publicUrl: string, tenantId: TenantId): string {
  return `${publicUrl.replace(/\/+$/, '')}/twilio/${tenantId}${PATH_OF_STEP['self-test']}`
}

/** Which tenant and step a request path means (without query); null for every other path. */
export function stepOfPath(path: string): { tenantId: TenantId; step: WebhookStep } | null {
  const match = /^\/twilio\/([^/]+)(\/.+)$/.exec(path)
  const tenantId = parseTenantId(match?.[1])
  const step = stepByPath.get(match?.[2] ?? '')
  return tenantId === null || step === undefined ? null : { tenantId, step }
}

const stepByPath = new Map<string, WebhookStep>(
  // The keys of the table are the steps by the `satisfies` above; Object.entries only forgets it.
  Object.entries(PATH_OF_STEP).map(([step, path]) => [path, step as WebhookStep]),
)

import { z } from 'zod'

import { outcomeOfRead } from './rest-outcome.ts'
import { createRest } from './rest.ts'
import { sid } from './webhook-fields.ts'
import type { Chance } from './rest-outcome.ts'
import type { TwilioRest } from './rest.ts'
import { isSameAddress, type LineAtCarrier, type LineRoute } from '#core/self-test/check-line.ts'
import type { Outcome } from '#core/effect.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { CarrierAccount } from '#ports/carrier.ts'
import type { LineReader } from '#ports/self-test.ts'

/** Nobody waits on the phone for these; a person may look at the screen. */
const READ_TIMEOUT_MS = 5_000

/** Services of an account that are looked at for a number whose own address is another one. */
const SERVICES_PER_PAGE = 50
const NUMBERS_PER_PAGE = 1_000

/** Twilio answers so for a thing that is not there, or that these credentials may not see. */
const NOT_OURS_TO_SEE: readonly (number | null)[] = [20003, 20404, 20008, null]

const optional = z
  .string()
  .nullish()
  .transform((text) => (text === '' ? null : (text ?? null)))
const number = z.object({
  sid,
  voice_url: optional,
  status_callback: optional,
  sms_url: optional,
  voice_application_sid: optional,
  sms_application_sid: optional,
  trunk_sid: optional,
})
type NumberFields = z.infer<typeof number>
const numbers = z.object({ incoming_phone_numbers: z.array(number) })
const application = z.object({ voice_url: optional, status_callback: optional, sms_url: optional })
const service = z.object({ sid, inbound_request_url: optional, use_inbound_webhook_on_number: z.boolean().nullish() })
const services = z.object({ services: z.array(service) })
const members = z.object({ phone_numbers: z.array(z.object({ sid })) })
const accountFields = z.object({ status: z.string() })

type Settings = { apiBaseUrl: string | null; timeoutMs?: number } & Chance
type Asker = { rest: TwilioRest; account: CarrierAccount; timeoutMs: number; chance: Chance }

/**
 * Where a number leads, as Twilio has it: the number's own addresses, but for a trunk, a TwiML app or a messaging service that stands before them
 * (facts of the carrier, 3.1 and 9.1, 2026). What these credentials may not look into is `unseen`, not a fault.
 */
export function createLineReader({ apiBaseUrl, timeoutMs = READ_TIMEOUT_MS, ...chance }: Settings): LineReader {
  const rest = createRest({ apiBaseUrl })
  return {
    line: (account, query) => readLine({ rest, account, timeoutMs, chance }, query),
    account: (account) => readAccount({ rest, account, timeoutMs, chance }),
  }
}

async function readAccount(asker: Asker): ReturnType<LineReader['account']> {
  const read = await get(asker, 'api', `/2010-04-01/Accounts/${encodeURIComponent(asker.account.accountSid)}.json`, {}, accountFields)
  return read.kind === 'done' ? { kind: 'done', value: { kind: 'read', status: read.value.status } } : read
}

async function readLine(
  asker: Asker,
  { e164, messagingServiceSid, ourTexts }: { e164: PhoneNumber; messagingServiceSid: string | null; ourTexts: string },
): Promise<Outcome<LineAtCarrier>> {
  const found = await get(asker, 'api', ofAccount(asker, 'IncomingPhoneNumbers.json'), { PhoneNumber: e164, PageSize: '20' }, numbers)
  if (found.kind !== 'done') return found
  // The filter also takes patterns, so a list may in theory hold more; a full number has one row.
  const [own] = found.value.incoming_phone_numbers
  if (own === undefined) return { kind: 'done', value: { kind: 'absent' } }
  const voice = await voiceRoutes(asker, own)
  if (voice.kind !== 'done') return voice
  const texts = await textRoute(asker, own, messagingServiceSid, ourTexts)
  if (texts.kind !== 'done') return texts
  return { kind: 'done', value: { kind: 'present', ...voice.value, texts: texts.value } }
}

/** A trunk comes before an app, and an app before the number's own address (`CreateIncomingPhoneNumber`, 2026). */
async function voiceRoutes(asker: Asker, own: NumberFields): Promise<Outcome<{ voice: LineRoute; voiceStatus: LineRoute }>> {
  if (own.trunk_sid !== null) return { kind: 'done', value: { voice: unseen('trunk'), voiceStatus: unseen('trunk') } }
  if (own.voice_application_sid === null)
    return { kind: 'done', value: { voice: address(own.voice_url), voiceStatus: address(own.status_callback) } }
  const read = await readApplication(asker, own.voice_application_sid)
  if (read.kind !== 'done') return read
  const fields = read.value
  if (fields === null) return { kind: 'done', value: { voice: unseen('application'), voiceStatus: unseen('application') } }
  return { kind: 'done', value: { voice: address(fields.voice_url), voiceStatus: address(fields.status_callback) } }
}

async function textRoute(asker: Asker, own: NumberFields, serviceSid: string | null, ourTexts: string): Promise<Outcome<LineRoute>> {
  if (serviceSid !== null) return routeOfService(asker, own, serviceSid)
  const plain = await ownTextRoute(asker, own)
  if (plain.kind !== 'done' || plain.value.kind === 'unseen' || isSameAddress(plain.value.url, ourTexts)) return plain
  return routeOfAnyService(asker, own, ourTexts, plain.value)
}

async function ownTextRoute(asker: Asker, own: NumberFields): Promise<Outcome<LineRoute>> {
  if (own.sms_application_sid === null) return { kind: 'done', value: address(own.sms_url) }
  const read = await readApplication(asker, own.sms_application_sid)
  if (read.kind !== 'done') return read
  return { kind: 'done', value: read.value === null ? unseen('application') : address(read.value.sms_url) }
}

/** In a messaging service the number's own address counts only when the service says so. */
async function routeOfService(asker: Asker, own: NumberFields, serviceSid: string): Promise<Outcome<LineRoute>> {
  const read = await seen(get(asker, 'messaging', `/v1/Services/${encodeURIComponent(serviceSid)}`, {}, service))
  if (read.kind !== 'done') return read
  if (read.value === null) return { kind: 'done', value: unseen('service') }
  const inside = await isInService(asker, own, serviceSid)
  if (inside.kind !== 'done') return inside
  if (inside.value === null) return { kind: 'done', value: unseen('service') }
  if (!inside.value || read.value.use_inbound_webhook_on_number === true) return ownTextRoute(asker, own)
  return { kind: 'done', value: address(read.value.inbound_request_url) }
}

/** The number does not say in which service it is, so before its own address counts as wrong the services that lead to us are looked at. */
async function routeOfAnyService(asker: Asker, own: NumberFields, ourTexts: string, plain: LineRoute): Promise<Outcome<LineRoute>> {
  const listed = await seen(get(asker, 'messaging', '/v1/Services', { PageSize: String(SERVICES_PER_PAGE) }, services))
  if (listed.kind !== 'done') return listed
  const leading = (listed.value?.services ?? []).filter(
    (one) => one.use_inbound_webhook_on_number !== true && isSameAddress(one.inbound_request_url, ourTexts),
  )
  for (const one of leading) {
    // Few accounts have more than one such service; asked one after another to be gentle.
    // oxlint-disable-next-line no-await-in-loop
    const inside = await isInService(asker, own, one.sid)
    if (inside.kind !== 'done') return inside
    if (inside.value === true) return { kind: 'done', value: address(one.inbound_request_url) }
  }
  return { kind: 'done', value: plain }
}

async function isInService(asker: Asker, own: NumberFields, serviceSid: string): Promise<Outcome<boolean | null>> {
  const path = `/v1/Services/${encodeURIComponent(serviceSid)}/PhoneNumbers`
  const read = await seen(get(asker, 'messaging', path, { PageSize: String(NUMBERS_PER_PAGE) }, members))
  if (read.kind !== 'done') return read
  return { kind: 'done', value: read.value === null ? null : read.value.phone_numbers.some((one) => one.sid === own.sid) }
}

function readApplication(asker: Asker, applicationSid: string): Promise<Outcome<z.infer<typeof application> | null>> {
  return seen(get(asker, 'api', ofAccount(asker, `Applications/${encodeURIComponent(applicationSid)}.json`), {}, application))
}

/** Null in place of a refusal to show it. */
async function seen<Value>(asked: Promise<Outcome<Value>>): Promise<Outcome<Value | null>> {
  const read = await asked
  return read.kind === 'refused' && NOT_OURS_TO_SEE.includes(read.code) ? { kind: 'done', value: null } : read
}

async function get<Shape extends z.ZodType>(
  { rest, account, timeoutMs, chance }: Asker,
  product: 'api' | 'messaging',
  path: string,
  query: Readonly<Record<string, string>>,
  shape: Shape,
): Promise<Outcome<z.infer<Shape>>> {
  const answer = await rest({ account, product, method: 'GET', path, query, timeoutMs })
  return outcomeOfRead(answer, (body) => shape.safeParse(body).data ?? null, chance)
}

function ofAccount({ account }: Asker, rest: string): string {
  return `/2010-04-01/Accounts/${encodeURIComponent(account.accountSid)}/${rest}`
}

function address(url: string | null): LineRoute {
  return { kind: 'address', url }
}

function unseen(by: Extract<LineRoute, { kind: 'unseen' }>['by']): LineRoute {
  return { kind: 'unseen', by }
}

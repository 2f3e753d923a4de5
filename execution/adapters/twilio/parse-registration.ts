import { z } from 'zod'
import { BUNDLE_STATUS, type CarrierEvent } from '#core/registration/carrier-event.ts'
import type { ParsedWebhook, WebhookRequest } from '#ports/carrier.ts'
import { formOf, hasFormBody } from './webhook-fields.ts'

/** Events of one delivery that are looked at; a sink sends them in batches. */
const EVENTS_MAX = 200

const cloudEvent = z.object({ type: z.string().max(200), data: z.record(z.string(), z.unknown()).catch({}) })
const delivery = z.union([z.array(cloudEvent).max(EVENTS_MAX), cloudEvent.transform((event) => [event])])

/** What the carrier tells of a registration: CloudEvents of a sink as JSON (facts 12.6), or the form of a Trust Hub status callback. Never throws. */
export function parseRegistration(request: WebhookRequest): ParsedWebhook {
  if (hasFormBody(request)) return ofBundle(formOf(request))
  const read = delivery.safeParse(jsonOf(request.body))
  if (!read.success)
    return { kind: 'malformed', problem: 'the body is neither the JSON of an event stream nor a status callback of Trust Hub' }
  return { kind: 'registration-events', accountSid: accountOf(read.data), events: read.data }
}

/** The name of the field with the bundle's id is unverified, so any id of a bundle counts. */
function ofBundle(form: URLSearchParams): ParsedWebhook {
  const sids = [...form.values()].filter((value) => /^BU[0-9a-fA-F]{32}$/.test(value))
  const events: CarrierEvent[] = sids.slice(0, 1).map((bundlesid) => ({ type: BUNDLE_STATUS, data: { bundlesid } }))
  return { kind: 'registration-events', accountSid: form.get('AccountSid'), events }
}

function accountOf(events: readonly CarrierEvent[]): string | null {
  const sid = events.map(({ data }) => data['accountsid']).find((value) => typeof value === 'string')
  return sid ?? null
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

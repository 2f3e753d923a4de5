import { z } from 'zod'

import { CLOCK_SKEW_MS, carrierTime, filterTime, listPages } from './list-pages.ts'
import { outcomeOfList } from './list-outcome.ts'
import { sid } from './webhook-fields.ts'
import { instant } from '#core/values/instant.ts'
import type { Chance } from './rest-outcome.ts'
import type { TwilioRest } from './rest.ts'
import type { Outcome } from '#core/effect.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { CarrierAccount, ListedCall } from '#ports/carrier.ts'

const listedCall = z.object({
  sid,
  status: z.enum(['queued', 'ringing', 'in-progress', 'completed', 'busy', 'failed', 'no-answer', 'canceled']).catch('in-progress'),
  direction: z.string().nullish(),
  from: z.string().nullish(),
  to: z.string().nullish(),
  duration: z.coerce.string().catch(''),
  start_time: carrierTime,
  date_created: carrierTime,
})

/** Calls that came in, newest first. The legs that we rang for them are left out. */
export async function listCalls(
  rest: TwilioRest,
  account: CarrierAccount,
  { to, since }: { to: PhoneNumber; since: Instant },
  { timeoutMs, ...chance }: Chance & { timeoutMs: number },
): Promise<Outcome<ListedCall[]>> {
  const from = since - CLOCK_SKEW_MS
  const query = { To: to, 'StartTime>': filterTime(from) }
  const listed = await listPages(rest, { account, resource: 'Calls', key: 'calls', item: listedCall, query, timeoutMs })
  if (listed.kind !== 'items') return outcomeOfList(listed, chance)
  const calls = listed.items
    .filter((item) => (item.direction ?? 'inbound') === 'inbound' && (item.to ?? to) === to)
    .map((item) => callOf(item, to, since))
    .filter((call) => call.startedAt >= from)
  return { kind: 'done', value: calls.toSorted((a, b) => b.startedAt - a.startedAt) }
}

/** A call without any time counts as just inside the window: better looked at twice than lost. */
function callOf(item: z.infer<typeof listedCall>, to: PhoneNumber, since: Instant): ListedCall {
  const startedAt = instant(item.start_time ?? item.date_created ?? since)
  const durationSeconds = /^\d{1,7}$/.test(item.duration) ? Number(item.duration) : 0
  return { callSid: item.sid, from: item.from ?? '', to: item.to ?? to, status: item.status, startedAt, durationSeconds }
}

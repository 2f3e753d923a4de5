import { z } from 'zod'

import { outcomeOfCreate } from './rest-outcome.ts'
import { sid } from './webhook-fields.ts'
import type { Chance } from './rest-outcome.ts'
import type { TwilioRest } from './rest.ts'
import type { Outcome } from '#core/effect.ts'
import type { CallToPlace, CarrierAccount } from '#ports/carrier.ts'

export const CALL_TIMEOUT_MS = 10_000

/** Twilio's bounds for how long a phone rings (`CreateCall`, 2026). */
const RING_SECONDS = { min: 5, max: 600 }

const created = z.object({ sid })

/**
 * Rings somebody (`CreateCall`). No machine detection: it delays the first word for people and errs on mailboxes, and a pressed key tells the
 * two apart for certain.
 */
export async function placeCall(
  rest: TwilioRest,
  account: CarrierAccount,
  call: CallToPlace,
  { timeoutMs, ...chance }: Chance & { timeoutMs: number },
): Promise<Outcome<{ callSid: string }>> {
  const form = {
    To: call.to,
    From: call.from,
    Url: call.url,
    Method: 'POST',
    StatusCallback: call.statusCallbackUrl,
    StatusCallbackMethod: 'POST',
    StatusCallbackEvent: ['completed'],
    Timeout: String(Math.min(Math.max(Math.round(call.ringSeconds), RING_SECONDS.min), RING_SECONDS.max)),
  }
  const path = `/2010-04-01/Accounts/${encodeURIComponent(account.accountSid)}/Calls.json`
  const answer = await rest({ account, product: 'api', method: 'POST', path, form, timeoutMs })
  return outcomeOfCreate(answer, callOf, chance)
}

function callOf(body: unknown): { callSid: string } | null {
  const parsed = created.safeParse(body)
  return parsed.success ? { callSid: parsed.data.sid } : null
}

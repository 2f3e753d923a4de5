import { z } from 'zod'

import { outcomeOfRead } from './rest-outcome.ts'
import type { Chance } from './rest-outcome.ts'
import type { TwilioRest } from './rest.ts'
import type { Outcome } from '#core/effect.ts'
import type { LineType } from '#core/event.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { CarrierAccount } from '#ports/carrier.ts'

/** The first text waits for this answer, so it may not take long. */
export const LOOKUP_TIMEOUT_MS = 2_000

const lookup = z.object({ line_type_intelligence: z.object({ type: z.string().nullish() }).nullish() })

/** Asks what kind of line a number is (Lookup v2, `line_type_intelligence`; each question is billed). */
export async function lookUpLineType(
  rest: TwilioRest,
  account: CarrierAccount,
  phone: PhoneNumber,
  { timeoutMs, ...chance }: Chance & { timeoutMs: number },
): Promise<Outcome<LineType>> {
  const path = `/v2/PhoneNumbers/${encodeURIComponent(phone)}`
  const query = { Fields: 'line_type_intelligence' }
  const answer = await rest({ account, product: 'lookups', method: 'GET', path, query, timeoutMs })
  return outcomeOfRead(answer, lineTypeOf, chance)
}

/** Twilio's words of 2026; a word that is not here, and an answer that names none, count as unknown. */
function lineTypeOf(body: unknown): LineType | null {
  const parsed = lookup.safeParse(body)
  if (!parsed.success) return null
  switch (parsed.data.line_type_intelligence?.type) {
    case 'mobile':
      return 'mobile'
    case 'landline':
      return 'landline'
    case 'fixedVoip':
    case 'nonFixedVoip':
      return 'voip'
    case 'tollFree':
    case 'toll-free':
      return 'toll-free'
    default:
      return 'unknown'
  }
}

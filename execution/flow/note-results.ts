import type { Conversation } from '#core/conversation/conversation.ts'
import { localTime } from '#core/hours/local-time.ts'
import { stepsTaken } from '#core/results/lead-steps.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { TenantTransaction } from '#ports/store.ts'

const TENTH_MS = 100

/** What a change of a conversation means for the charts, in the same transaction: added to the day on which its lead began. */
export async function noteSteps(
  tx: TenantTransaction,
  before: Conversation | null,
  after: Conversation,
  policy: TenantPolicy,
  tzdata: string,
): Promise<void> {
  const steps = stepsTaken(before, after)
  if (steps === null || after.lead === null) return
  await tx.results.add(localTime(after.lead.createdAt, policy.timezone, tzdata).isoDate, steps)
}

/** How long the first text after a missed call took. */
export async function noteSpeed(
  tx: TenantTransaction,
  conversation: Conversation,
  tookMs: number,
  policy: TenantPolicy,
  tzdata: string,
): Promise<void> {
  if (conversation.lead === null) return
  const day = localTime(conversation.lead.createdAt, policy.timezone, tzdata).isoDate
  await tx.results.addSpeed(day, Math.max(0, Math.round(tookMs / TENTH_MS)))
}

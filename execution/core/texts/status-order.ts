import type { SmsStatus } from '#core/event.ts'

/** How far along a text is. Reports arrive late, doubled and out of order; only a step forward counts (Twilio, tracking outbound messages). */
const PROGRESS: Record<SmsStatus, number> = {
  scheduled: 0,
  accepted: 1,
  queued: 2,
  sending: 3,
  sent: 4,
  delivered: 5,
  undelivered: 5,
  failed: 5,
  canceled: 5,
  read: 6,
}

/** True when `next` is further along than `current`; anything is further than a status of our own. */
export function isForward(current: string, next: SmsStatus): boolean {
  const from = isSmsStatus(current) ? PROGRESS[current] : -1
  return PROGRESS[next] > from
}

function isSmsStatus(status: string): status is SmsStatus {
  return Object.hasOwn(PROGRESS, status)
}

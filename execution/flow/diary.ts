import { BOOKING_DEFAULTS } from '#core/booking/booking.ts'
import { type Diary, diaryWindow } from '#core/booking/open-slots.ts'
import type { ConversationEvent } from '#core/event.ts'
import { localTime } from '#core/hours/local-time.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { Instant } from '#core/values/instant.ts'
import type { TenantTransaction } from '#ports/store.ts'

/** Events that can offer, take or change a visit; the others cost no reading of the diary. */
const TOUCHES_VISITS: ReadonlySet<ConversationEvent['kind']> = new Set(['texts-read', 'visit-answered', 'visit-set', 'visit-canceled'])

/** The diary for deciding about this event; null when the business offers no slots or the event has nothing to do with visits. */
export async function diaryFor(
  tx: TenantTransaction,
  event: ConversationEvent,
  policy: TenantPolicy,
  at: Instant,
  tzdata: string,
): Promise<Diary | null> {
  if (!TOUCHES_VISITS.has(event.kind)) return null
  // An owner who gives out no slots may still put a visit down, and not two at one time.
  const byPerson = event.kind !== 'texts-read'
  return readDiary(tx, byPerson ? { ...policy, booking: policy.booking ?? BOOKING_DEFAULTS } : policy, at, tzdata)
}

/** What is taken and closed from `at` on, read in one transaction; null when the business gives out no slots. */
export async function readDiary(tx: TenantTransaction, policy: TenantPolicy, at: Instant, tzdata: string): Promise<Diary | null> {
  const settings = policy.booking ?? null
  if (settings === null) return null
  const { hours, timezone } = policy
  const window = diaryWindow(settings, at)
  return {
    settings,
    hours,
    timezone,
    tzdata,
    closedDays: await tx.bookings.closedDays(localTime(at, timezone, tzdata).isoDate),
    bookings: await tx.bookings.touching(window),
    busy: await tx.bookings.busy(window),
  }
}

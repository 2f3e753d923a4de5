import { BOOKING_DEFAULTS } from '#core/booking/booking.ts'
import { diaryWindow } from '#core/booking/open-slots.ts'
import type { Effect } from '#core/effect.ts'
import { plus } from '#core/values/instant.ts'
import type { OutboxRow } from '#ports/outbox.ts'
import type { FlowParts } from '../parts.ts'
import type { KnownTenant } from '../tenants.ts'

/** How often another calendar is read again. */
const READ_EVERY_MS = 15 * 60_000

/**
 * Reads another calendar of the business and keeps its busy times. The one row of a calendar is put back after each reading and ends when the
 * calendar is taken away. A reading that fails leaves what was known, with the reason for the owner to see.
 */
export async function performReadCalendar(
  parts: Pick<FlowParts, 'store' | 'clock' | 'calendars'>,
  tenant: KnownTenant,
  row: OutboxRow,
  effect: Extract<Effect, { kind: 'read-calendar' }>,
): Promise<void> {
  const { store, clock } = parts
  // Also before times are given out, so that what is busy is known from the first offer on.
  const settings = tenant.policy.booking ?? BOOKING_DEFAULTS
  const calendar = await store.transaction(row.tenantId, async (tx) =>
    (await tx.bookings.calendars()).find(({ id }) => id === effect.calendarId),
  )
  if (calendar === undefined) {
    await store.transaction(row.tenantId, (tx) => tx.outbox.settle(row.id, 'canceled'))
    return
  }
  const outcome = await parts.calendars.read(calendar.source, diaryWindow(settings, clock.now()), tenant.policy.timezone)
  const at = clock.now()
  await store.transaction(row.tenantId, async (tx) => {
    const current = (await tx.bookings.calendars()).find(({ id }) => id === effect.calendarId)
    if (current === undefined) return void (await tx.outbox.settle(row.id, 'canceled'))
    if (outcome.kind === 'done') await tx.bookings.saveBusy(calendar.id, outcome.value)
    const problem = outcome.kind === 'done' ? null : outcome.reason
    await tx.bookings.saveCalendar({ ...current, readAt: outcome.kind === 'done' ? at : current.readAt, problem })
    await tx.outbox.putBack(row.id, 'waiting', plus(at, outcome.kind === 'retry' ? outcome.afterMs : READ_EVERY_MS))
  })
}

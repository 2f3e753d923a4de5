import type { Booking, BookingState, Interval } from '#core/booking/booking.ts'
import { DAY_MS, instant, type Instant } from '#core/values/instant.ts'
import { type BookingRepository, BOOKINGS_READ_MAX, type CalendarRecord, type CalendarSource } from '#ports/booking.ts'
import { fromJson } from '../column-values.ts'
import type { TenantScope } from '../query-scope.ts'
import type { Schema } from '../schema.ts'
import type { SecretBox } from '../secret-box.ts'

/**
 * No visit or busy stretch lasts longer, so whatever touches a stretch of time begins at most so long before it and an index by start finds it.
 * Longer ones of other calendars (holidays) are cut into pieces when they are saved.
 */
const LONGEST_MS = DAY_MS

/** Visits, closed days and other calendars of one tenant. */
export class SqlBookings implements BookingRepository {
  readonly #scope: TenantScope
  readonly #secrets: SecretBox

  constructor(scope: TenantScope, secrets: SecretBox) {
    this.#scope = scope
    this.#secrets = secrets
  }

  async find(id: string): Promise<Booking | null> {
    const row = await this.#scope.db
      .selectFrom('bookings')
      .selectAll()
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('id', '=', id)
      .executeTakeFirst()
    return row === undefined ? null : toBooking(row)
  }

  async save(booking: Booking, at: Instant): Promise<void> {
    const { id, leadId, conversationKey, start, end, state, heldUntil } = booking
    if (end - start > LONGEST_MS) throw new Error(`the visit ${id} is longer than a day`)
    const changing = {
      lead_id: leadId,
      conversation_key: conversationKey,
      starts_at: start,
      ends_at: end,
      state,
      held_until: heldUntil,
      updated_at: at,
    }
    await this.#scope.db
      .insertInto('bookings')
      .values({ tenant_id: this.#scope.tenantId, id, ...changing })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(changing))
      .execute()
  }

  async touching(stretch: Interval): Promise<Booking[]> {
    const rows = await this.#scope.db
      .selectFrom('bookings')
      .selectAll()
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('starts_at', '>=', stretch.start - LONGEST_MS)
      .where('starts_at', '<', stretch.end)
      .where('ends_at', '>', stretch.start)
      .orderBy('starts_at')
      .orderBy('id')
      .limit(BOOKINGS_READ_MAX)
      .execute()
    return rows.map(toBooking)
  }

  async ofLead(leadId: string): Promise<Booking | null> {
    const row = await this.#scope.db
      .selectFrom('bookings')
      .selectAll()
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('lead_id', '=', leadId)
      .where('state', 'in', ['held', 'confirmed'] satisfies BookingState[])
      .orderBy('updated_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row === undefined ? null : toBooking(row)
  }

  async closedDays(from: string): Promise<string[]> {
    const rows = await this.#scope.db
      .selectFrom('closed_days')
      .select('date')
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('date', '>=', from)
      .orderBy('date')
      .execute()
    return rows.map((row) => row.date)
  }

  async closeDay(date: string): Promise<void> {
    await this.#scope.db
      .insertInto('closed_days')
      .values({ tenant_id: this.#scope.tenantId, date })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'date']).doNothing())
      .execute()
  }

  async openDay(date: string): Promise<void> {
    await this.#scope.db.deleteFrom('closed_days').where('tenant_id', '=', this.#scope.tenantId).where('date', '=', date).execute()
  }

  async calendars(): Promise<CalendarRecord[]> {
    const rows = await this.#scope.db
      .selectFrom('calendars')
      .selectAll()
      .where('tenant_id', '=', this.#scope.tenantId)
      .orderBy('id')
      .execute()
    return rows.map((row) => ({
      id: row.id,
      source: fromJson<CalendarSource>(this.#secrets.open(row.sealed, this.#ownerOf(row.id))),
      readAt: row.read_at === null ? null : instant(row.read_at),
      problem: row.problem,
    }))
  }

  async saveCalendar({ id, source, readAt, problem }: CalendarRecord): Promise<void> {
    const changing = { sealed: this.#secrets.seal(JSON.stringify(source), this.#ownerOf(id)), read_at: readAt, problem }
    await this.#scope.db
      .insertInto('calendars')
      .values({ tenant_id: this.#scope.tenantId, id, ...changing })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(changing))
      .execute()
  }

  async removeCalendar(id: string): Promise<void> {
    await this.saveBusy(id, [])
    await this.#scope.db.deleteFrom('calendars').where('tenant_id', '=', this.#scope.tenantId).where('id', '=', id).execute()
  }

  async saveBusy(calendarId: string, busy: readonly Interval[]): Promise<void> {
    const tenantId = this.#scope.tenantId
    await this.#scope.db.deleteFrom('calendar_busy').where('tenant_id', '=', tenantId).where('calendar_id', '=', calendarId).execute()
    for (const [place, { start, end }] of busy.flatMap(inDays).entries()) {
      const row = { tenant_id: tenantId, starts_at: start, calendar_id: calendarId, place, ends_at: end }
      await this.#scope.db.insertInto('calendar_busy').values(row).execute()
    }
  }

  async busy(stretch: Interval): Promise<Interval[]> {
    const rows = await this.#scope.db
      .selectFrom('calendar_busy')
      .select(['starts_at', 'ends_at'])
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('starts_at', '>=', stretch.start - LONGEST_MS)
      .where('starts_at', '<', stretch.end)
      .where('ends_at', '>', stretch.start)
      .orderBy('starts_at')
      .limit(BOOKINGS_READ_MAX)
      .execute()
    return rows.map((row) => ({ start: instant(row.starts_at), end: instant(row.ends_at) }))
  }

  /** Sealed for this use alone. */
  #ownerOf(calendarId: string): string {
    return `${this.#scope.tenantId}/calendar/${calendarId}`
  }
}

function inDays({ start, end }: Interval): Interval[] {
  const pieces: Interval[] = []
  for (let from = start; from < end; from = instant(from + LONGEST_MS))
    pieces.push({ start: from, end: instant(Math.min(end, from + LONGEST_MS)) })
  return pieces
}

function toBooking(row: Schema['bookings']): Booking {
  return {
    id: row.id,
    leadId: row.lead_id,
    conversationKey: row.conversation_key,
    start: instant(row.starts_at),
    end: instant(row.ends_at),
    state: row.state,
    heldUntil: row.held_until === null ? null : instant(row.held_until),
  }
}

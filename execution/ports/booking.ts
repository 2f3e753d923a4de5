import type { Booking, Interval } from '#core/booking/booking.ts'
import type { Outcome } from '#core/effect.ts'
import type { Instant } from '#core/values/instant.ts'
import type { LeadRow } from './store.ts'

/** Another calendar of the business that is only read: an ICS address, or a CalDAV collection with its sign-in. */
export type CalendarSource = { kind: 'ics'; url: string } | { kind: 'caldav'; url: string; username: string; password: string }

export type CalendarRecord = {
  id: string
  source: CalendarSource
  /** Null until it was read once. */
  readAt: Instant | null
  /** Why the last reading failed, in words for the owner; null when it did not. What was read before still counts. */
  problem: string | null
}

/** Visits, closed days and what other calendars say. Nothing here looks beyond the tenant. */
export interface BookingRepository {
  find(id: string): Promise<Booking | null>
  /** Creates or replaces. Whether the time is free is asked before, in the same transaction. */
  save(booking: Booking, at: Instant): Promise<void>
  /** Bookings that touch the stretch, in whatever state, earliest first; at most `BOOKINGS_READ_MAX`. */
  touching(stretch: Interval): Promise<Booking[]>
  /** The newest booking of a lead that is held or confirmed. */
  ofLead(leadId: string): Promise<Booking | null>
  /** Dates `YYYY-MM-DD` from `from` on. */
  closedDays(from: string): Promise<string[]>
  closeDay(date: string): Promise<void>
  openDay(date: string): Promise<void>
  calendars(): Promise<CalendarRecord[]>
  /** Creates or replaces; the address and the sign-in are sealed with the secret key. */
  saveCalendar(calendar: CalendarRecord): Promise<void>
  /** Also forgets what it said. */
  removeCalendar(id: string): Promise<void>
  /** Replaces everything that this calendar said before. */
  saveBusy(calendarId: string, busy: readonly Interval[]): Promise<void>
  busy(stretch: Interval): Promise<Interval[]>
}

/** More than any business does in the days that can be booked. */
export const BOOKINGS_READ_MAX = 5_000

/** Reads another calendar over the network. */
export interface CalendarReader {
  /** Times in which the business is busy within the window. Never throws; `refused` needs the owner (address or sign-in wrong), `retry` passes by itself. */
  read(source: CalendarSource, window: Interval, timezone: string): Promise<Outcome<Interval[]>>
}

export type FeedVisit = { booking: Booking; lead: Pick<LeadRow, 'name' | 'service' | 'street' | 'city' | 'zip' | 'phone'> | null }

/** Writes visits in the form that calendar programs subscribe to. */
export type WriteFeed = (businessName: string, visits: readonly FeedVisit[], madeAt: Instant) => string

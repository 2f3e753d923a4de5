import { z } from 'zod'
import { BOOKING_DEFAULTS, BOOKING_LIMITS } from '#core/booking/booking.ts'

const isoTime = z.string().meta({ description: 'ISO 8601, UTC' })
const within = (field: keyof typeof BOOKING_LIMITS) => z.int().min(BOOKING_LIMITS[field][0]).max(BOOKING_LIMITS[field][1])

/** Strict: a setting under a misspelt name would fall back to its default unseen. */
export const bookingSettingsSchema = z
  .strictObject({
    visitMinutes: within('visitMinutes').default(BOOKING_DEFAULTS.visitMinutes),
    travelMinutes: within('travelMinutes').default(BOOKING_DEFAULTS.travelMinutes),
    capacity: within('capacity').default(BOOKING_DEFAULTS.capacity),
    noticeMinutes: within('noticeMinutes').default(BOOKING_DEFAULTS.noticeMinutes),
    daysAhead: within('daysAhead').default(BOOKING_DEFAULTS.daysAhead),
    confirmBy: z.enum(['owner', 'automatic']).default(BOOKING_DEFAULTS.confirmBy),
    holdMinutes: within('holdMinutes').default(BOOKING_DEFAULTS.holdMinutes),
    reminderMinutes: within('reminderMinutes').nullable().default(BOOKING_DEFAULTS.reminderMinutes),
  })
  .meta({ id: 'BookingSettings', description: 'How a business gives out its time.' })

export const bookingChangeSchema = z.object({ settings: bookingSettingsSchema.nullable() }).meta({ id: 'BookingChange' })

/** Another calendar as it is shown: never its sign-in, and of its address only the host, because the rest is often a key. */
const calendarSchema = z.object({
  id: z.string(),
  kind: z.enum(['ics', 'caldav']),
  host: z.string(),
  readAt: isoTime.nullable(),
  problem: z.string().nullable(),
})

export const bookingSchema = z
  .object({
    settings: bookingSettingsSchema.nullable(),
    calendars: z.array(calendarSchema),
    feedUrl: z.string().meta({ description: 'Secret address at which calendar programs can subscribe to the visits' }),
  })
  .meta({ id: 'Booking' })

const calendarUrl = z
  .string()
  .max(1_000)
  .regex(/^(?:https|webcals?|http):\/\/\S+$/i, 'must be the address of a calendar, beginning with https:// or webcal://')

export const newCalendarSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('ics'), url: calendarUrl }),
    z.object({ kind: z.literal('caldav'), url: calendarUrl, username: z.string().min(1).max(200), password: z.string().min(1).max(500) }),
  ])
  .meta({ id: 'NewCalendar' })

export const calendarTestSchema = z
  .object({
    problem: z.string().nullable().meta({ description: 'Why it could not be read and what to do; null when it was read' }),
    busy: z.array(z.object({ start: isoTime, end: isoTime })).meta({ description: 'The next busy times, earliest first' }),
  })
  .meta({ id: 'CalendarTest', description: 'What a calendar says right now. Nothing is kept.' })

const isoDate = z.iso.date()

export const calendarQuerySchema = z.object({ from: isoDate, to: isoDate })

const visitSchema = z.object({
  id: z.string(),
  leadId: z.string(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  start: isoTime,
  end: isoTime,
  state: z.enum(['held', 'confirmed', 'done', 'lapsed', 'canceled']),
  heldUntil: isoTime.nullable(),
})

export const calendarSchemaOfDays = z
  .object({
    timezone: z.string(),
    days: z.array(
      z.object({
        date: isoDate,
        closed: z.boolean(),
        free: z.array(z.object({ start: isoTime, end: isoTime, free: z.int() })),
        visits: z.array(visitSchema),
        busy: z.array(z.object({ start: isoTime, end: isoTime })),
      }),
    ),
  })
  .meta({ id: 'Calendar', description: 'Free slots, visits and what other calendars say, by the days of the business.' })

export const closedDaySchema = z.object({ date: isoDate }).meta({ id: 'ClosedDay' })

export const newVisitSchema = z.object({ start: z.iso.datetime(), end: z.iso.datetime().nullable().default(null) }).meta({ id: 'NewVisit' })
export const visitAnswerSchema = z.object({ accepted: z.boolean() }).meta({ id: 'VisitAnswer' })
export const visitResultSchema = z.object({ visit: visitSchema.nullable(), reasons: z.array(z.string()) }).meta({ id: 'VisitResult' })

import './calendar.css'
import type { JSX } from 'preact'
import { useRoute } from 'preact-iso'
import { tenantPath } from '../api.ts'
import { Frame, PageTitle } from '../design/frame.tsx'
import { Answer } from '../design/states.tsx'
import { useLoaded } from '../loaded.ts'
import type { Calendar } from '../shapes.ts'
import { useTenant } from '../tenant.ts'
import { dateAfter, dateOf } from '../words/time-words.ts'
import { DayCard } from './day-card.tsx'

/** How far ahead the owner looks; nobody plans small jobs further. */
const DAYS_SHOWN = 14

/** The next two weeks: visits held and confirmed, free times, and each day can be closed with one tap. */
export function CalendarPage(): JSX.Element {
  const tenantId = useRoute().params['tenantId'] ?? ''
  const tenant = useTenant(tenantId)
  const from = dateOf(new Date().toISOString(), tenant?.timezone)
  const path = tenantPath(tenantId, `/calendar?from=${from}&to=${dateAfter(from, DAYS_SHOWN - 1)}`)
  const calendar = useLoaded<Calendar>(path, { tenantId })
  return (
    <Frame title={tenant?.name ?? 'Calendar'} tenantId={tenantId}>
      <PageTitle tab="Calendar">Calendar</PageTitle>
      <Answer of={calendar}>
        {({ days, timezone }) => (
          <>
            {days.some(({ free, visits }) => free.length + visits.length > 0) ? null : (
              <p class="note">
                No free times are offered. <a href={`/b/${tenantId}/setup`}>Tell how you give out your time</a> under “Booking”, and the
                assistant offers times by itself.
              </p>
            )}
            <ol class="days">
              {days.map((day) => (
                <DayCard key={day.date} day={day} today={from} zone={timezone} tenantId={tenantId} changed={calendar.reload} />
              ))}
            </ol>
          </>
        )}
      </Answer>
    </Frame>
  )
}

import type { JSX } from 'preact'
import type { CalendarTest } from '../shapes.ts'
import { clock, dayName } from '../words/time-words.ts'

/** What a calendar said when it was tried: the next busy times, or what is wrong. */
export function CalendarSays({ test, timezone }: { test: CalendarTest; timezone: string }): JSX.Element {
  if (test.problem !== null) {
    return (
      <p class="note danger" role="status">
        It cannot be read: {test.problem}
      </p>
    )
  }
  return (
    <div class="note good stack tight" role="status">
      <p>{test.busy.length === 0 ? 'It can be read. Nothing is in it for the coming days.' : 'It can be read. Busy next:'}</p>
      <ul>
        {test.busy.map(({ start, end }) => (
          <li key={`${start}-${end}`}>
            {dayName(start, Date.now(), timezone)}, {clock(start, timezone)} to {clock(end, timezone)}
          </li>
        ))}
      </ul>
    </div>
  )
}

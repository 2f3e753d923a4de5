import 'uplot/dist/uPlot.min.css'
import { useEffect, useRef } from 'preact/hooks'
import type { JSX } from 'preact'
import type { Results } from '../shapes.ts'
import { counted, dollars } from '../words/plain-words.ts'
import { shortDate } from '../words/time-words.ts'
import { drawDays } from './draw-days.ts'

type Day = Results['days'][number]

/** Missed calls and how many of them wrote back, per day: a sentence that says what the picture shows, the picture, the same as a table. */
export function DayChart({ days }: { days: Day[] }): JSX.Element {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => (place.current === null ? undefined : drawDays(place.current, days)), [days])
  if (days.every(({ missed }) => missed === 0)) return <p>No missed calls in these days.</p>
  return (
    <>
      <p>{inWords(days)}</p>
      <div aria-hidden="true">
        <p class="legend small">
          <span class="legend-missed">Missed calls</span>
          <span class="legend-replied">Wrote back</span>
        </p>
        <div class="chart" ref={place} />
      </div>
      <DayTable days={days} />
    </>
  )
}

/** What a person would say who looked at the picture. */
function inWords(days: readonly Day[]): string {
  const busiest = days.reduce((most, day) => (day.missed > most.missed ? day : most))
  const replied = days.reduce((sum, day) => sum + day.replied, 0)
  const missed = days.reduce((sum, day) => sum + day.missed, 0)
  const all = `${counted(missed, 'call')} missed, ${counted(replied, 'caller')} wrote back.`
  return `${all} The busiest day was ${shortDate(busiest.date)} with ${counted(busiest.missed, 'call')}.`
}

const COUNTS = ['missed', 'texted', 'replied', 'qualified', 'booked', 'won'] as const
const HEADS = ['Missed', 'Texted', 'Wrote back', 'Told the job', 'Booked', 'Paid', 'Cost']

function DayTable({ days }: { days: readonly Day[] }): JSX.Element {
  return (
    <details>
      <summary>Show as a table</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label="Results by day">
        <table>
          <thead>
            <tr>
              <th scope="col">Day</th>
              {HEADS.map((head) => (
                <th key={head} scope="col" class="figure">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map((day) => (
              <tr key={day.date}>
                <th scope="row">{shortDate(day.date)}</th>
                {COUNTS.map((count) => (
                  <td key={count} class="figure">
                    {day[count]}
                  </td>
                ))}
                <td class="figure">{dollars(Math.round(day.costCents))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

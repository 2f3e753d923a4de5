import type { JSX } from 'preact'
import { ask, tenantPath } from '../api.ts'
import { attempt } from '../design/toasts.tsx'
import type { Calendar } from '../shapes.ts'
import { counted, phoneWords } from '../words/plain-words.ts'
import { clock, dateAfter, shortDate } from '../words/time-words.ts'

type Day = Calendar['days'][number]
type Visit = Day['visits'][number]
type DayProps = { day: Day; today: string; zone: string; tenantId: string; changed: () => void }

export function DayCard({ day, today, zone, tenantId, changed }: DayProps): JSX.Element {
  const visits = day.visits.filter(({ state }) => state === 'held' || state === 'confirmed')
  const toggle = async () => {
    const path = tenantPath(tenantId, '/calendar/closed-days')
    const work = () =>
      day.closed ? ask(`${path}/${day.date}`, { method: 'DELETE' }) : ask(path, { method: 'POST', body: { date: day.date } })
    if (await attempt(work, day.closed ? 'Open again.' : 'Closed. No times are offered on that day.')) changed()
  }
  const name = day.date === today ? 'Today' : day.date === dateAfter(today, 1) ? 'Tomorrow' : shortDate(day.date)
  return (
    <li class={`panel day-card${day.closed ? ' closed' : ''}`}>
      <div class="panel-head">
        <h2>{name}</h2>
        {day.closed ? <span class="stamp wait">Closed</span> : null}
        <button type="button" class="button" onClick={() => void toggle()}>
          {day.closed ? 'Open again' : 'Close this day'}
          <span class="unseen"> ({name})</span>
        </button>
      </div>
      {visits.length === 0 ? null : (
        <ul class="visits">
          {visits.map((visit) => (
            <VisitLine key={visit.id} visit={visit} zone={zone} tenantId={tenantId} changed={changed} />
          ))}
        </ul>
      )}
      <p class="soft small">{freeWords(day, zone)}</p>
    </li>
  )
}

function freeWords({ closed, free, busy }: Day, zone: string): string {
  if (closed) return 'No times are offered.'
  const other = busy.length === 0 ? '' : ` Your other calendar has ${counted(busy.length, 'entry', 'entries')}.`
  if (free.length === 0) return `No free times.${other}`
  const [first, last] = [free[0], free.at(-1)]
  if (first === undefined || last === undefined || first === last) return `1 free time: ${clock(free[0]?.start ?? '', zone)}.${other}`
  return `${free.length} free times from ${clock(first.start, zone)} to ${clock(last.start, zone)}.${other}`
}

/** One visit. What a customer chose and nobody has confirmed asks for a yes or a no. */
function VisitLine({ visit, zone, tenantId, changed }: { visit: Visit } & Pick<DayProps, 'zone' | 'tenantId' | 'changed'>): JSX.Element {
  const who = visit.name ?? (visit.phone === null ? 'Number withheld' : phoneWords(visit.phone))
  const answer = async (accepted: boolean) => {
    const path = tenantPath(tenantId, `/leads/${encodeURIComponent(visit.leadId)}/visit/answer`)
    if (await attempt(() => ask(path, { method: 'POST', body: { accepted } }), accepted ? 'Confirmed.' : 'Noted. The time is free again.'))
      changed()
  }
  return (
    <li class={`visit ${visit.state}`}>
      <a href={`/b/${tenantId}/leads/${visit.leadId}`}>
        <b>
          {clock(visit.start, zone)} to {clock(visit.end, zone)}
        </b>
        <span>{who}</span>
        <span class={`stamp ${visit.state === 'confirmed' ? 'good' : 'wait'}`}>
          {visit.state === 'confirmed' ? 'Confirmed' : 'Waits for your yes'}
        </span>
      </a>
      {visit.state === 'held' ? (
        <div class="row">
          <button type="button" class="button act grow" onClick={() => void answer(true)}>
            Yes<span class="unseen"> to {who}</span>
          </button>
          <button type="button" class="button grow" onClick={() => void answer(false)}>
            No<span class="unseen"> to {who}</span>
          </button>
        </div>
      ) : null}
    </li>
  )
}

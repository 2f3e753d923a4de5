import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { tenantPath } from '../api.ts'
import { Answer } from '../design/states.tsx'
import { useLoaded, wholeList } from '../loaded.ts'
import type { Lead } from '../shapes.ts'
import { phoneWords } from '../words/plain-words.ts'
import { dateOf, shortDate } from '../words/time-words.ts'

type Props = { tenantId: string; from: string; to: string; zone: string | undefined }

/** Ready or booked, and nobody has said how it ended: also those that are no longer on the first screen. Asked for when it is opened. */
export function UnmarkedJobs(props: Props): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  return (
    <details class="unmarked" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Show them</summary>
      {isOpen ? <Jobs {...props} /> : null}
    </details>
  )
}

function Jobs({ tenantId, from, to, zone }: Props): JSX.Element {
  const dayOf = ({ createdAt }: Lead) => dateOf(createdAt, zone)
  const leads = useLoaded(tenantPath(tenantId, '/leads'), { tenantId, concerns: ({ kind }) => kind === 'lead' }, (path) =>
    wholeList<Lead>(path, (lead) => dayOf(lead) < from),
  )
  return (
    <Answer of={leads} bones={1}>
      {(items) => (
        <ul>
          {items
            .filter((lead) => isUnmarked(lead) && dayOf(lead) <= to)
            .map((lead) => (
              <li key={lead.id}>
                <a href={`/b/${tenantId}/leads/${encodeURIComponent(lead.id)}`}>
                  <b>{lead.name ?? (lead.phone === null ? 'Number withheld' : phoneWords(lead.phone))}</b>
                  <span>
                    {lead.status === 'booked' ? 'Booked' : 'Ready to book'}, called {shortDate(dayOf(lead))}
                  </span>
                </a>
              </li>
            ))}
        </ul>
      )}
    </Answer>
  )
}

/** As the count beside it: only what began with a missed call. */
function isUnmarked({ source, status, outcome }: Lead): boolean {
  return source === 'call' && (outcome === 'booked' || (outcome === 'open' && ['qualified', 'handed_over', 'booked'].includes(status)))
}

import './operator.css'
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { ask } from '../api.ts'
import { Frame, PageTitle } from '../design/frame.tsx'
import { Answer, Empty } from '../design/states.tsx'
import { attempt } from '../design/toasts.tsx'
import { useLoaded } from '../loaded.ts'
import type { AuditEntry, Page } from '../shapes.ts'
import { plainCode } from '../words/plain-words.ts'
import { moment } from '../words/time-words.ts'

const PATH = '/api/v1/audit?limit=100'

/** Who looked at what and who changed what, newest first. */
export function AuditPage(): JSX.Element {
  const audit = useLoaded<Page<AuditEntry>>(PATH)
  return (
    <Frame title="Operator">
      <PageTitle tab="Who did what">Who did what</PageTitle>
      <p class="soft">Every look at a customer’s texts and every change is written down.</p>
      <Answer of={audit}>{(first) => (first.items.length === 0 ? <Empty title="Nothing yet" /> : <Entries first={first} />)}</Answer>
    </Frame>
  )
}

/** The newest first, and as many older ones as are asked for. */
function Entries({ first }: { first: Page<AuditEntry> }): JSX.Element {
  const [{ items, nextCursor }, setShown] = useState(first)
  const older = (cursor: string) =>
    attempt(async () => {
      const page = await ask<Page<AuditEntry>>(`${PATH}&cursor=${encodeURIComponent(cursor)}`)
      setShown({ items: [...items, ...page.items], nextCursor: page.nextCursor })
    }, null)
  return (
    <>
      <ol class="audit panel">
        {items.map((entry) => (
          <AuditLine key={entry.id} entry={entry} />
        ))}
      </ol>
      {nextCursor === null ? null : (
        <button type="button" class="button" onClick={() => void older(nextCursor)}>
          Show older
        </button>
      )}
    </>
  )
}

function AuditLine({ entry }: { entry: AuditEntry }): JSX.Element {
  const { who, at, tenantId, subject, reason, status } = entry
  return (
    <li>
      <p>
        <b>{who.name}</b> <span class="soft">({who.role})</span> {actWords(entry)}
        {status >= 400 ? <span class="stamp wait">Refused</span> : null}
      </p>
      {reason === null ? null : <p class="audit-reason">“{reason}”</p>}
      <p class="soft small">
        <time dateTime={at}>{moment(at, Date.now())}</time>
        {tenantId === null ? '' : ` · ${tenantId}`}
        {subject === null ? '' : ` · ${subject}`}
      </p>
    </li>
  )
}

const VERBS: Readonly<Record<string, string>> = { GET: 'looked at', POST: 'did', PATCH: 'changed', DELETE: 'removed' }

/** `GET /api/v1/tenants/:tenantId/leads/:leadId` -> "looked at leads" */
function actWords({ act }: AuditEntry): string {
  const [method = '', path = ''] = act.split(' ')
  const parts = path.replace(/^\/api\/v1\/(tenants\/[:{]\w+\}?\/?)?/, '').split('/')
  const words = parts.filter((part) => part !== '' && !/^[:{]/.test(part)).join(', ')
  return `${VERBS[method] ?? method} ${words === '' ? 'the business' : plainCode(words).toLowerCase()}`
}

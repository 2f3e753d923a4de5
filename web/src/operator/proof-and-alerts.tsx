import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { ask, tenantPath } from '../api.ts'
import { Answer } from '../design/states.tsx'
import { attempt } from '../design/toasts.tsx'
import { useLoaded } from '../loaded.ts'
import type { Alert, LedgerVerdict, Page } from '../shapes.ts'
import { counted, plainCode } from '../words/plain-words.ts'
import { moment } from '../words/time-words.ts'

const ALERTS_SHOWN = 5

/** Checks the proof ledger from its first entry to its last and says what was found. */
export function Proof({ tenantId }: { tenantId: string }): JSX.Element {
  const [verdict, setVerdict] = useState<LedgerVerdict | null>(null)
  const [isBusy, setBusy] = useState(false)
  const check = async () => {
    setBusy(true)
    await attempt(async () => setVerdict(await ask<LedgerVerdict>(tenantPath(tenantId, '/ledger/verify'))), null)
    setBusy(false)
  }
  return (
    <>
      <button type="button" class="button" disabled={isBusy} onClick={() => void check()}>
        {isBusy ? 'Checking every entry' : 'Check the proof'}
      </button>
      <p class="soft small" role="status">
        {verdict === null ? 'Every consent, opt-out, decision and text is an entry of a chain.' : verdictWords(verdict)}
      </p>
    </>
  )
}

function verdictWords(verdict: LedgerVerdict): string {
  return verdict.ok
    ? `Whole: ${counted(verdict.entries, 'entry', 'entries')}, nothing changed.`
    : `Entry ${verdict.entry} is wrong: ${verdict.problem}`
}

/** What the owner was told of lately; read only when it is opened, because it holds customers' words. */
export function Alerts({ tenantId }: { tenantId: string }): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Newest alerts</summary>
      {isOpen ? <AlertList tenantId={tenantId} /> : null}
    </details>
  )
}

function AlertList({ tenantId }: { tenantId: string }): JSX.Element {
  const alerts = useLoaded<Page<Alert>>(tenantPath(tenantId, `/alerts?limit=${ALERTS_SHOWN}`))
  return (
    <Answer of={alerts}>
      {({ items }) =>
        items.length === 0 ? (
          <p class="soft">No alert yet.</p>
        ) : (
          <ul class="stack">
            {items.map(({ id, at, body, status }) => (
              <li key={id}>
                <p class="soft small">
                  <time dateTime={at}>{moment(at, Date.now())}</time>, {plainCode(status)}
                </p>
                <p dir="auto">{body}</p>
              </li>
            ))}
          </ul>
        )
      }
    </Answer>
  )
}

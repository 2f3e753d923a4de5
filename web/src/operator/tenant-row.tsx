import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { ask, tenantPath } from '../api.ts'
import { Dialog } from '../design/dialog.tsx'
import { useNow } from '../design/ticking.ts'
import { attempt } from '../design/toasts.tsx'
import type { TenantSummary } from '../shapes.ts'
import { dollars, plainCode, TRADES } from '../words/plain-words.ts'
import { elapsed } from '../words/time-words.ts'
import { MoveOut } from './move-business.tsx'
import { Alerts, Proof } from './proof-and-alerts.tsx'

/** One business: what is the matter, its health in figures, and what can be done about it. */
export function TenantRow({ tenant, changed }: { tenant: TenantSummary; changed: () => void }): JSX.Element {
  const now = useNow()
  const [isOpen, setOpen] = useState(false)
  return (
    <li class={`tenant${tenant.needs.length > 0 ? ' needs' : ''}`}>
      <div class="tenant-who">
        <h2>
          <a href={`/b/${tenant.id}/now`}>{tenant.name}</a>
        </h2>
        <p class="soft small">{TRADES[tenant.trade] ?? plainCode(tenant.trade)}</p>
      </div>
      <p class="tenant-state">
        <State tenant={tenant} />
        {tenant.sentence}
      </p>
      <button type="button" class="button" onClick={() => setOpen(true)} aria-label={`Manage ${tenant.name}`}>
        Manage
      </button>
      <dl class="tenant-figures">
        <Cell term="Last call" words={tenant.lastCallAt === null ? 'None yet' : agoWords(tenant.lastCallAt, now)} />
        <Cell term="Texts this hour" words={`${tenant.textsThisHour} of ${tenant.textsPerHour.toLocaleString('en-US')}`} />
        <Cell term="This month" words={`${dollars(Math.round(tenant.monthCostCents))} of ${dollars(tenant.capCents)}`} />
        <Cell term="Registration" words={plainCode(tenant.registration)} />
      </dl>
      {isOpen ? <TenantDialog tenant={tenant} changed={changed} close={() => setOpen(false)} /> : null}
    </li>
  )
}

function Cell({ term, words }: { term: string; words: string }): JSX.Element {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{words}</dd>
    </div>
  )
}

function agoWords(at: string, now: number): string {
  const words = elapsed(at, now)
  return words === 'just now' ? 'Just now' : `${words} ago`
}

function State({ tenant }: { tenant: TenantSummary }): JSX.Element {
  if (tenant.openEmergencies > 0) return <span class="stamp danger">Emergency</span>
  if (tenant.status === 'paused') return <span class="stamp wait">Paused</span>
  return tenant.needs.length > 0 ? <span class="stamp wait">Needs you</span> : <span class="stamp good">Well</span>
}

function TenantDialog({ tenant, changed, close }: { tenant: TenantSummary; changed: () => void; close: () => void }): JSX.Element {
  const isPaused = tenant.status === 'paused'
  const toggle = async () => {
    const path = tenantPath(tenant.id, isPaused ? '/resume' : '/pause')
    const words = isPaused ? `${tenant.name} works again.` : `${tenant.name} is paused. Calls are still answered.`
    if (!(await attempt(() => ask(path, { method: 'POST', body: {} }), words))) return
    close()
    changed()
  }
  return (
    <Dialog title={tenant.name} close={close}>
      <a class="button" href={`/b/${tenant.id}/setup`}>
        Open the setup
      </a>
      <a class="button" href={tenantPath(tenant.id, '/export')} download>
        Save everything as a file
      </a>
      <p class="soft small">All leads, texts and calls, one JSON line each.</p>
      <button type="button" class={isPaused ? 'button act' : 'button danger'} onClick={() => void toggle()}>
        {isPaused ? 'Let it work again' : 'Pause this business'}
      </button>
      <Proof tenantId={tenant.id} />
      <Alerts tenantId={tenant.id} />
      {isPaused ? <MoveOut tenant={tenant} changed={changed} /> : null}
      {isPaused ? null : <p class="soft small">Calls are still answered and leads kept. The assistant sends nothing on its own.</p>}
    </Dialog>
  )
}

import './operator.css'
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { Frame, PageTitle } from '../design/frame.tsx'
import { Answer, Empty } from '../design/states.tsx'
import { useLoaded, wholeList } from '../loaded.ts'
import type { TenantSummary } from '../shapes.ts'
import { counted } from '../words/plain-words.ts'
import { BringInDialog } from './move-business.tsx'
import { NewTenantDialog } from './new-tenant-dialog.tsx'
import { PasskeysDialog } from './passkeys-dialog.tsx'
import { TenantRow } from './tenant-row.tsx'

/** Every business of this installation, the one that needs the operator first. */
export function TenantsPage(): JSX.Element {
  const tenants = useLoaded('/api/v1/tenants?sort=needs-me', undefined, (path) => wholeList<TenantSummary>(path))
  const [isMaking, setMaking] = useState(false)
  const [showsPasskeys, setPasskeys] = useState(false)
  const [isBringing, setBringing] = useState(false)
  return (
    <Frame title="Operator">
      <div class="page-head">
        <PageTitle tab="Businesses">Businesses</PageTitle>
        <div class="row">
          <button type="button" class="button" onClick={() => setPasskeys(true)}>
            Passkeys
          </button>
          <a class="button" href="/start">
            Guided setup
          </a>
          <button type="button" class="button" onClick={() => setBringing(true)}>
            Bring one in
          </button>
          <button type="button" class="button strong" onClick={() => setMaking(true)}>
            Add a business
          </button>
        </div>
      </div>
      <Answer of={tenants}>{(items) => <Tenants items={items} changed={tenants.reload} />}</Answer>
      {isMaking ? <NewTenantDialog close={() => setMaking(false)} made={tenants.reload} /> : null}
      {isBringing ? <BringInDialog close={() => setBringing(false)} brought={tenants.reload} /> : null}
      {showsPasskeys ? <PasskeysDialog close={() => setPasskeys(false)} /> : null}
    </Frame>
  )
}

function Tenants({ items, changed }: { items: TenantSummary[]; changed: () => void }): JSX.Element {
  const [wanted, setWanted] = useState('')
  if (items.length === 0) {
    return (
      <Empty title="No business yet">
        <p>Add the first one. It takes five answers.</p>
      </Empty>
    )
  }
  return (
    <>
      <div class="row">
        <p class="soft">{summary(items)}</p>
        <label class="find">
          <span class="unseen">Find a business</span>
          <input type="search" placeholder="Find a business" value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
        </label>
      </div>
      <ul class="tenants">
        {items.filter(named(wanted)).map((tenant) => (
          <TenantRow key={tenant.id} tenant={tenant} changed={changed} />
        ))}
      </ul>
    </>
  )
}

function summary(items: readonly TenantSummary[]): string {
  const needing = items.filter(({ needs }) => needs.length > 0).length
  const all = counted(items.length, 'business', 'businesses')
  return needing === 0 ? `${all}, all well.` : `${needing} of ${all} ${needing === 1 ? 'needs' : 'need'} you.`
}

function named(wanted: string): (tenant: TenantSummary) => boolean {
  const words = wanted.trim().toLowerCase()
  return ({ name }) => name.toLowerCase().includes(words)
}

import './setup.css'
import type { JSX } from 'preact'
import { useRoute } from 'preact-iso'
import { ask, tenantPath } from '../api.ts'
import { Frame, PageTitle } from '../design/frame.tsx'
import { Answer } from '../design/states.tsx'
import { attempt } from '../design/toasts.tsx'
import { useLoaded } from '../loaded.ts'
import type { Tenant } from '../shapes.ts'
import { rememberTenant } from '../tenant.ts'
import { BookingBlock } from './booking-block.tsx'
import { BusinessBlock } from './business-block.tsx'
import { FactsBlock } from './facts-block.tsx'
import { ForwardingBlock } from './forwarding-block.tsx'
import { HoursBlock } from './hours-block.tsx'
import { LimitsBlock } from './limits-block.tsx'
import { MessageBlock } from './message-block.tsx'
import { OtherWaysBlock } from './other-ways-block.tsx'
import { PeopleBlock } from './people-block.tsx'
import { RegistrationBlock } from './registration-block.tsx'
import { SelfTestBlock } from './self-test-block.tsx'
import { ServicesBlock } from './services-block.tsx'

/** What every block of Setup works with. `save` says how it ended and is true when it worked. */
export type BlockProps = { tenant: Tenant; save: (change: Record<string, unknown>) => Promise<boolean> }

/** A few lines, each a block that opens: what the assistant must know about the business. */
export function SetupPage(): JSX.Element {
  const tenantId = useRoute().params['tenantId'] ?? ''
  const path = tenantPath(tenantId)
  const tenant = useLoaded<Tenant>(path, { tenantId, concerns: ({ kind }) => kind === 'tenant' })
  const save: BlockProps['save'] = async (change) => {
    const patch = async () => rememberTenant(await ask<Tenant>(path, { method: 'PATCH', body: change }))
    const done = await attempt(patch, 'Saved. It counts from now on.')
    if (done) tenant.reload()
    return done
  }
  return (
    <Frame title={tenant.data?.name ?? 'Setup'} tenantId={tenantId}>
      <div class="page-head">
        <PageTitle tab="Setup">Setup</PageTitle>
        {tenant.data?.status === 'paused' ? <span class="stamp wait">Paused: nothing is sent</span> : null}
      </div>
      <Answer of={tenant} bones={6}>
        {(data) => <Blocks tenant={data} save={save} />}
      </Answer>
    </Frame>
  )
}

function Blocks(props: BlockProps): JSX.Element {
  return (
    <div class="blocks">
      <BusinessBlock {...props} />
      <ServicesBlock {...props} />
      <FactsBlock {...props} />
      <HoursBlock {...props} />
      <PeopleBlock {...props} />
      <BookingBlock {...props} />
      <MessageBlock {...props} />
      <OtherWaysBlock {...props} />
      <ForwardingBlock {...props} />
      <SelfTestBlock {...props} />
      <RegistrationBlock {...props} />
      <LimitsBlock {...props} />
    </div>
  )
}

import './lead.css'
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { useRoute } from 'preact-iso'
import { tenantPath } from '../api.ts'
import { Frame, PageTitle } from '../design/frame.tsx'
import { Answer } from '../design/states.tsx'
import { useLoaded, type Loaded } from '../loaded.ts'
import type { LeadDetail } from '../shapes.ts'
import { useTenant } from '../tenant.ts'
import { phoneWords } from '../words/plain-words.ts'
import { ActionBar } from './action-bar.tsx'
import { AssistantState } from './assistant-state.tsx'
import { Chips } from './chips.tsx'
import { Inquiries } from './inquiries.tsx'
import { OutcomePanel } from './outcome-panel.tsx'
import { Photos, Voicemails } from './recordings.tsx'
import { Thread } from './thread.tsx'

/** One person who called: what was said, what is known, and what to do next. */
export function LeadPage(): JSX.Element {
  const { tenantId = '', leadId = '' } = useRoute().params
  const tenant = useTenant(tenantId)
  const path = tenantPath(tenantId, `/leads/${encodeURIComponent(leadId)}`)
  const lead = useLoaded<LeadDetail>(path, { tenantId, concerns: (change) => change.leadId === leadId || change.leadId === null })
  const [isTyping, setTyping] = useState(false)
  const parts = { path, lead, zone: tenant?.timezone }
  return (
    <Frame
      title={tenant?.name ?? 'Lead'}
      tenantId={tenantId}
      back={`/b/${tenantId}/now`}
      below={lead.data === null ? null : <ActionBar {...parts} data={lead.data} isTyping={isTyping} setTyping={setTyping} />}
    >
      <Answer of={lead} alone>
        {(data) => <Whole {...parts} data={data} />}
      </Answer>
    </Frame>
  )
}

/** What every part of this screen needs: where the lead lives, its answer, and the business's zone. */
export type LeadParts = { path: string; lead: Loaded<LeadDetail>; zone: string | undefined; data: LeadDetail }

function Whole(parts: LeadParts): JSX.Element {
  const { data } = parts
  const title = data.name ?? (data.phone === null ? 'Number withheld' : phoneWords(data.phone))
  return (
    <div class="lead">
      <div class="lead-head">
        <PageTitle tab={title}>{title}</PageTitle>
        <p class="row">
          <Urgency lead={data} />
          {data.name === null || data.phone === null ? null : <span class="soft">{phoneWords(data.phone)}</span>}
        </p>
      </div>
      <section class="lead-facts stack" aria-label="What is known">
        <Chips {...parts} />
        <OutcomePanel {...parts} />
        <Inquiries inquiries={data.inquiries} zone={parts.zone} />
        <Voicemails calls={data.calls} zone={parts.zone} />
        <Photos photos={data.photos} />
      </section>
      <section class="lead-talk stack" aria-label="Conversation">
        <AssistantState {...parts} />
        <Thread entries={data.timeline} why={data.why} photos={data.photos} zone={parts.zone} />
      </section>
    </div>
  )
}

function Urgency({ lead }: { lead: LeadDetail }): JSX.Element {
  if (lead.urgency === 'emergency' || lead.safety) return <span class="stamp danger">Emergency</span>
  if (lead.urgency === 'urgent') return <span class="stamp wait">Today or tomorrow</span>
  if (lead.urgency === 'routine') return <span class="stamp">No rush</span>
  return <span class="stamp">No job asked for yet</span>
}

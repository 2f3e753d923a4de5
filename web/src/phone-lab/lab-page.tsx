import './phone-lab.css'
import type { JSX } from 'preact'
import { Frame, PageTitle } from '../design/frame.tsx'
import { Bones, Failure } from '../design/states.tsx'
import { phoneWords } from '../words/plain-words.ts'
import { CallPanel } from './call-panel.tsx'
import { ClockPanel } from './clock-panel.tsx'
import { FaultPanel } from './fault-panel.tsx'
import { LeadPanel } from './lead-panel.tsx'
import { Phone } from './phone.tsx'
import { StepList } from './step-list.tsx'
import { useLab } from './use-lab.ts'

/** A phone in the browser that rings the demo business through the built-in phone network, and everything that happens behind it. */
export function LabPage(): JSX.Element {
  const { view, steps, trouble, refresh } = useLab()
  return (
    <Frame title="Phone Lab" tenantId={view?.business.id}>
      {view === null ? (
        trouble === null ? (
          <Bones count={3} />
        ) : (
          <Failure words={trouble} retry={refresh} />
        )
      ) : (
        <>
          <div class="stack tight">
            <PageTitle tab="Phone Lab">Phone Lab</PageTitle>
            <p class="soft">
              Ring <b>{view.business.name}</b> on {phoneWords(view.business.number)} and watch what happens to a missed call. Nothing leaves
              this machine. Or <a href="/start">set up a business of your own</a>.
            </p>
          </div>
          {trouble === null ? null : <p class="note wait">The lab does not answer. Trying again.</p>}
          <div class="lab">
            <CallPanel view={view} refresh={refresh} />
            <div class="stack">
              <Phone view={view} refresh={refresh} phone="customer" />
              <ClockPanel view={view} refresh={refresh} />
            </div>
            <div class="stack">
              <Phone view={view} refresh={refresh} phone="owner" />
              <LeadPanel view={view} />
              <FaultPanel view={view} refresh={refresh} />
            </div>
            <StepList steps={steps} zone={view.business.timezone} />
          </div>
        </>
      )}
    </Frame>
  )
}

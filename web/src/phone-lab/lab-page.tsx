import './phone-lab.css'
import type { JSX } from 'preact'
import { Frame, PageTitle } from '../design/frame.tsx'
import { Bones, Failure } from '../design/states.tsx'
import { phoneWords } from '../words/plain-words.ts'
import { CustomerPhone } from './customer-phone.tsx'
import { OwnerSide } from './owner-side.tsx'
import { RingForm } from './ring-form.tsx'
import { StepList } from './step-list.tsx'
import { useLab } from './use-lab.ts'

/** A phone in the browser that rings the demo business through the built-in phone network. */
export function LabPage(): JSX.Element {
  const lab = useLab()
  const { view, steps, trouble } = lab
  return (
    <Frame title="Phone Lab" tenantId={view?.business.id}>
      {view === null ? (
        trouble === null ? (
          <Bones count={3} />
        ) : (
          <Failure words={trouble} retry={lab.refresh} Heading="h1" />
        )
      ) : (
        <>
          <div class="stack tight">
            <PageTitle tab="Phone Lab">Phone Lab</PageTitle>
            <p class="soft">
              Ring <b>{view.business.name}</b> on {phoneWords(view.business.number)} and watch what happens to a missed call. Nothing leaves
              this machine.
            </p>
          </div>
          {trouble === null ? null : <p class="note wait">The lab does not answer. Trying again.</p>}
          <div class="lab">
            <RingForm view={view} refresh={lab.refresh} />
            <CustomerPhone view={view} refresh={lab.refresh} />
            <OwnerSide view={view} />
            <StepList steps={steps} />
          </div>
        </>
      )}
    </Frame>
  )
}

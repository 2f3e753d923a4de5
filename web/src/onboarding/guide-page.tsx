import './onboarding.css'
import '../setup/setup.css'
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { useRoute } from 'preact-iso'
import { ask, tenantPath } from '../api.ts'
import { Frame, PageTitle } from '../design/frame.tsx'
import { Answer } from '../design/states.tsx'
import { attempt } from '../design/toasts.tsx'
import { useLoaded } from '../loaded.ts'
import type { SetupState } from '../shapes.ts'
import { useTenant } from '../tenant.ts'
import { StepPanel } from './step-panel.tsx'

/** What was made of the five answers, step by step: shown, tried, confirmed, and then live. */
export function GuidePage(): JSX.Element {
  const tenantId = useRoute().params['tenantId'] ?? ''
  const tenant = useTenant(tenantId)
  const setup = useLoaded<SetupState>(tenantPath(tenantId, '/setup'), {
    tenantId,
    concerns: ({ kind }) => kind === 'tenant' || kind === 'call',
  })
  return (
    <Frame title={tenant?.name ?? 'New business'} tenantId={tenantId}>
      <div class="page-head">
        <PageTitle tab="Get ready">{tenant === null ? 'Get ready' : `${tenant.name}, get ready`}</PageTitle>
        {setup.data === null ? null : <State setup={setup.data} />}
      </div>
      <Answer of={setup} bones={6}>
        {(data) => <Guide tenantId={tenantId} setup={data} reload={setup.reload} />}
      </Answer>
    </Frame>
  )
}

function State({ setup: { isLive } }: { setup: SetupState }): JSX.Element {
  return isLive ? <span class="stamp good">Live</span> : <span class="stamp wait">Not live: nothing is sent</span>
}

type GuideProps = { tenantId: string; setup: SetupState; reload: () => void }

function Guide({ tenantId, setup, reload }: GuideProps): JSX.Element {
  const current = setup.steps.find(({ confirmedAt }) => confirmedAt === null)?.step ?? null
  const confirm = async (step: string): Promise<void> => {
    const body = { step }
    await attempt(() => ask(tenantPath(tenantId, '/setup/confirm'), { method: 'POST', body }), null)
    reload()
  }
  return (
    <>
      <ol class="guide">
        {setup.steps.map((step, place) => (
          <StepPanel
            key={step.step}
            place={place + 1}
            step={step}
            setup={setup}
            tenantId={tenantId}
            isCurrent={step.step === current}
            confirm={() => confirm(step.step)}
          />
        ))}
      </ol>
      <LiveSwitch tenantId={tenantId} setup={setup} reload={reload} />
    </>
  )
}

function LiveSwitch({ tenantId, setup: { canGoLive, isLive, steps, texting }, reload }: GuideProps): JSX.Element {
  const [isBusy, setBusy] = useState(false)
  const open = steps.filter(({ confirmedAt }) => confirmedAt === null).length
  const goLive = async () => {
    setBusy(true)
    await attempt(() => ask(tenantPath(tenantId, '/resume'), { method: 'POST', body: {} }), 'You are live.')
    setBusy(false)
    reload()
  }
  return (
    <section class="panel" aria-labelledby="live">
      <h2 id="live">Live</h2>
      <div class={`note ${texting.state === 'ready' ? 'good' : 'wait'} stack tight`}>
        {texting.sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {isLive ? (
        <p class="note good" role="status">
          <b>It is live.</b> The next call that nobody takes is answered. <a href={`/b/${tenantId}/now`}>See who needs you</a>
        </p>
      ) : (
        <>
          <p id="live-help" class="soft">
            {canGoLive ? 'Everything is confirmed.' : `Locked: ${open} of ${steps.length} steps are open.`}
          </p>
          <button
            type="button"
            class="button act big"
            disabled={!canGoLive || isBusy}
            aria-describedby="live-help"
            onClick={() => void goLive()}
          >
            Go live
          </button>
        </>
      )}
    </section>
  )
}

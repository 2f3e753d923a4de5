import type { JSX } from 'preact'
import { Icon } from '../design/icons.tsx'
import { CodeStep, TestCall } from '../setup/forwarding-block.tsx'
import { speak } from '../setup/speak.ts'
import type { SetupState, SetupStep } from '../shapes.ts'
import { RehearsalStage } from './rehearsal-stage.tsx'

const TITLES: Readonly<Record<SetupStep['step'], string>> = {
  procedure: 'What the assistant does',
  hours: 'When it rings you',
  messages: 'What callers hear and get',
  callers: 'Five callers, before your eyes',
  forwarding: 'If you don’t pick up',
  'test-call': 'A test call',
}

const CONFIRM: Readonly<Record<SetupStep['step'], string>> = {
  procedure: 'Yes, do it like that',
  hours: 'Yes, these are my hours',
  messages: 'Yes, say it like that',
  callers: 'I like what I saw',
  forwarding: 'I dialed the code',
  'test-call': 'It came through',
}

export type StepPanelProps = {
  place: number
  step: SetupStep
  setup: SetupState
  tenantId: string
  /** The first one that is open. */
  isCurrent: boolean
  confirm: () => Promise<void>
}

/** One step: what holds, how to try it, and the word that confirms it. */
export function StepPanel(props: StepPanelProps): JSX.Element {
  const { place, step, isCurrent, confirm } = props
  const isDone = step.confirmedAt !== null
  return (
    <li>
      <details class="block" open={isCurrent}>
        <summary>
          <h2 class="block-title">
            {place}. {TITLES[step.step]}
          </h2>
          {isDone ? (
            <span class="stamp good">Confirmed</span>
          ) : isCurrent ? (
            <span class="stamp talk">Now</span>
          ) : (
            <span class="stamp">Open</span>
          )}
        </summary>
        <div class="block-body stack">
          <Body {...props} />
          {isDone ? null : (
            <button
              type="button"
              class="button act"
              disabled={step.step === 'test-call' && !props.setup.hasTestCall}
              onClick={() => void confirm()}
            >
              {CONFIRM[step.step]}
            </button>
          )}
        </div>
      </details>
    </li>
  )
}

function Body({ step, setup, tenantId }: StepPanelProps): JSX.Element {
  switch (step.step) {
    case 'procedure':
    case 'hours':
    case 'messages':
      return <SaidBack sentences={step.sentences} tenantId={tenantId} />
    case 'callers':
      return (
        <>
          <Plain sentences={step.sentences} />
          <RehearsalStage tenantId={tenantId} />
        </>
      )
    case 'forwarding':
      return (
        <>
          <Plain sentences={step.sentences} />
          {setup.number === null ? (
            <p class="note wait">There is no number yet. The operator gives this business one in Setup.</p>
          ) : (
            <CodeStep e164={setup.number} />
          )}
        </>
      )
    case 'test-call':
      return (
        <>
          <Plain sentences={step.sentences} />
          {setup.hasTestCall ? (
            <p class="note good" role="status">
              <b>It works.</b> A call came through.
            </p>
          ) : setup.number === null ? null : (
            <TestCall tenantId={tenantId} dial={setup.number} />
          )}
        </>
      )
    default:
      return step.step satisfies never
  }
}

function Plain({ sentences }: { sentences: string[] }): JSX.Element {
  return (
    <>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </>
  )
}

function SaidBack({ sentences, tenantId }: { sentences: string[]; tenantId: string }): JSX.Element {
  return (
    <>
      <div class="stack tight">
        <Plain sentences={sentences} />
      </div>
      <div class="row">
        <button type="button" class="button" onClick={() => speak(sentences.join(' '))}>
          <Icon name="sound" />
          Hear it
        </button>
        <a class="button" href={`/b/${tenantId}/setup`}>
          Change it
        </a>
      </div>
    </>
  )
}

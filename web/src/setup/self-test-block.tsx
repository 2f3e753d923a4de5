import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { ask, session, tenantPath } from '../api.ts'
import { Icon } from '../design/icons.tsx'
import { Answer } from '../design/states.tsx'
import { attempt } from '../design/toasts.tsx'
import { useLoaded } from '../loaded.ts'
import type { SelfTest, SelfTestFinding } from '../shapes.ts'
import { moment } from '../words/time-words.ts'
import { Block } from './block.tsx'
import type { BlockProps } from './setup-page.tsx'

/** Whether a missed call gets here at all: what the last self-test found, what to do about it, and one more test on request. */
export function SelfTestBlock({ tenant }: BlockProps): JSX.Element {
  const path = tenantPath(tenant.id, '/self-test')
  const test = useLoaded<SelfTest>(path, { tenantId: tenant.id, concerns: ({ kind }) => kind === 'tenant' })
  const state = test.data?.result?.state
  return (
    <Block
      title="Does it work?"
      line={test.data?.sentence ?? 'Tested every morning at six'}
      state={state === undefined ? null : <span class={`stamp ${STAMPS[state]}`}>{WORDS[state]}</span>}
    >
      <p>
        Every morning we check that your number leads to us, that our address can be reached and that a missed call would be answered.
        Nobody is rung or texted.
      </p>
      <Answer of={test} bones={3}>
        {(view) => <Findings test={view} zone={tenant.timezone} />}
      </Answer>
      <TestNow path={path} tested={test.reload} />
    </Block>
  )
}

function Findings({ test, zone }: { test: SelfTest; zone: string }): JSX.Element {
  const { result, doubt } = test
  return (
    <div class="stack tight">
      {doubt === null ? null : (
        <p class="note wait">
          {moment(doubt.at, Date.now(), zone)}:{' '}
          {doubt.findings.find(({ state }) => state === 'unknown')?.sentence ?? 'Not everything could be asked.'} It is tried again within
          the hour.
        </p>
      )}
      {result === null ? null : (
        <ul class="findings">
          {result.findings.map((finding, place) => (
            <FindingLine key={place} finding={finding} />
          ))}
        </ul>
      )}
    </div>
  )
}

function FindingLine({ finding: { state, sentence, todo } }: { finding: SelfTestFinding }): JSX.Element {
  const isFine = state === 'ok' || state === 'unseen'
  return (
    <li class={`finding ${isFine ? 'good' : state === 'down' ? 'danger' : 'wait'}`}>
      <Icon name={isFine ? 'check' : 'alert'} />
      <span>
        {sentence}
        {todo === null ? null : <b> {todo}</b>}
      </span>
    </li>
  )
}

function TestNow({ path, tested }: { path: string; tested: () => void }): JSX.Element | null {
  const [isTesting, setTesting] = useState(false)
  const who = session.value
  const mayTest = who?.signedIn === true && who.role !== 'staff'
  if (!mayTest) return null
  const test = async () => {
    setTesting(true)
    if (await attempt(() => ask<SelfTest>(path, { method: 'POST' }), 'Tested.')) tested()
    setTesting(false)
  }
  return (
    <div>
      <button type="button" class="button strong" aria-busy={isTesting} disabled={isTesting} onClick={() => void test()}>
        <Icon name="check" />
        {isTesting ? 'Testing…' : 'Test now'}
      </button>
    </div>
  )
}

const STAMPS = { ok: 'good', warn: 'wait', down: 'danger', unknown: 'wait' } as const
const WORDS = { ok: 'Works', warn: 'Look at it', down: 'Not working', unknown: 'Unknown' } as const

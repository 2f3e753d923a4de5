import { useEffect, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { ask, tenantPath } from '../api.ts'
import { Field, textsOf } from '../design/field.tsx'
import { Icon } from '../design/icons.tsx'
import { attempt } from '../design/toasts.tsx'
import { useLoaded } from '../loaded.ts'
import type { Intake } from '../shapes.ts'
import { hush, speak } from '../setup/speak.ts'
import type { LabCall, LabChoice, LabPartProps } from './use-lab.ts'
import { Select } from '../design/select.tsx'

/** Ring the business, hear what the caller hears, and press keys meanwhile. */
export function CallPanel({ view, refresh }: LabPartProps): JSX.Element {
  const { owners, callers } = view.choices
  const ring = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const body = textsOf(event.currentTarget)
    void attempt(() => ask('/lab/ring', { method: 'POST', body }), 'Ringing…').then(refresh)
  }
  const change = () =>
    void attempt(() => ask('/lab/next-customer', { method: 'POST', body: {} }), 'You are somebody else now.').then(refresh)
  return (
    <section class="panel" aria-labelledby="ring">
      <h2 id="ring">1. Ring</h2>
      <form class="stack" onSubmit={ring}>
        <Choice label="Who calls" name="caller" choices={callers} preferred="waits" />
        <Choice label="The owner" name="owner" choices={owners} preferred="declines" />
        <button type="submit" class="button act big">
          <Icon name="call" />
          Ring the business
        </button>
      </form>
      <Line call={view.call} refresh={refresh} />
      <button type="button" class="button" onClick={change}>
        Be a new caller
      </button>
      <FormLink view={view} />
    </section>
  )
}

/** The form of the business with this caller's number filled in, for those who would rather write. */
function FormLink({ view }: Pick<LabPartProps, 'view'>): JSX.Element | null {
  const { id, customer } = view.business
  const { data } = useLoaded<Intake>(tenantPath(id, '/intake'))
  if (data === null) return null
  return (
    <a class="button" href={`${data.form.url}?phone=${encodeURIComponent(customer)}`} target="_blank" rel="noopener">
      Fill in the website form instead
    </a>
  )
}

const KEYS = [
  { key: '1', words: 'Press 1' },
  { key: '9', words: 'Press 9' },
] as const

/** The line as the caller hears it: the words on the screen, and aloud unless muted. */
function Line({ call, refresh }: { call: LabCall | null; refresh: () => void }): JSX.Element {
  const [isMuted, setMuted] = useMuted()
  useSpoken(call, isMuted)
  const act = (body: { press: string } | { hangUp: true }) =>
    void attempt(() => ask('/lab/call', { method: 'POST', body }), null).then(refresh)
  return (
    <div class="stack tight lab-line">
      <div class="panel-head">
        <h3>What the caller hears</h3>
        <button type="button" class="button" aria-pressed={isMuted} onClick={() => setMuted(!isMuted)}>
          <Icon name={isMuted ? 'muted' : 'sound'} />
          {isMuted ? 'Muted' : 'Mute'}
        </button>
      </div>
      <div class="lab-transcript" role="log" aria-label="Spoken on the line" tabIndex={0}>
        {call === null || call.heard.length === 0 ? (
          <p class="soft">{call?.isLive === true ? 'It rings…' : 'Nothing yet.'}</p>
        ) : (
          call.heard.map(({ order, text }) => <p key={order}>“{text}”</p>)
        )}
      </div>
      {call?.isLive !== true ? null : (
        <div class="row">
          {KEYS.map(({ key, words }) => (
            <button type="button" key={key} class="button grow" onClick={() => act({ press: key })}>
              {words}
            </button>
          ))}
          <button type="button" class="button danger grow" onClick={() => act({ hangUp: true })}>
            Hang up
          </button>
        </div>
      )}
    </div>
  )
}

/** Says each sentence once, from the first one that comes after the screen was opened; stops when the line is dead. */
function useSpoken(call: LabCall | null, isMuted: boolean): void {
  const said = useRef<number | null>(null)
  const newest = call?.heard.at(-1)?.order ?? 0
  useEffect(() => {
    const since = said.current
    said.current = newest
    if (since === null || call === null) return
    const words = call.heard.filter(({ order }) => order > since).map(({ text }) => text)
    if (words.length > 0 && !isMuted) speak(words.join(' '), true)
  }, [newest])
  useEffect(() => {
    if (isMuted || call?.isLive === false) hush()
  }, [isMuted, call?.isLive])
  useEffect(() => hush, [])
}

const MUTED = 'lab-muted'

function useMuted(): [boolean, (isMuted: boolean) => void] {
  const [isMuted, setMuted] = useState(localStorage.getItem(MUTED) === 'yes')
  return [
    isMuted,
    (next) => {
      localStorage.setItem(MUTED, next ? 'yes' : 'no')
      setMuted(next)
    },
  ]
}

type ChoiceProps = { label: string; name: string; choices: LabChoice[]; preferred: string }

function Choice({ label, name, choices, preferred }: ChoiceProps): JSX.Element {
  return (
    <Field label={label}>
      <Select name={name} chosen={preferred} options={choices.map(({ id, words }) => [id, words])} />
    </Field>
  )
}

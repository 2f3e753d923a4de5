import type { JSX } from 'preact'
import { ask } from '../api.ts'
import { Field, textsOf } from '../design/field.tsx'
import { Icon } from '../design/icons.tsx'
import { attempt } from '../design/toasts.tsx'
import type { LabChoice, LabView } from './use-lab.ts'

export function RingForm({ view, refresh }: { view: LabView; refresh: () => void }): JSX.Element {
  const { modes, owners, callers } = view.choices
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
        <Choice label="When" name="mode" choices={modes} preferred="day" />
        <Choice label="The owner" name="owner" choices={owners} preferred="declines" />
        <Choice label="The caller" name="caller" choices={callers} preferred="waits" />
        <button type="submit" class="button act big">
          <Icon name="call" />
          Ring the business
        </button>
        <button type="button" class="button" onClick={change}>
          Be a new caller
        </button>
      </form>
    </section>
  )
}

function Choice({
  label,
  name,
  choices,
  preferred,
}: {
  label: string
  name: string
  choices: LabChoice[]
  preferred: string
}): JSX.Element {
  return (
    <Field label={label}>
      <select name={name} defaultValue={preferred}>
        {choices.map(({ id, words }) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
    </Field>
  )
}

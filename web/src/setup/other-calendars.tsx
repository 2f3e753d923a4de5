import type { JSX } from 'preact'
import { ask, tenantPath } from '../api.ts'
import { Field, textsOf } from '../design/field.tsx'
import { Icon } from '../design/icons.tsx'
import { attempt, say } from '../design/toasts.tsx'
import type { Booking } from '../shapes.ts'

/** Calendars that are read so that nobody is booked over them, and the address at which ours can be read. */
export function OtherCalendars({ tenantId, data, changed }: { tenantId: string; data: Booking; changed: () => void }): JSX.Element {
  const path = tenantPath(tenantId, '/calendars')
  const add = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const form = event.currentTarget
    const body = { kind: 'ics', url: textsOf(form)['url'] }
    if (!(await attempt(() => ask(path, { method: 'POST', body }), 'Added. It is read within a minute.'))) return
    form.reset()
    changed()
  }
  const remove = async (id: string) => {
    if (await attempt(() => ask(`${path}/${encodeURIComponent(id)}`, { method: 'DELETE' }), 'It is no longer read.')) changed()
  }
  const copy = () =>
    void navigator.clipboard.writeText(data.feedUrl).then(
      () => say('Copied. Keep it to yourself: who has it sees your visits.'),
      () => say('This browser does not let us copy.', true),
    )
  return (
    <div class="stack">
      <h3>Your other calendars</h3>
      <ul>
        {data.calendars.map(({ id, host, problem }) => (
          <li key={id} class="exception">
            <span>
              <b>{host}</b> {problem === null ? null : <span class="stamp wait">{problem}</span>}
            </span>
            <button type="button" class="close" aria-label={`Stop reading ${host}`} onClick={() => void remove(id)}>
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      <form class="row exception-new" onSubmit={(event) => void add(event)}>
        <div class="grow">
          <Field label="Secret address of a calendar" help="Google, Apple and Outlook show it as “iCal address” or “ICS”.">
            <input name="url" required maxLength={1_000} placeholder="https://" pattern="(https?|webcals?)://.+" autoComplete="off" />
          </Field>
        </div>
        <button type="submit" class="button">
          Add
        </button>
      </form>
      <button type="button" class="button" onClick={copy}>
        Copy the address of our calendar
      </button>
    </div>
  )
}

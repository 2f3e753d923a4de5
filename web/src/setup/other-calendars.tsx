import { useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { ask, tenantPath } from '../api.ts'
import { Field, textsOf } from '../design/field.tsx'
import { RemoveButton } from '../design/remove-button.tsx'
import { attempt, say } from '../design/toasts.tsx'
import type { Booking, CalendarTest } from '../shapes.ts'
import { CalendarSays } from './calendar-says.tsx'

type Props = { tenantId: string; timezone: string; data: Booking; changed: () => void }

/** Calendars that are read so that nobody is booked over them, and the address at which ours can be read. */
export function OtherCalendars({ tenantId, timezone, data, changed }: Props): JSX.Element {
  const path = tenantPath(tenantId, '/calendars')
  const [tested, setTested] = useState<{ id: string; test: CalendarTest } | null>(null)
  const test = (id: string) =>
    attempt(async () => {
      setTested({ id, test: await ask<CalendarTest>(`${path}/${encodeURIComponent(id)}/test`, { method: 'POST', body: {} }) })
    }, null)
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
          <li key={id}>
            <div class="exception">
              <span>
                <b>{host}</b> {problem === null ? null : <span class="stamp wait">{problem}</span>}
              </span>
              <button type="button" class="button calendar-test" onClick={() => void test(id)}>
                Test<span class="unseen"> {host}</span>
              </button>
              <RemoveButton label={`Stop reading ${host}`} remove={() => void remove(id)} />
            </div>
            {tested?.id === id ? <CalendarSays test={tested.test} timezone={timezone} /> : null}
          </li>
        ))}
      </ul>
      <NewCalendar path={path} timezone={timezone} changed={changed} />
      <button type="button" class="button" onClick={copy}>
        Copy the address of our calendar
      </button>
    </div>
  )
}

/** A calendar is tried before it is added, so that a wrong address is noticed here and not on a double booking. */
function NewCalendar({ path, timezone, changed }: { path: string; timezone: string; changed: () => void }): JSX.Element {
  const form = useRef<HTMLFormElement>(null)
  const [kind, setKind] = useState('ics')
  const [test, setTest] = useState<CalendarTest | null>(null)
  const sourceOf = (from: HTMLFormElement) => {
    const { url, username, password } = textsOf(from)
    return kind === 'ics' ? { kind, url } : { kind, url, username, password }
  }
  const tryIt = () =>
    attempt(async () => {
      if (form.current === null || !form.current.reportValidity()) return
      setTest(await ask<CalendarTest>(`${path}/test`, { method: 'POST', body: sourceOf(form.current) }))
    }, null)
  const add = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const from = event.currentTarget
    if (!(await attempt(() => ask(path, { method: 'POST', body: sourceOf(from) }), 'Added. It is read within a minute.'))) return
    from.reset()
    setKind('ics')
    setTest(null)
    changed()
  }
  return (
    <form ref={form} class="stack tight" onSubmit={(event) => void add(event)} onInput={() => setTest(null)}>
      <Field label="How it is reached">
        <select value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
          <option value="ics">By its secret address (Google, Apple, Outlook)</option>
          <option value="caldav">By CalDAV, with a sign-in</option>
        </select>
      </Field>
      <Field
        label={kind === 'ics' ? 'Secret address of a calendar' : 'Address of the calendar'}
        help={
          kind === 'ics'
            ? 'Google, Apple and Outlook show it as “iCal address” or “ICS”.'
            : 'Your calendar’s help page calls it the CalDAV address.'
        }
      >
        <input name="url" required maxLength={1_000} placeholder="https://" pattern="(https?|webcals?)://.+" autoComplete="off" />
      </Field>
      {kind === 'ics' ? null : (
        <div class="row">
          <div class="grow">
            <Field label="User name">
              <input name="username" required maxLength={200} autoComplete="off" />
            </Field>
          </div>
          <div class="grow">
            <Field label="Password for this app" help="Kept sealed and never shown again.">
              <input type="password" name="password" required maxLength={500} autoComplete="new-password" />
            </Field>
          </div>
        </div>
      )}
      {test === null ? null : <CalendarSays test={test} timezone={timezone} />}
      <div class="row">
        <button type="button" class="button grow" onClick={() => void tryIt()}>
          Test
        </button>
        <button type="submit" class="button act grow">
          Add
        </button>
      </div>
    </form>
  )
}

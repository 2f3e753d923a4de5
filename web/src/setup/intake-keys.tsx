import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { ask } from '../api.ts'
import { Field, textsOf } from '../design/field.tsx'
import { RemoveButton } from '../design/remove-button.tsx'
import { attempt } from '../design/toasts.tsx'
import type { Intake } from '../shapes.ts'
import { moment } from '../words/time-words.ts'
import { Copied } from './copied.tsx'

type Made = { name: string; key: string }

/** Keys for programs that may bring leads and do nothing else. Each is shown once. */
export function IntakeKeys(props: {
  path: string
  tenantId: string
  keys: Intake['keys']
  zone: string
  changed: () => void
}): JSX.Element {
  const { path, tenantId, keys, zone, changed } = props
  const [made, setMade] = useState<Made | null>(null)
  const add = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const form = event.currentTarget
    const work = async () => setMade(await ask<Made>(`${path}/keys`, { method: 'POST', body: { name: textsOf(form)['name'] } }))
    if (!(await attempt(work, null))) return
    form.reset()
    changed()
  }
  const revoke = async (id: string, name: string) => {
    const work = () => ask(`${path}/keys/${encodeURIComponent(id)}`, { method: 'DELETE' })
    if (!(await attempt(work, `${name} can send nothing more.`))) return
    setMade(null)
    changed()
  }
  return (
    <div class="stack">
      <h3>Leads from other programs</h3>
      <p class="soft small">
        A lead seller or your own website sends leads to <code>{`POST /api/v1/tenants/${tenantId}/leads`}</code> with a key of its own.
      </p>
      <ul>
        {keys.map(({ id, name, lastUsedAt }) => (
          <li key={id} class="exception">
            <span>
              <b>{name}</b>{' '}
              <span class="soft">{lastUsedAt === null ? 'never used' : `last used ${moment(lastUsedAt, Date.now(), zone)}`}</span>
            </span>
            <RemoveButton label={`Take the key of ${name} away`} remove={() => void revoke(id, name)} />
          </li>
        ))}
      </ul>
      {made === null ? null : (
        <div class="note good stack tight" role="status">
          <p>
            <b>Copy the key of {made.name} now.</b> It is not shown again.
          </p>
          <Copied label="Key" words={made.key} />
        </div>
      )}
      <form class="row exception-new" onSubmit={(event) => void add(event)}>
        <div class="grow">
          <Field label="A key for">
            <input name="name" required maxLength={60} placeholder="Angi" autoComplete="off" />
          </Field>
        </div>
        <button type="submit" class="button">
          Make a key
        </button>
      </form>
    </div>
  )
}

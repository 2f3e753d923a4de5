import type { JSX } from 'preact'
import { useLocation } from 'preact-iso'
import { ask } from '../api.ts'
import { Dialog } from '../design/dialog.tsx'
import { e164Of, Field, textsOf } from '../design/field.tsx'
import { attempt } from '../design/toasts.tsx'
import type { Tenant } from '../shapes.ts'
import { TRADES } from '../words/plain-words.ts'
import { ZONES } from '../words/time-zones.ts'
import { Select } from '../design/select.tsx'

/** The five answers that make a business; everything else is in its Setup. */
export function NewTenantDialog({ close, made }: { close: () => void; made: () => void }): JSX.Element {
  const { route } = useLocation()
  const make = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const { name, trade, timezone, ownerName, ownerPhone = '' } = textsOf(event.currentTarget)
    const body = { name, trade, timezone, ownerName, ownerPhone: e164Of(ownerPhone) }
    let id = ''
    const create = async () => (id = (await ask<Tenant>('/api/v1/tenants', { method: 'POST', body })).id)
    if (!(await attempt(create, `${name} is there. Nothing is live yet.`))) return
    made()
    close()
    route(`/b/${id}/setup`)
  }
  return (
    <Dialog title="Add a business" close={close}>
      <form class="stack" onSubmit={(event) => void make(event)}>
        <Field label="Name, as callers know it">
          <input name="name" required maxLength={100} autoComplete="organization" />
        </Field>
        <Field label="Trade">
          <select name="trade" required>
            {Object.entries(TRADES).map(([code, words]) => (
              <option key={code} value={code}>
                {words}
              </option>
            ))}
          </select>
        </Field>
        <Field label="Time zone">
          <Select name="timezone" required chosen="America/Chicago" options={ZONES} />
        </Field>
        <Field label="Owner’s first name">
          <input name="ownerName" required maxLength={80} />
        </Field>
        <Field label="Owner’s mobile number" help="Alerts go there after the number is checked with a code.">
          <input type="tel" name="ownerPhone" required minLength={10} />
        </Field>
        <button type="submit" class="button act big">
          Add it
        </button>
      </form>
    </Dialog>
  )
}

import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { ask, takeIn, takeOut, tenantPath } from '../api.ts'
import { Dialog } from '../design/dialog.tsx'
import { Field, textsOf } from '../design/field.tsx'
import { attempt } from '../design/toasts.tsx'
import type { TenantSummary } from '../shapes.ts'

type FormEvent = SubmitEvent & { currentTarget: HTMLFormElement }

/** A paused business goes to another installation as a file, whose key is shown once; and back, when that did not work. */
export function MoveOut({ tenant, changed }: { tenant: TenantSummary; changed: () => void }): JSX.Element {
  const [key, setKey] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const out = async (event: FormEvent) => {
    event.preventDefault()
    const { why = '' } = textsOf(event.currentTarget)
    setBusy(true)
    const done = await attempt(async () => {
      const taken = await takeOut(tenant.id, why)
      save(taken.file, `${tenant.id}-move.ndjson`)
      setKey(taken.key)
    }, 'The file is saved. Nothing leaves from here any more.')
    setBusy(false)
    if (done) changed()
  }
  const back = () =>
    void attempt(() => ask(tenantPath(tenant.id, '/move-back'), { method: 'POST' }), `${tenant.name} stays here.`).then(changed)
  return (
    <details class="move-business">
      <summary>Move it to another installation</summary>
      <div class="stack">
        {key === null ? (
          <form class="stack" onSubmit={(event) => void out(event)}>
            <p class="soft small">
              You get a file with everything of {tenant.name}. From then on nothing is sent from here. Customers’ words in the file can be
              read; passwords are sealed.
            </p>
            <Field label="Why it moves" help="It is written down with your name.">
              <input name="why" required minLength={3} maxLength={200} />
            </Field>
            <button type="submit" class="button danger" disabled={isBusy}>
              {isBusy ? 'Writing the file' : 'Take it out'}
            </button>
          </form>
        ) : (
          <>
            <Field label="The key of the file" help="It is shown once. Keep it apart from the file.">
              <input readOnly value={key} />
            </Field>
            <p class="soft small">There: Businesses, “Bring one in”. Then point the numbers to the new addresses and let it work again.</p>
          </>
        )}
        <button type="button" class="button" onClick={back}>
          It did not work: keep it here
        </button>
      </div>
    </details>
  )
}

/** A business comes from another installation. Its ledger is checked before anything counts, and it is there paused. */
export function BringInDialog({ close, brought }: { close: () => void; brought: () => void }): JSX.Element {
  const [isBusy, setBusy] = useState(false)
  const bring = async (event: FormEvent) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const [file, key] = [form.get('file'), form.get('key')]
    if (!(file instanceof File) || typeof key !== 'string') return
    setBusy(true)
    const done = await attempt(() => takeIn(file, key.trim()), 'It is here, paused.')
    setBusy(false)
    if (!done) return
    brought()
    close()
  }
  return (
    <Dialog title="Bring a business in" close={close}>
      <form class="stack" onSubmit={(event) => void bring(event)}>
        <Field label="Its file" help="The one that the other installation saved.">
          <input type="file" name="file" required accept=".ndjson" />
        </Field>
        <Field label="The key of the file">
          <input name="key" required minLength={43} maxLength={60} autoComplete="off" />
        </Field>
        <button type="submit" class="button act big" disabled={isBusy}>
          {isBusy ? 'Checking the file' : 'Bring it in'}
        </button>
      </form>
    </Dialog>
  )
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

import type { JSX } from 'preact'
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import { ask } from '../api.ts'
import { Dialog } from '../design/dialog.tsx'
import { Field, textsOf } from '../design/field.tsx'
import { RemoveButton } from '../design/remove-button.tsx'
import { Answer } from '../design/states.tsx'
import { attempt } from '../design/toasts.tsx'
import { useLoaded } from '../loaded.ts'
import type { Passkey } from '../shapes.ts'
import { moment } from '../words/time-words.ts'

const PATH = '/api/v1/passkeys'

/** The operator's passkeys: a touch instead of a password. */
export function PasskeysDialog({ close }: { close: () => void }): JSX.Element {
  const passkeys = useLoaded<{ items: Passkey[] }>(PATH)
  const add = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const form = event.currentTarget
    const name = textsOf(form)['name'] ?? ''
    if (!(await attempt(() => register(name), 'From now on a touch is enough.'))) return
    form.reset()
    passkeys.reload()
  }
  const remove = async ({ id, name }: Passkey) => {
    const work = () => ask(`${PATH}/${encodeURIComponent(id)}`, { method: 'DELETE' })
    if (await attempt(work, `${name} no longer opens this.`)) passkeys.reload()
  }
  return (
    <Dialog title="Your passkeys" close={close}>
      <Answer of={passkeys} bones={1}>
        {({ items }) =>
          items.length === 0 ? <p>None yet.</p> : <ul>{items.map((passkey) => Line(passkey, () => void remove(passkey)))}</ul>
        }
      </Answer>
      <form class="stack" onSubmit={(event) => void add(event)}>
        <Field label="Name of this device">
          <input name="name" required maxLength={60} placeholder="Office laptop" />
        </Field>
        <button type="submit" class="button act">
          Add a passkey for this device
        </button>
      </form>
    </Dialog>
  )
}

function Line(passkey: Passkey, remove: () => void): JSX.Element {
  const used = passkey.lastUsedAt === null ? 'not used yet' : `last used ${moment(passkey.lastUsedAt, Date.now())}`
  return (
    <li key={passkey.id} class="passkey">
      <span>
        <b>{passkey.name}</b> <span class="soft small">{used}</span>
      </span>
      <RemoveButton label={`Remove ${passkey.name}`} remove={remove} />
    </li>
  )
}

async function register(name: string): Promise<void> {
  const { startRegistration } = await import('@simplewebauthn/browser')
  const { challengeId, options } = await ask<{ challengeId: string; options: PublicKeyCredentialCreationOptionsJSON }>(`${PATH}/options`, {
    method: 'POST',
    body: {},
  })
  const response = await startRegistration({ optionsJSON: options })
  await ask(PATH, { method: 'POST', body: { challengeId, response, name } })
}

import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { ask, tenantPath } from '../api.ts'
import { Field, textsOf } from '../design/field.tsx'
import { attempt } from '../design/toasts.tsx'
import { phoneWords } from '../words/plain-words.ts'
import { clock } from '../words/time-words.ts'

type Props = { tenantId: string; phone: string | null; isChecked: boolean; whose: string }

/** A code by text shows that a phone is theirs; alerts go to it from then on. */
export function PhoneCheck({ tenantId, phone, isChecked, whose }: Props): JSX.Element | null {
  const [validUntil, setValidUntil] = useState<string | null>(null)
  if (phone === null) return null
  if (isChecked) {
    return (
      <p class="note good">
        {whose}, {phoneWords(phone)}, is checked. Alerts go there.
      </p>
    )
  }
  const path = tenantPath(tenantId, '/phones')
  const send = () =>
    attempt(async () => {
      const sent = await ask<{ validUntil: string }>(`${path}/verify`, { method: 'POST', body: { phone } })
      setValidUntil(sent.validUntil)
    }, 'The code is on its way.')
  const confirm = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const { code } = textsOf(event.currentTarget)
    const work = () => ask(`${path}/confirm`, { method: 'POST', body: { phone, code } })
    if (await attempt(work, 'Checked. Alerts go there from now on.')) setValidUntil(null)
  }
  return (
    <div class="note wait stack tight">
      <p>
        {whose}, {phoneWords(phone)}, is not checked yet. Until then no alert goes there.
      </p>
      {validUntil === null ? null : (
        <form class="row exception-new" onSubmit={(event) => void confirm(event)}>
          <div class="grow">
            <Field label="The six digits" help={`Good until ${clock(validUntil)}.`}>
              <input name="code" inputMode="numeric" autoComplete="one-time-code" required minLength={6} maxLength={7} />
            </Field>
          </div>
          <button type="submit" class="button act">
            Check it
          </button>
        </form>
      )}
      <div>
        <button type="button" class="button" onClick={() => void send()}>
          {validUntil === null ? 'Text a code to this phone' : 'Text another code'}
        </button>
      </div>
    </div>
  )
}

import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { ask, Refusal, session } from '../api.ts'
import { Field, textsOf } from '../design/field.tsx'
import type { Session } from '../shapes.ts'

export function OperatorForm(): JSX.Element {
  const [wrong, setWrong] = useState<string | null>(null)
  const attempt = (work: () => Promise<Session>) => {
    setWrong(null)
    work().then(
      (answer) => (session.value = answer),
      (error: unknown) => setWrong(refusalWords(error)),
    )
  }
  return (
    <form
      class="panel"
      onSubmit={(event) => {
        event.preventDefault()
        const { password } = textsOf(event.currentTarget)
        attempt(() => ask('/api/v1/session/password', { method: 'POST', body: { password } }))
      }}
    >
      <button type="button" class="button act big" onClick={() => attempt(withPasskey)}>
        Use a passkey
      </button>
      <Field label="Password" wrong={wrong}>
        <input type="password" name="password" autoComplete="current-password" required />
      </Field>
      <button type="submit" class="button strong">
        Sign in
      </button>
    </form>
  )
}

async function withPasskey(): Promise<Session> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const { challengeId, options } = await ask<{ challengeId: string; options: PublicKeyCredentialRequestOptionsJSON }>(
    '/api/v1/session/passkey/options',
    { method: 'POST', body: {} },
  )
  const response = await startAuthentication({ optionsJSON: options })
  return ask<Session>('/api/v1/session/passkey', { method: 'POST', body: { challengeId, response } })
}

function refusalWords(error: unknown): string {
  if (!(error instanceof Refusal)) return 'The passkey was not used. Try again, or type the password.'
  return error.status === 401 ? 'That is not right.' : error.message
}

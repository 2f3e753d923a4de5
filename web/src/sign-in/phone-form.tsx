import { useEffect, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { ask, Refusal, session } from '../api.ts'
import { e164Of, Field, textsOf } from '../design/field.tsx'
import type { Session } from '../shapes.ts'
import { phoneWords } from '../words/plain-words.ts'

type FormEvent = SubmitEvent & { currentTarget: HTMLFormElement }

/** Two steps: the number, then the code that was texted to it. The answer to the first says nothing about who is known. */
export function PhoneForm(): JSX.Element {
  const [phone, setPhone] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    setWrong(null)
    await work().catch((error: unknown) => setWrong(error instanceof Refusal ? refusalWords(error) : 'That did not work.'))
    setBusy(false)
  }
  const askForCode = (event: FormEvent) => {
    event.preventDefault()
    const typed = e164Of(textsOf(event.currentTarget)['phone'] ?? '')
    void attempt(async () => {
      await ask('/api/v1/session/code', { method: 'POST', body: { phone: typed } })
      setPhone(typed)
    })
  }
  const checkCode = (event: FormEvent) => {
    event.preventDefault()
    const code = (textsOf(event.currentTarget)['code'] ?? '').replaceAll(/\D/g, '')
    void attempt(async () => {
      session.value = await ask<Session>('/api/v1/session/code/check', { method: 'POST', body: { phone, code } })
    })
  }
  return phone === null ? (
    <NumberStep submit={askForCode} wrong={wrong} isBusy={isBusy} />
  ) : (
    <CodeStep phone={phone} submit={checkCode} wrong={wrong} isBusy={isBusy} back={() => setPhone(null)} />
  )
}

type StepProps = { submit: (event: FormEvent) => void; wrong: string | null; isBusy: boolean }

function NumberStep({ submit, wrong, isBusy }: StepProps): JSX.Element {
  return (
    <form class="panel" onSubmit={submit}>
      <Field label="Your mobile number" help="We text you a code. No password to remember." wrong={wrong}>
        <input type="tel" name="phone" autoComplete="tel" required minLength={10} placeholder="(217) 555-0101" />
      </Field>
      <button type="submit" class="button act big" disabled={isBusy}>
        Text me a code
      </button>
    </form>
  )
}

function CodeStep({ phone, submit, wrong, isBusy, back }: StepProps & { phone: string; back: () => void }): JSX.Element {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return (
    <form class="panel" onSubmit={submit}>
      <Field
        label="The code from the text"
        help={`Sent to ${phoneWords(phone)} if that number is known here. It works for 10 minutes.`}
        wrong={wrong}
      >
        <input ref={field} name="code" class="code" inputMode="numeric" autoComplete="one-time-code" required minLength={6} maxLength={7} />
      </Field>
      <button type="submit" class="button act big" disabled={isBusy}>
        Sign in
      </button>
      <button type="button" class="text-button" onClick={back}>
        Use another number
      </button>
    </form>
  )
}

function refusalWords(refusal: Refusal): string {
  return refusal.status === 401 ? 'That code is not right, or it is too old. Check it, or ask for a new one.' : refusal.message
}

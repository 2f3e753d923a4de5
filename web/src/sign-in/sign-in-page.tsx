import './sign-in.css'
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { PageTitle } from '../design/frame.tsx'
import { session } from '../api.ts'
import { OperatorForm } from './operator-form.tsx'
import { PhoneForm } from './phone-form.tsx'

/** Owners prove their phone, operators their password or passkey. */
export function SignInPage(): JSX.Element {
  const [isOperator, setOperator] = useState(false)
  const isLab = session.value?.lab === true
  return (
    <div class="sign-in">
      <PageTitle tab="Sign in">{isOperator ? 'Operator' : 'Sign in'}</PageTitle>
      {isLab ? (
        <p class="note talk">
          This is a lab on your own machine. The quickest way in is the sign-in link that was printed when it started.
        </p>
      ) : null}
      {isOperator ? <OperatorForm /> : <PhoneForm />}
      <button type="button" class="text-button" onClick={() => setOperator(!isOperator)}>
        {isOperator ? 'I own a business' : 'I look after this installation'}
      </button>
    </div>
  )
}

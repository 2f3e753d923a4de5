import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { Dialog } from '../design/dialog.tsx'
import { Field, textsOf } from '../design/field.tsx'
import { say } from '../design/toasts.tsx'
import { centsOf, dollars } from '../words/plain-words.ts'
import { settle } from './lead-dialogs.tsx'
import type { LeadParts } from './lead-page.tsx'

/** How it ended, told by a person. Only what stands here counts as money. */
export function OutcomePanel(parts: LeadParts): JSX.Element | null {
  const { state, amountCents } = parts.data.outcome
  const [isWinning, setWinning] = useState(false)
  const reopen = (
    <button type="button" class="text-button" onClick={() => void settle(parts, 'open', 'Open again.')}>
      Undo
    </button>
  )
  switch (state) {
    case 'open':
      return null
    case 'booked':
      return (
        <div class="panel">
          <p class="row">
            <span class="stamp good">Booked</span> Job done? Tell how it went.
          </p>
          <div class="row">
            <button type="button" class="button act grow" onClick={() => setWinning(true)}>
              Done and paid
            </button>
            <button type="button" class="button grow" onClick={() => void settle(parts, 'lost', 'Noted.')}>
              Fell through
            </button>
          </div>
          {reopen}
          {isWinning ? <WonDialog {...parts} close={() => setWinning(false)} /> : null}
        </div>
      )
    case 'won':
      return (
        <p class="panel outcome">
          <span class="stamp good">Won</span>
          <b>{amountCents === null ? 'No amount given' : dollars(amountCents)}</b>
          {reopen}
        </p>
      )
    case 'lost':
    case 'not_a_lead':
      return (
        <p class="panel outcome">
          <span class="stamp">{state === 'lost' ? 'Fell through' : 'Not a lead'}</span>
          {reopen}
        </p>
      )
    default:
      return state satisfies never
  }
}

function WonDialog(parts: LeadParts & { close: () => void }): JSX.Element {
  const save = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const cents = centsOf(textsOf(event.currentTarget)['amount'] ?? '')
    if (Number.isFinite(cents) && cents >= 0) void settle(parts, 'won', 'Well done.', cents)
    else say('Type the amount in dollars, like 450.', true)
  }
  return (
    <Dialog title="What did the job bring?" close={parts.close}>
      <form class="stack" onSubmit={save}>
        <Field label="Amount in dollars" help="Only you see this. It is added to your results.">
          <input
            name="amount"
            inputMode="decimal"
            pattern="[$]?(\d{1,3}(,\d{3}){1,2}|\d{1,7})([.]\d{1,2})?"
            title="Dollars, like 450 or 450.50"
            required
            autoComplete="off"
          />
        </Field>
        <button type="submit" class="button act big">
          Save
        </button>
      </form>
    </Dialog>
  )
}

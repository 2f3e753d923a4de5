import type { JSX } from 'preact'
import { ask } from '../api.ts'
import { Dialog } from '../design/dialog.tsx'
import { Icon } from '../design/icons.tsx'
import { attempt } from '../design/toasts.tsx'
import type { OutcomeState } from '../shapes.ts'
import { phoneWords } from '../words/plain-words.ts'
import { wantedTime } from '../words/time-words.ts'
import type { LeadParts } from './lead-page.tsx'

type DialogProps = LeadParts & { close: () => void }

/** Two ways to talk: through the business's number, or straight from this phone. */
export function CallDialog({ path, data, close }: DialogProps): JSX.Element {
  const bridge = async () => {
    if (await attempt(() => ask(`${path}/call`, { method: 'POST', body: {} }), 'Your phone rings now. Press 1 to be connected.')) close()
  }
  const phone = data.phone ?? ''
  return (
    <Dialog title={`Call ${data.name ?? phoneWords(phone)}`} close={close}>
      <button type="button" class="button act big" onClick={() => void bridge()}>
        <Icon name="call" />
        Ring my phone and connect us
      </button>
      <p class="soft small">They see the number of the business. Press 1 when your phone rings.</p>
      <a class="button big" href={`tel:${phone}`} onClick={close}>
        Dial {phoneWords(phone)} from this phone
      </a>
      <p class="soft small">They see your own number.</p>
    </Dialog>
  )
}

export function BookDialog({ path, lead, data, close }: DialogProps): JSX.Element {
  const wanted = wantedTime(data.preferredTime)
  return (
    <Dialog title="Book this job" close={close}>
      {wanted === null ? <p>They have not named a time yet. Agree on one with them first.</p> : <p>They asked for {wanted}.</p>}
      <p class="soft small">This counts it as booked in your results. It does not text them; say it yourself with Type or Call.</p>
      <button type="button" class="button act big" onClick={() => void settle({ path, lead, close }, 'booked', 'Booked.')}>
        Yes, it is booked
      </button>
    </Dialog>
  )
}

export function NotALeadDialog({ path, lead, close }: DialogProps): JSX.Element {
  return (
    <Dialog title="Not a lead?" close={close}>
      <p>For sales calls, wrong numbers and friends. The assistant stops and it leaves your list. You can undo this.</p>
      <button
        type="button"
        class="button strong big"
        onClick={() => void settle({ path, lead, close }, 'not_a_lead', 'Taken off your list.')}
      >
        It is not a lead
      </button>
    </Dialog>
  )
}

/** Tells how a lead ended. */
export async function settle(
  { path, lead, close }: Pick<DialogProps, 'path' | 'lead'> & { close?: () => void },
  state: OutcomeState,
  words: string,
  amountCents?: number,
): Promise<void> {
  const body = amountCents === undefined ? { state } : { state, amountCents }
  if (!(await attempt(() => ask(`${path}/outcome`, { method: 'POST', body }), words))) return
  lead.reload()
  close?.()
}

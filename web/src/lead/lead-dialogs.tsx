import type { JSX } from 'preact'
import { ask } from '../api.ts'
import { Dialog } from '../design/dialog.tsx'
import { Field, textsOf } from '../design/field.tsx'
import { Icon } from '../design/icons.tsx'
import { attempt } from '../design/toasts.tsx'
import type { OutcomeState } from '../shapes.ts'
import { phoneWords } from '../words/plain-words.ts'
import { instantOf, wantedTime } from '../words/time-words.ts'
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

/** A time agreed on makes a visit in the calendar; without one the job only counts as booked. */
export function BookDialog({ path, lead, data, zone, close }: DialogProps): JSX.Element {
  const wanted = wantedTime(data.preferredTime)
  const first = data.preferredTime !== null && 'start' in data.preferredTime ? data.preferredTime : { start: '', end: '' }
  const book = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const { start = '', end = '' } = textsOf(event.currentTarget)
    const body = { start: instantOf(start, zone), end: instantOf(end, zone) }
    if (!(await attempt(() => ask(`${path}/book`, { method: 'POST', body }), 'Booked. It stands in your calendar.'))) return
    lead.reload()
    close()
  }
  return (
    <Dialog title="Book this job" close={close}>
      <p>{wanted === null ? 'They have not named a time yet. Agree on one with them first.' : `They asked for ${wanted}.`}</p>
      <form class="stack" onSubmit={(event) => void book(event)}>
        <Field label="From">
          <input type="datetime-local" name="start" defaultValue={first.start} required />
        </Field>
        <Field label="Until">
          <input type="datetime-local" name="end" defaultValue={first.end} required />
        </Field>
        <button type="submit" class="button act big">
          Book this time
        </button>
      </form>
      <button type="button" class="text-button" onClick={() => void settle({ path, lead, close }, 'booked', 'Booked.')}>
        It is booked elsewhere; only count it
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

import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { ask } from '../api.ts'
import { Dialog } from '../design/dialog.tsx'
import { Field, textsOf } from '../design/field.tsx'
import { attempt } from '../design/toasts.tsx'
import type { Captured, LeadDetail } from '../shapes.ts'
import { fieldWords, phoneWords, plainCode } from '../words/plain-words.ts'
import { wantedTime } from '../words/time-words.ts'
import type { LeadParts } from './lead-page.tsx'

/** What every job needs; what is still missing can be filled in by hand. */
const WANTED: readonly FieldName[] = ['problem', 'street', 'city', 'preferredTime', 'name']

type FieldName = Captured['field']

/** Each known fact as a chip that opens the words it came from. */
export function Chips(parts: LeadParts): JSX.Element {
  const { data } = parts
  const [open, setOpen] = useState<FieldName | null>(null)
  const known = new Map<FieldName, Captured>(data.captured.map((captured) => [captured.field, captured]))
  const missing = WANTED.filter((field) => !known.has(field))
  return (
    <div class="panel chips">
      <h2 class="unseen">What is known</h2>
      <ul>
        {[...known.values()].map((captured) => (
          <li key={captured.field} class={captured.field === 'problem' ? 'wide' : undefined}>
            <button type="button" class="chip" onClick={() => setOpen(captured.field)}>
              <span>{fieldWords(captured.field)}</span>
              <b dir="auto">{valueWords(captured)}</b>
            </button>
          </li>
        ))}
        {missing.map((field) => (
          <li key={field}>
            <button type="button" class="chip missing" onClick={() => setOpen(field)}>
              <span>{fieldWords(field)}</span>
              <b>Not known yet</b>
            </button>
          </li>
        ))}
      </ul>
      {open === null ? null : <ChipDialog {...parts} field={open} captured={known.get(open) ?? null} close={() => setOpen(null)} />}
    </div>
  )
}

type ChipDialogProps = LeadParts & { field: FieldName; captured: Captured | null; close: () => void }

/** Where a fact comes from, and the place to put it right. */
function ChipDialog({ path, lead, data, field, captured, close }: ChipDialogProps): JSX.Element {
  const save = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const value = correctionOf(field, textsOf(event.currentTarget))
    const done = await attempt(() => ask(path, { method: 'PATCH', body: { field, value } }), 'Corrected. Thank you, we learn from it.')
    if (!done) return
    close()
    lead.reload()
  }
  const source = captured === null ? null : sourceOf(captured, data)
  return (
    <Dialog title={fieldWords(field)} close={close}>
      {captured === null ? (
        <p>The assistant has not heard this yet.</p>
      ) : source === null ? (
        <p>{captured.enteredBy === 'person' ? 'A person entered this.' : 'From the customer. Their own words are no longer kept.'}</p>
      ) : (
        <figure class="source">
          <figcaption>From the customer’s own words</figcaption>
          <blockquote dir="auto">
            {source.before}
            <mark>{source.words}</mark>
            {source.after}
          </blockquote>
        </figure>
      )}
      <form class="stack" onSubmit={(event) => void save(event)}>
        <CorrectionFields
          field={field}
          current={captured === null || typeof captured.value !== 'string' ? '' : captured.value}
          data={data}
        />
        <button type="submit" class="button strong">
          Save
        </button>
      </form>
    </Dialog>
  )
}

function CorrectionFields({ field, current, data }: { field: string; current: string; data: LeadDetail }): JSX.Element {
  if (field === 'preferredTime') {
    const time = data.preferredTime !== null && 'start' in data.preferredTime ? data.preferredTime : { start: '', end: '' }
    return (
      <div class="row">
        <div class="grow">
          <Field label="From">
            <input type="datetime-local" name="start" defaultValue={time.start} required />
          </Field>
        </div>
        <div class="grow">
          <Field label="Until">
            <input type="datetime-local" name="end" defaultValue={time.end} required />
          </Field>
        </div>
      </div>
    )
  }
  return (
    <Field label={current === '' ? 'Fill it in' : 'Put it right'}>
      <input name="value" defaultValue={current} maxLength={200} required autoComplete="off" />
    </Field>
  )
}

function correctionOf(field: string, texts: Record<string, string>): unknown {
  if (field !== 'preferredTime') return texts['value'] ?? ''
  return { start: texts['start'] ?? '', end: texts['end'] ?? '' }
}

function valueWords({ field, value }: Captured): string {
  if (typeof value !== 'string') return wantedTime(value) ?? ''
  if (field === 'callbackPhone') return phoneWords(value)
  return field === 'service' ? plainCode(value) : value
}

/** The message with the words in question cut out of it, or null when a person entered the value or the words are kept no longer. */
function sourceOf(captured: Captured, data: LeadDetail): { before: string; words: string; after: string } | null {
  if (captured.enteredBy === 'person' || captured.words === null) return null
  const entry = data.timeline.find((one) => one.kind === 'message' && one.message.id === captured.messageId)
  if (entry?.kind !== 'message' || captured.start === null || captured.end === null) return { before: '', words: captured.words, after: '' }
  const { body } = entry.message
  return { before: body.slice(0, captured.start), words: body.slice(captured.start, captured.end), after: body.slice(captured.end) }
}

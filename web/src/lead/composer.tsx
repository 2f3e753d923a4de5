import { useEffect, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { ask } from '../api.ts'
import { attempt } from '../design/toasts.tsx'
import { draftOf, keepDraft, type Draft } from './draft.ts'
import type { LeadParts } from './lead-page.tsx'

/** The carrier's longest text. */
const TEXT_MAX = 1_600

/** A person's own text to the customer. It passes every gate that the assistant's texts pass; a refusal says why and keeps the words. */
export function Composer({ path, lead, close }: LeadParts & { close: () => void }): JSX.Element {
  const [{ body, sent }, setDraft] = useState(() => draftOf(path))
  const [isBusy, setBusy] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  const change = (draft: Draft) => {
    keepDraft(path, draft)
    setDraft(draft)
  }
  const send = async (event: Event) => {
    event.preventDefault()
    if (body.trim() === '' || isBusy) return
    // One key per wording: pressing Send twice, or again after a lost answer, is one text.
    const key = sent?.body === body ? sent.key : crypto.randomUUID()
    change({ body, sent: { body, key } })
    setBusy(true)
    const asking = { method: 'POST', body: { body: body.trim() }, headers: { 'idempotency-key': key } } as const
    const done = await attempt(() => ask(`${path}/texts`, asking), 'Sent.')
    setBusy(false)
    if (!done) return
    change({ body: '', sent: null })
    lead.reload()
    close()
  }
  return (
    <form class="composer" onSubmit={(event) => void send(event)} onKeyDown={(event) => event.key === 'Escape' && close()}>
      <label>
        <span class="unseen">Your text to the customer</span>
        <textarea
          ref={field}
          value={body}
          maxLength={TEXT_MAX}
          rows={2}
          placeholder="Your text to the customer"
          onInput={(event) => change({ body: event.currentTarget.value, sent })}
        />
      </label>
      <div class="composer-moves">
        <button type="button" class="button" onClick={close}>
          Back
        </button>
        <button type="submit" class="button act grow" disabled={isBusy || body.trim() === ''}>
          {isBusy ? 'Sending' : 'Send'}
        </button>
      </div>
    </form>
  )
}

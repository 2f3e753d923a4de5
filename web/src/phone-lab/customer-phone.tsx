import { useEffect, useRef } from 'preact/hooks'
import type { JSX } from 'preact'
import { ask } from '../api.ts'
import { textsOf } from '../design/field.tsx'
import { attempt } from '../design/toasts.tsx'
import { phoneWords, secondsWords } from '../words/plain-words.ts'
import { clock } from '../words/time-words.ts'
import type { LabText, LabView } from './use-lab.ts'

/** The phone of the person who calls: here one answers the texts. */
export function CustomerPhone({ view, refresh }: { view: LabView; refresh: () => void }): JSX.Element {
  const texts = view.texts.filter(({ side }) => side !== 'owner')
  const send = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const form = event.currentTarget
    const work = attempt(() => ask('/lab/text', { method: 'POST', body: { body: textsOf(form)['body'] } }), null)
    void work.then((done) => {
      if (done) form.reset()
      refresh()
    })
  }
  return (
    <section class="panel" aria-labelledby="customer">
      <h2 id="customer">2. The customer’s phone</h2>
      <p class="soft small">
        {phoneWords(view.business.customer)}
        {view.textsAfterSeconds === null
          ? ''
          : `, got a text ${secondsWords(Math.round(view.textsAfterSeconds * 10) / 10)} after the missed call`}
      </p>
      <Texts texts={texts} mine="customer" empty="No text yet. Ring the business first." />
      <form class="lab-answer" onSubmit={send}>
        <input
          name="body"
          aria-label="Your answer"
          maxLength={1_600}
          autoComplete="off"
          placeholder="My water heater is leaking"
          required
        />
        <button type="submit" class="button strong">
          Send
        </button>
      </form>
    </section>
  )
}

/** Texts as one phone shows them: what it sent on the right. */
export function Texts({ texts, mine, empty }: { texts: LabText[]; mine: LabText['side'] | null; empty: string }): JSX.Element {
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    if (list.current !== null) list.current.scrollTop = list.current.scrollHeight
  }, [texts.length])
  if (texts.length === 0) return <p class="soft">{empty}</p>
  return (
    <ol class="lab-texts" ref={list} tabIndex={0} aria-label="Texts" aria-live="polite">
      {texts.map((text, place) => (
        <li key={place} class={text.side === mine ? 'mine' : undefined}>
          <p class="soft small">
            {WHO[text.side]}, <time dateTime={text.at}>{clock(text.at)}</time>
          </p>
          <p class="lab-text" dir="auto">
            {text.body}
          </p>
        </li>
      ))}
    </ol>
  )
}

const WHO: Readonly<Record<LabText['side'], string>> = { business: 'Assistant', customer: 'You', owner: 'To the owner' }

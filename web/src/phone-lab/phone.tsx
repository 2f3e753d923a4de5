import { useEffect, useRef } from 'preact/hooks'
import type { JSX } from 'preact'
import { ask } from '../api.ts'
import { textsOf } from '../design/field.tsx'
import { attempt } from '../design/toasts.tsx'
import { phoneWords, plainCode, secondsWords } from '../words/plain-words.ts'
import { clock } from '../words/time-words.ts'
import type { LabPartProps, LabPhone, LabText } from './use-lab.ts'

const WORDS = {
  customer: {
    title: '2. Customer’s phone',
    other: 'Assistant',
    answer: 'Your answer',
    example: 'My water heater is leaking',
    empty: 'No text yet. Ring the business first.',
  },
  owner: {
    title: '3. Owner’s phone',
    other: 'Alert',
    answer: 'The owner’s answer',
    example: '1 to 5',
    empty: 'No alert yet.',
  },
} as const

/** One of the two phones: texts arrive, and here one answers them. */
export function Phone({ view, refresh, phone }: LabPartProps & { phone: LabPhone }): JSX.Element {
  const words = WORDS[phone]
  const texts = view.texts.filter((text) => text.phone === phone)
  const send = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const form = event.currentTarget
    const body = { body: textsOf(form)['body'], from: phone }
    void attempt(() => ask('/lab/text', { method: 'POST', body }), null).then((done) => {
      if (done) form.reset()
      refresh()
    })
  }
  return (
    <section class="panel" aria-labelledby={phone}>
      <div class="stack tight">
        <h2 id={phone}>{words.title}</h2>
        <p class="soft small">{headOf(view, phone)}</p>
      </div>
      <Texts texts={texts} zone={view.business.timezone} other={words.other} empty={words.empty} label={words.title.slice(3)} />
      <form class="lab-answer" onSubmit={send}>
        <input name="body" aria-label={words.answer} maxLength={1_600} autoComplete="off" placeholder={words.example} required />
        <button type="submit" class="button strong" aria-label={`Send from ${phone === 'owner' ? 'the owner' : 'the customer'}`}>
          Send
        </button>
      </form>
    </section>
  )
}

function headOf({ business, textsAfterSeconds }: LabPartProps['view'], phone: LabPhone): string {
  if (phone === 'owner') return phoneWords(business.ownerPhone)
  const number = phoneWords(business.customer)
  return textsAfterSeconds === null
    ? number
    : `${number}, got a text ${secondsWords(Math.round(textsAfterSeconds * 10) / 10)} after the missed call`
}

type TextsProps = { texts: LabText[]; zone: string; other: string; empty: string; label: string }

/** Texts as one phone shows them: what it sent on the right. */
function Texts({ texts, zone, other, empty, label }: TextsProps): JSX.Element {
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    if (list.current !== null) list.current.scrollTop = list.current.scrollHeight
  }, [texts.length])
  if (texts.length === 0) return <p class="soft">{empty}</p>
  return (
    <ol class="lab-texts" ref={list} tabIndex={0} aria-label={`Texts on ${label.toLowerCase()}`} aria-live="polite">
      {texts.map(({ at, isMine, body, status }, place) => (
        <li key={place} class={isMine ? 'mine' : undefined}>
          <p class="soft small">
            {isMine ? 'You' : other}, <time dateTime={at}>{clock(at, zone)}</time>
            {isMine || status === 'delivered' ? '' : `, ${plainCode(status)}`}
          </p>
          <p class="lab-text" dir="auto">
            {body}
          </p>
        </li>
      ))}
    </ol>
  )
}

import { useEffect, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { ask } from '../api.ts'
import { Icon } from '../design/icons.tsx'
import { attempt } from '../design/toasts.tsx'
import { Composer } from './composer.tsx'
import { BookDialog, CallDialog, NotALeadDialog } from './lead-dialogs.tsx'
import type { LeadParts } from './lead-page.tsx'

/** How long the assistant stays quiet once a person begins to type. */
const QUIET_MINUTES = 120

type OpenDialog = 'call' | 'book' | 'not-a-lead' | null

/** The four moves, at the thumb. Typing takes their place. */
export function ActionBar(props: LeadParts & { isTyping: boolean; setTyping: (typing: boolean) => void }): JSX.Element {
  const { path, lead, data, isTyping, setTyping } = props
  const [open, setOpen] = useState<OpenDialog>(null)
  const close = () => setOpen(null)
  const bar = useRef<HTMLElement>(null)
  const wasTyping = useRef(false)
  // The field that had the focus is gone; the move that opened it has it again.
  useEffect(() => {
    if (wasTyping.current && !isTyping) bar.current?.querySelector<HTMLElement>('[data-move=type]')?.focus()
    wasTyping.current = isTyping
  }, [isTyping])
  const type = async () => {
    setTyping(true)
    if (data.assistant.state === 'paused') return
    const body = { minutes: QUIET_MINUTES }
    if (await attempt(() => ask(`${path}/take-over`, { method: 'POST', body }), 'The assistant is quiet while you type.')) lead.reload()
  }
  return (
    <section class="actions" aria-label="What to do" ref={bar}>
      {isTyping ? (
        <Composer {...props} close={() => setTyping(false)} />
      ) : (
        <ul class="actions-row">
          <Move icon="call" words="Call" isAct disabled={data.phone === null} move={() => setOpen('call')} />
          <Move icon="type" words="Type" disabled={data.phone === null} move={() => void type()} />
          <Move icon="book" words="Book" disabled={data.outcome.state === 'booked'} move={() => setOpen('book')} />
          <Move icon="not" words="Not a lead" disabled={data.outcome.state === 'not_a_lead'} move={() => setOpen('not-a-lead')} />
        </ul>
      )}
      {open === 'call' ? <CallDialog {...props} close={close} /> : null}
      {open === 'book' ? <BookDialog {...props} close={close} /> : null}
      {open === 'not-a-lead' ? <NotALeadDialog {...props} close={close} /> : null}
    </section>
  )
}

type MoveProps = { icon: 'call' | 'type' | 'book' | 'not'; words: string; isAct?: boolean; disabled: boolean; move: () => void }

function Move({ icon, words, isAct = false, disabled, move }: MoveProps): JSX.Element {
  return (
    <li>
      <button type="button" class={isAct ? 'button act' : 'button'} data-move={icon} disabled={disabled} onClick={move}>
        <Icon name={icon} />
        {words}
      </button>
    </li>
  )
}

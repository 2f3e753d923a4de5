import { useEffect, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { ask, tenantPath } from '../api.ts'
import { Icon } from '../design/icons.tsx'
import { attempt } from '../design/toasts.tsx'
import type { NowCard } from '../shapes.ts'
import { phoneWords } from '../words/plain-words.ts'
import { elapsed, wantedTime } from '../words/time-words.ts'

type CardProps = { card: NowCard; tenantId: string; now: number }
type TakeProps = Pick<CardProps, 'card' | 'tenantId'> & { changed: () => void }

/** A job ticket for somebody who waits for the owner. */
export function NeedCard({ card, tenantId, now, changed }: CardProps & { changed: () => void }): JSX.Element {
  const who = whoWords(card)
  const wanted = wantedTime(card.preferredTime)
  return (
    <article class={`ticket ${card.need}`} aria-label={`${needWords(card)}: ${who}`}>
      <header class="ticket-head">
        <p class="ticket-need">
          <Icon name={card.need === 'emergency' ? 'alert' : card.callOnly ? 'call' : 'book'} />
          {needWords(card)}
        </p>
        <p class="ticket-since">
          {card.need === 'emergency' && card.acknowledgedBy === null ? 'waiting ' : ''}
          <time dateTime={card.since}>{elapsed(card.since, now)}</time>
        </p>
      </header>
      <a class="ticket-body" href={`/b/${tenantId}/leads/${card.leadId}`}>
        <div class="ticket-who">
          <h2 dir="auto">{who}</h2>
          <Icon name="forward" />
        </div>
        {card.problem === null ? null : (
          <p class="ticket-problem" dir="auto">
            {card.problem}
          </p>
        )}
        {card.place === null ? null : (
          <p class="ticket-fact">
            <Icon name="place" />
            {card.place}
          </p>
        )}
        {wanted === null ? null : (
          <p class="ticket-fact">
            <Icon name="calendar" />
            {wanted}
          </p>
        )}
      </a>
      <footer class="ticket-moves">
        {card.phone === null ? null : (
          <a class="button act big grow" href={`tel:${card.phone}`}>
            <Icon name="call" />
            Call
          </a>
        )}
        <Take card={card} tenantId={tenantId} changed={changed} />
      </footer>
    </article>
  )
}

/** The button that takes the lead; then, in its place, who has it. */
function Take({ card, tenantId, changed }: TakeProps): JSX.Element {
  const [isBusy, setBusy] = useState(false)
  const taken = useRef<HTMLParagraphElement>(null)
  const wasPressed = useRef(false)
  // The button that had the focus is gone; its place says who has it now.
  useEffect(() => {
    if (wasPressed.current && card.acknowledgedBy !== null) taken.current?.focus()
  }, [card.acknowledgedBy])
  const acknowledge = async () => {
    setBusy(true)
    wasPressed.current = true
    const done = await attempt(
      () => ask(leadPath(tenantId, card.leadId, '/acknowledge'), { method: 'POST', body: {} }),
      card.need === 'emergency' ? 'Noted. We stopped paging.' : 'Noted. It is yours.',
    )
    setBusy(false)
    if (done) changed()
  }
  if (card.acknowledgedBy !== null) {
    return (
      <p class="ticket-taken" ref={taken} tabIndex={-1}>
        <Icon name="check" />
        {card.acknowledgedBy} has it
      </p>
    )
  }
  return (
    <button type="button" class="button big grow" disabled={isBusy} onClick={() => void acknowledge()}>
      <Icon name="check" />
      I’ve got it
    </button>
  )
}

/** One line for somebody whom the assistant still talks with: nothing to do, but one may look. */
export function TalkingRow({ card, tenantId, now }: CardProps): JSX.Element {
  return (
    <li>
      <a class="talking-row" href={`/b/${tenantId}/leads/${card.leadId}`}>
        <span class="talking-who" dir="auto">
          {whoWords(card)}
        </span>
        <time class="talking-since" dateTime={card.since}>
          {elapsed(card.since, now)}
        </time>
        <span class="talking-text" dir="auto">
          {card.lastText ?? card.problem ?? 'No answer yet'}
        </span>
        {!card.paused ? null : <span class="stamp wait">You are typing; assistant paused</span>}
      </a>
    </li>
  )
}

const NEED_WORDS = { emergency: 'Emergency', ready: 'Ready to book', talking: 'Talking now' } as const

/** Whoever cannot be texted waits for a call. */
function needWords({ need, callOnly }: NowCard): string {
  return callOnly ? 'Please call' : NEED_WORDS[need]
}

function whoWords(card: NowCard): string {
  return card.name ?? (card.phone === null ? 'Number withheld' : phoneWords(card.phone))
}

function leadPath(tenantId: string, leadId: string, rest: string): string {
  return tenantPath(tenantId, `/leads/${encodeURIComponent(leadId)}${rest}`)
}

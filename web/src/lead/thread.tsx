import { useEffect, useRef } from 'preact/hooks'
import type { JSX } from 'preact'
import type { Photo, Speaker, TimelineEntry } from '../shapes.ts'
import { counted, statusWords } from '../words/plain-words.ts'
import { clock, dateOf, dayName } from '../words/time-words.ts'
import { PhotoStrip } from './recordings.tsx'

type ThreadProps = { entries: TimelineEntry[]; why: Record<string, string[]>; photos: Photo[]; zone: string | undefined }
type MessageEntry = TimelineEntry & { kind: 'message' }

const SPEAKERS: Readonly<Record<Speaker, string>> = { assistant: 'Assistant', person: 'You', customer: 'Customer', system: 'Automatic' }

/** Everything that happened, oldest first, as a conversation is read. */
export function Thread({ entries, why, photos, zone }: ThreadProps): JSX.Element {
  const end = useRef<HTMLDivElement>(null)
  const count = entries.length
  const shown = useRef(0)
  useEffect(() => {
    // What arrives while one reads is brought into view; the first drawing leaves the page at its head.
    if (shown.current > 0 && count > shown.current) end.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' })
    shown.current = count
  }, [count])
  if (count === 0) return <p class="soft">Nothing of what was said is kept: it goes after 18 months, or when the person is erased.</p>
  return (
    <>
      <ol class="thread" aria-live="polite" aria-relevant="additions">
        {entries.map((entry, place) => (
          <Entry key={keyOf(entry)} entry={entry} why={why} photos={photos} zone={zone} opensDay={opensDay(entries, place, zone)} />
        ))}
      </ol>
      <div ref={end} class="thread-end" />
    </>
  )
}

function Entry(props: {
  entry: TimelineEntry
  why: Record<string, string[]>
  photos: Photo[]
  zone: string | undefined
  opensDay: boolean
}): JSX.Element {
  const { entry, zone } = props
  return (
    <>
      {props.opensDay ? <li class="thread-day">{dayName(entry.at, Date.now(), zone)}</li> : null}
      {entry.kind === 'system' ? (
        <li class="thread-system">
          {entry.sentence}
          {entry.sentence.includes(clock(entry.at, zone)) ? null : <time dateTime={entry.at}>{clock(entry.at, zone)}</time>}
        </li>
      ) : (
        <Bubble
          entry={entry}
          why={props.why[entry.message.id] ?? []}
          photos={props.photos.filter(({ messageId }) => messageId === entry.message.id)}
          zone={zone}
        />
      )}
    </>
  )
}

type BubbleProps = { entry: MessageEntry; why: string[]; photos: Photo[]; zone: string | undefined }

function Bubble({ entry, why, photos, zone }: BubbleProps): JSX.Element {
  const { message, by } = entry
  const isOut = message.direction === 'outbound'
  const held = isOut && !WENT_OUT.has(message.status)
  return (
    <li class={`bubble ${by}${held ? ' held' : ''}`} id={`m-${message.id}`} tabIndex={-1}>
      <p class="bubble-who">
        <b>{SPEAKERS[by]}</b> <time dateTime={entry.at}>{clock(entry.at, zone)}</time>
        {isOut && message.status !== 'delivered' ? <span class={held ? 'stamp wait' : 'stamp'}>{statusWords(message.status)}</span> : null}
      </p>
      {message.body === '' ? null : (
        <p class="bubble-text" dir="auto">
          {message.body}
        </p>
      )}
      {photos.length === 0 ? null : <PhotoStrip photos={photos} />}
      {isOut && why.length > 0 ? (
        <details class="bubble-why">
          <summary>{held ? 'Why it was not sent' : 'Why it was sent'}</summary>
          <ul>
            {why.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p class="soft">{counted(why.length, 'check', 'checks')} before anything leaves.</p>
        </details>
      ) : null}
    </li>
  )
}

const WENT_OUT: ReadonlySet<string> = new Set(['sent', 'delivered', 'accepted', 'queued', 'sending'])

function keyOf(entry: TimelineEntry): string {
  return entry.kind === 'message' ? entry.message.id : `${entry.at} ${entry.sentence}`
}

function opensDay(entries: readonly TimelineEntry[], place: number, zone: string | undefined): boolean {
  const [entry, before] = [entries[place], entries[place - 1]]
  return entry !== undefined && (before === undefined || dateOf(before.at, zone) !== dateOf(entry.at, zone))
}

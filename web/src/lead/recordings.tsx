import type { JSX } from 'preact'
import type { Call, LeadDetail } from '../shapes.ts'
import { moment } from '../words/time-words.ts'
import { counted, secondsWords } from '../words/plain-words.ts'

export function Photos({ photos }: { photos: LeadDetail['photos'] }): JSX.Element | null {
  if (photos.length === 0) return null
  return (
    <section class="panel" aria-label="Photos">
      <h2>{counted(photos.length, 'photo')}</h2>
      <ul class="photos">
        {photos.map(({ url }, place) => (
          <li key={url}>
            <a href={url} target="_blank" rel="noreferrer">
              <img src={url} alt={`What the customer sent, ${place + 1} of ${photos.length}`} loading="lazy" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Messages left after the tone. What was understood of one stands below it, so that it can be read where sound is no use. */
export function Voicemails({ calls, zone }: { calls: Call[]; zone: string | undefined }): JSX.Element | null {
  const left = calls.filter((call) => call.recordingSid !== null)
  if (left.length === 0) return null
  return (
    <section class="panel" aria-label="Voicemail">
      <h2>Voicemail</h2>
      {left.map((call) => (
        <figure key={call.id} class="voicemail">
          <figcaption>
            {moment(call.startedAt, Date.now(), zone)}
            {call.recordingSeconds === null ? '' : `, ${secondsWords(call.recordingSeconds)}`}
          </figcaption>
          {typeof call.recordingUrl === 'string' ? <audio controls preload="none" src={call.recordingUrl} /> : null}
          {typeof call.transcript === 'string' ? (
            <blockquote dir="auto">{call.transcript}</blockquote>
          ) : (
            <p class="soft small">There is no transcript of it.</p>
          )}
        </figure>
      ))}
    </section>
  )
}

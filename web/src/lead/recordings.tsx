import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { fetchFile, reason } from '../api.ts'
import type { Call, Photo } from '../shapes.ts'
import { moment } from '../words/time-words.ts'
import { counted, secondsWords } from '../words/plain-words.ts'

/** Every picture of this lead. */
export function Photos({ photos }: { photos: Photo[] }): JSX.Element | null {
  if (photos.length === 0) return null
  return (
    <section class="panel" aria-label="Photos">
      <h2>{counted(photos.length, 'photo')}</h2>
      <PhotoStrip photos={photos} />
    </section>
  )
}

/** Pictures in a row; each opens as large as it is. */
export function PhotoStrip({ photos }: { photos: Photo[] }): JSX.Element {
  return (
    <ul class="photos">
      {photos.map((photo, place) => (
        <li key={`${photo.messageId} ${place}`}>
          <Picture photo={photo} label={`What the customer sent, ${place + 1} of ${photos.length}`} />
        </li>
      ))}
    </ul>
  )
}

function Picture({ photo, label }: { photo: Photo; label: string }): JSX.Element {
  const [failed, setFailed] = useState(false)
  const address = useFile(photo.url)
  if (photo.url === null || failed) return <p class="soft small">{failed ? NOT_NOW : GONE[photo.state]}</p>
  if (address === null) return <p class="soft small">Loading the picture.</p>
  return (
    <a href={address} target="_blank" rel="noreferrer">
      <img src={address} alt={label} loading="lazy" onError={() => setFailed(true)} />
    </a>
  )
}

/** Messages left after the tone, with what was said, so that they can be read where sound is no use. */
export function Voicemails({ calls, zone }: { calls: Call[]; zone: string | undefined }): JSX.Element | null {
  const left = calls.filter((call) => call.recordingSid !== null)
  if (left.length === 0) return null
  return (
    <section class="panel" aria-label="Voicemail">
      <h2>Voicemail</h2>
      {left.map((call) => (
        <Voicemail key={call.id} call={call} zone={zone} />
      ))}
    </section>
  )
}

function Voicemail({ call, zone }: { call: Call; zone: string | undefined }): JSX.Element {
  const [failed, setFailed] = useState(false)
  const { recording } = call
  const address = useFile(recording?.url ?? null)
  const when = moment(call.startedAt, Date.now(), zone)
  const long = call.recordingSeconds === null ? '' : `, ${secondsWords(call.recordingSeconds)}`
  return (
    <figure class="voicemail">
      <figcaption>{`${when}${long}`}</figcaption>
      {recording === null || recording.url === null ? (
        <p class="soft small">{GONE[recording?.state ?? 'refused']}</p>
      ) : failed ? (
        <p class="soft small">{NOT_NOW}</p>
      ) : address === null ? null : (
        <audio controls preload="none" src={address} aria-label={`Voicemail of ${when}`} onError={() => setFailed(true)} />
      )}
      {recording?.transcript ? (
        <blockquote dir="auto">{recording.transcript}</blockquote>
      ) : (
        <p class="soft small">Nobody has written down what was said. Please listen to it.</p>
      )}
    </figure>
  )
}

const NOT_NOW = 'It cannot be shown right now. Try again in a minute.'

const GONE: Readonly<Record<Photo['state'], string>> = {
  waiting: 'It has not come from the phone company yet.',
  kept: NOT_NOW,
  refused: 'It could not be kept: it is too large, or of a kind that we do not open.',
  expired: 'It was kept for its time and is gone now.',
}

/**
 * The address under which the browser shows a file: its own, since the cookie goes along; or one in this page's memory where an operator's reason must
 * go along, which an address cannot carry. Null while that is being fetched.
 */
function useFile(url: string | null): string | null {
  const [held, setHeld] = useState<string | null>(null)
  const why = reason.value
  useEffect(() => {
    if (url === null || why === null) return undefined
    let made: string | null = null
    let isOver = false
    void fetchFile(url).then((file) => {
      if (file === null || isOver) return
      made = URL.createObjectURL(file)
      setHeld(made)
    })
    return () => {
      isOver = true
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [url, why])
  return why === null ? url : held
}

import type { JSX } from 'preact'
import { Field, textsOf } from '../design/field.tsx'
import { Icon } from '../design/icons.tsx'
import type { Tenant } from '../shapes.ts'
import { orNull } from './business-block.tsx'
import { announcement, spokenMessage, STANDARD_OPENING, type SpokenMoment } from './spoken-message.ts'
import { speak } from './speak.ts'
import { Select } from '../design/select.tsx'

type Settings = NonNullable<Tenant['messages']['spoken'][SpokenMoment]>

export const MOMENTS: readonly { moment: SpokenMoment; title: string }[] = [
  { moment: 'day', title: 'By day' },
  { moment: 'evening', title: 'In the evening' },
  { moment: 'night', title: 'At night' },
  { moment: 'voicemail', title: 'Hidden number or landline' },
]

const OPENING_MAX = 300

const VOICES: Readonly<Record<NonNullable<Settings['voice']>, string>> = {
  joanna: 'Joanna, a woman',
  ruth: 'Ruth, a woman',
  danielle: 'Danielle, a woman',
  matthew: 'Matthew, a man',
  stephen: 'Stephen, a man',
  gregory: 'Gregory, a man',
}

/** The opening, the voice and a recording for one moment, with a preview. */
export function MomentFields({ tenant, moment, title }: { tenant: Tenant; moment: SpokenMoment; title: string }): JSX.Element {
  const now = tenant.messages.spoken[moment]
  const hear = (form: HTMLFormElement | null) => {
    if (form !== null) speak(spokenMessage(tenant, moment, textsOf(form)[`${moment}.opening`] ?? ''))
  }
  return (
    <details class="day">
      <summary>
        <b>{title}</b>
        <span class="soft small">{summaryOf(now)}</span>
      </summary>
      <div class="stack tight moment">
        <Field label={`How it begins (${title.toLowerCase()})`} help="{business} becomes your name, {owner} the owner’s.">
          <textarea name={`${moment}.opening`} maxLength={OPENING_MAX} defaultValue={now?.opening ?? ''} placeholder={STANDARD_OPENING} />
        </Field>
        <p class="soft small">Then, by itself: {announcement(moment)}</p>
        <Field label={`Voice (${title.toLowerCase()})`}>
          <Select name={`${moment}.voice`} chosen={now?.voice ?? ''} options={[['', 'Our standard voice'], ...Object.entries(VOICES)]} />
        </Field>
        <Field
          label={`Your own recording instead (${title.toLowerCase()})`}
          help="The https address of an MP3 or WAV in which you say all of this."
        >
          <input
            type="url"
            name={`${moment}.audioUrl`}
            defaultValue={now?.audioUrl ?? ''}
            placeholder="https://"
            pattern="https://.+"
            maxLength={500}
          />
        </Field>
        <div>
          <button type="button" class="button" onClick={(event) => hear(event.currentTarget.form)}>
            <Icon name="sound" />
            Hear it<span class="unseen"> {title.toLowerCase()}</span>
          </button>
        </div>
      </div>
    </details>
  )
}

function summaryOf(settings: Settings | undefined): string {
  if (settings === undefined) return 'Our words'
  const parts = [
    settings.audioUrl === null ? null : 'Your recording',
    settings.opening === null ? null : 'Your words',
    settings.voice === null ? null : VOICES[settings.voice],
  ].filter((part) => part !== null)
  return parts.length === 0 ? 'Our words' : parts.join('\n')
}

/** What the form says of one moment; null when it says nothing. */
export function settingsOf(form: HTMLFormElement, moment: SpokenMoment): [[SpokenMoment, Record<string, string | null>]] | null {
  const texts = textsOf(form)
  const settings = {
    opening: orNull(texts[`${moment}.opening`]),
    voice: orNull(texts[`${moment}.voice`]),
    audioUrl: orNull(texts[`${moment}.audioUrl`]),
  }
  return Object.values(settings).every((value) => value === null) ? null : [[moment, settings]]
}

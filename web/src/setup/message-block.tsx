import type { JSX } from 'preact'
import { Field, textsOf } from '../design/field.tsx'
import type { Tenant } from '../shapes.ts'
import { Block, ChangeForm } from './block.tsx'
import { orNull } from './business-block.tsx'
import { MOMENTS, MomentFields, settingsOf } from './moment-fields.tsx'
import type { BlockProps } from './setup-page.tsx'

const FIRST_TEXT_MAX = 400
const STANDARD_FIRST_TEXT =
  '{business}: Sorry we missed your call. This is our automated AI assistant - how can we help today? Msg & data rates may apply. Reply HELP for help, STOP to opt out.'

/** What a caller hears when nobody picks up, by the hour, and the text that follows. */
export function MessageBlock(props: BlockProps): JSX.Element {
  const { tenant } = props
  return (
    <Block title="What callers hear" line={lineOf(tenant)}>
      <p class="soft">
        You choose how it begins and who speaks. The sentences about the text, STOP and the recording follow by themselves: the law asks for
        them. A preview is in this browser’s voice; the phone’s sounds a little different.
      </p>
      <ChangeForm {...props} changeOf={changeOf}>
        {MOMENTS.map(({ moment, title }) => (
          <MomentFields key={moment} tenant={tenant} moment={moment} title={title} />
        ))}
        <Field label="One recording of yours for all hours" help="The https address of an MP3 or WAV in which you say the words above.">
          <input
            type="url"
            name="messageAudioUrl"
            defaultValue={tenant.messageAudioUrl ?? ''}
            placeholder="https://"
            pattern="https://.+"
            maxLength={500}
          />
        </Field>
        <Field
          label="The first text, in your own words"
          help="Empty means ours. {business} becomes your name. If the carriers want something in it that is missing, we tell you what."
        >
          <textarea
            name="firstText"
            maxLength={FIRST_TEXT_MAX}
            defaultValue={tenant.messages.firstText ?? ''}
            placeholder={STANDARD_FIRST_TEXT}
          />
        </Field>
      </ChangeForm>
    </Block>
  )
}

function lineOf({ messages, messageAudioUrl }: Tenant): string {
  const own = MOMENTS.filter(({ moment }) => {
    const settings = messages.spoken[moment]
    return settings !== undefined && (settings.opening ?? settings.voice ?? settings.audioUrl) !== null
  })
  if (messageAudioUrl !== null) return 'Your own recording'
  return own.length === 0 ? 'A clear voice reads our message' : `Your own words ${own.map(({ title }) => title.toLowerCase()).join(', ')}`
}

function changeOf(form: HTMLFormElement): Record<string, unknown> {
  const { messageAudioUrl, firstText } = textsOf(form)
  const spoken = Object.fromEntries(MOMENTS.flatMap(({ moment }) => settingsOf(form, moment) ?? []))
  return { messageAudioUrl: orNull(messageAudioUrl), messages: { spoken, firstText: orNull(firstText) } }
}

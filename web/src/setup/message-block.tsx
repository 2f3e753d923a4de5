import type { JSX } from 'preact'
import { Icon } from '../design/icons.tsx'
import { Field, textsOf } from '../design/field.tsx'
import { Block, ChangeForm } from './block.tsx'
import { orNull } from './business-block.tsx'
import type { BlockProps } from './setup-page.tsx'
import { spokenMessage } from './spoken-message.ts'
import { speak } from './speak.ts'

/** What a caller hears when nobody picks up. */
export function MessageBlock(props: BlockProps): JSX.Element {
  const { tenant } = props
  const words = spokenMessage(tenant.name)
  return (
    <Block title="What callers hear" line={tenant.messageAudioUrl === null ? 'A clear voice reads our message' : 'Your own recording'}>
      <blockquote class="spoken">{words}</blockquote>
      <div class="row">
        <button type="button" class="button" onClick={() => speak(words)}>
          <Icon name="sound" />
          Hear it
        </button>
        <p class="soft small grow">
          This browser’s voice; the phone’s sounds a little different. The words are fixed: the law asks for each of them.
        </p>
      </div>
      <ChangeForm {...props} changeOf={(form) => ({ messageAudioUrl: orNull(textsOf(form)['messageAudioUrl']) })}>
        <Field label="Your own recording instead" help="The https address of an MP3 or WAV in which you say these words.">
          <input
            type="url"
            name="messageAudioUrl"
            defaultValue={tenant.messageAudioUrl ?? ''}
            placeholder="https://"
            pattern="https://.+"
          />
        </Field>
      </ChangeForm>
    </Block>
  )
}

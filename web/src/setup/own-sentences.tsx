import { useRef } from 'preact/hooks'
import type { JSX } from 'preact'
import { Field } from '../design/field.tsx'
import type { ApprovedFact } from '../shapes.ts'
import { namesOf } from './names-of.ts'

type Own = Extract<ApprovedFact, { topic: 'own' }>
type Props = { sentences: readonly Own[]; change: (sentences: Own[]) => void }

/** What the reply may hold; the server counts exactly. */
const SENTENCE_MAX = 150

/** Anything else that customers ask for, in the owner's own words. */
export function OwnSentences({ sentences, change }: Props): JSX.Element {
  // The fields keep what was typed, so each must stay with its own answer when one before it goes.
  const keys = useRef(sentences.map((_one, place) => place))
  const add = () => {
    keys.current = [...keys.current, Math.max(-1, ...keys.current) + 1]
    change([...sentences, { topic: 'own', asks: [], say: { en: '', es: null, fr: null } }])
  }
  const remove = (place: number) => {
    keys.current = keys.current.filter((_key, at) => at !== place)
    change(sentences.filter((_one, at) => at !== place))
  }
  const set = (place: number, part: Partial<Own>) => change(sentences.map((one, at) => (at === place ? { ...one, ...part } : one)))
  return (
    <fieldset class="stack tight">
      <legend>Your own answers</legend>
      {sentences.map((sentence, place) => (
        <div key={keys.current[place]} class="own stack tight">
          <Field label={`When a question holds one of these words (${place + 1})`} help="With commas between them.">
            <input
              defaultValue={sentence.asks.join(', ')}
              required
              onChange={(event) => set(place, { asks: namesOf(event.currentTarget.value) })}
              placeholder="senior, seniors"
            />
          </Field>
          {(['en', 'es', 'fr'] as const).map((language) => (
            <Field key={language} label={LABELS[language]}>
              <input
                defaultValue={sentence.say[language] ?? ''}
                required={language === 'en'}
                maxLength={SENTENCE_MAX}
                onChange={({ currentTarget: { value } }) =>
                  set(place, { say: { ...sentence.say, [language]: value.trim() === '' && language !== 'en' ? null : value.trim() } })
                }
              />
            </Field>
          ))}
          <button type="button" class="text-button" onClick={() => remove(place)}>
            Remove this answer<span class="unseen"> ({place + 1})</span>
          </button>
        </div>
      ))}
      <button type="button" class="button" onClick={add}>
        Add an answer
      </button>
    </fieldset>
  )
}

const LABELS = { en: 'It says', es: 'In Spanish, if you like', fr: 'In French, if you like' } as const

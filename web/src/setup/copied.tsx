import type { JSX } from 'preact'
import { Field } from '../design/field.tsx'
import { say } from '../design/toasts.tsx'

/** Something to take along: shown whole, and copied with one tap. */
export function Copied({ label, words }: { label: string; words: string }): JSX.Element {
  const copy = () =>
    void navigator.clipboard.writeText(words).then(
      () => say('Copied.'),
      () => say('This browser does not let us copy.', true),
    )
  return (
    <div class="row copied">
      <div class="grow">
        <Field label={label}>
          <input readOnly value={words} onFocus={(event) => event.currentTarget.select()} />
        </Field>
      </div>
      <button type="button" class="button" aria-label={`Copy: ${label}`} onClick={copy}>
        Copy
      </button>
    </div>
  )
}

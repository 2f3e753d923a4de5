import type { ComponentChildren, JSX } from 'preact'

/** A label with its control and one line of help. */
export function Field(props: {
  label: string
  help?: string | undefined
  wrong?: string | null
  children: ComponentChildren
}): JSX.Element {
  return (
    <label class="field">
      <span>{props.label}</span>
      {props.children}
      {props.help === undefined ? null : <small>{props.help}</small>}
      {props.wrong === null || props.wrong === undefined ? null : (
        <small class="wrong" role="alert">
          {props.wrong}
        </small>
      )}
    </label>
  )
}

/** What a form's fields hold, as trimmed texts. */
export function textsOf(form: HTMLFormElement): Record<string, string> {
  const entries = [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Object.fromEntries(entries.map(([name, value]) => [name, value.trim()]))
}

/** "(217) 555-0110", "217-555-0110" and "+12175550110" as E.164; anything else stays and the server says what is wrong. */
export function e164Of(typed: string): string {
  const digits = typed.replaceAll(/\D/g, '')
  if (typed.trim().startsWith('+')) return `+${digits}`
  if (digits.length === 10) return `+1${digits}`
  return digits.length === 11 && digits.startsWith('1') ? `+${digits}` : typed.trim()
}

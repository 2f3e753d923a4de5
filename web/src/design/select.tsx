import type { JSX, Ref } from 'preact'

type Props = {
  name?: string
  chosen: string
  options: readonly (readonly [value: string, words: string])[]
  required?: boolean
  field?: Ref<HTMLSelectElement>
}

/** A list to choose from that shows what is chosen now. Preact knows no `defaultValue` of a `select`: it would show the first line instead. */
export function Select({ name, chosen, options, required, field }: Props): JSX.Element {
  return (
    <select name={name} required={required ?? false} {...(field === undefined ? {} : { ref: field })}>
      {options.map(([value, words]) => (
        <option key={value} value={value} selected={value === chosen}>
          {words}
        </option>
      ))}
    </select>
  )
}

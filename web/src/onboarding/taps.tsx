import type { JSX } from 'preact'

type TapsProps<Id extends string> = { label: string; choices: Readonly<Record<Id, string>>; chosen: Id; choose: (id: Id) => void }

/** A few choices side by side, one of which holds: real radio buttons, so arrows and readers work. */
export function Taps<Id extends string>({ label, choices, chosen, choose }: TapsProps<Id>): JSX.Element {
  // The record has exactly these keys.
  const ids = Object.keys(choices) as Id[]
  return (
    <div class="taps" role="radiogroup" aria-label={label}>
      {ids.map((id) => (
        <label key={id} class={id === chosen ? 'tap chosen' : 'tap'}>
          <input type="radio" name={label} value={id} checked={id === chosen} onChange={() => choose(id)} />
          <span>{choices[id]}</span>
        </label>
      ))}
    </div>
  )
}

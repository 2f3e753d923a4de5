import type { JSX } from 'preact'
import { Icon } from './icons.tsx'

/** The cross behind a line of a list. `label` says to a screen reader what goes. */
export function RemoveButton({ label, remove }: { label: string; remove: () => void }): JSX.Element {
  return (
    <button type="button" class="close" aria-label={label} onClick={remove}>
      <Icon name="close" />
    </button>
  )
}

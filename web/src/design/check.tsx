import './check.css'
import type { ComponentChildren, JSX } from 'preact'

/** A box to tick, with its words. */
export function Check(props: { name: string; value?: string; checked?: boolean; children: ComponentChildren }): JSX.Element {
  const { name, value, checked, children } = props
  return (
    <label class="check">
      <input type="checkbox" name={name} value={value ?? 'on'} defaultChecked={checked ?? false} />
      <span>{children}</span>
    </label>
  )
}

import { useEffect, useRef } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import { Icon } from './icons.tsx'

/** The browser's own modal: it holds the focus, closes with Escape, and gives the focus back to what opened it. */
export function Dialog(props: { title: string; close: () => void; children: ComponentChildren }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const opener = document.activeElement
    dialog.current?.showModal()
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-label={props.title}
      onClose={props.close}
      onClick={(event) => event.target === event.currentTarget && isOutside(event.currentTarget, event) && props.close()}
    >
      <div class="dialog-head">
        <h2>{props.title}</h2>
        <button type="button" class="close" aria-label="Close" onClick={props.close}>
          <Icon name="close" />
        </button>
      </div>
      {props.children}
    </dialog>
  )
}

/** A click on the dimmed page, not on the padding of the dialog. A key press on a button has no place. */
function isOutside(dialog: HTMLDialogElement, event: MouseEvent): boolean {
  if (event.detail === 0) return false
  const box = dialog.getBoundingClientRect()
  return event.clientY < box.top || event.clientY > box.bottom || event.clientX < box.left || event.clientX > box.right
}

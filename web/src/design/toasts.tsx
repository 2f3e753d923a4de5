import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import { Refusal } from '../api.ts'

type Toast = { id: number; words: string; bad: boolean }

const toasts = signal<Toast[]>([])
/** Long enough to read a short sentence twice. */
const SHOWN_MS = 5_000
const SHOWN_BAD_MS = 9_000
let count = 0

/** Says shortly what was done; read out by screen readers. The same words again stand there once. */
export function say(words: string, bad = false): void {
  const id = ++count
  const others = toasts.value.filter((toast) => toast.words !== words)
  toasts.value = [...others.slice(-2), { id, words, bad }]
  setTimeout(() => (toasts.value = toasts.value.filter((toast) => toast.id !== id)), bad ? SHOWN_BAD_MS : SHOWN_MS)
}

/** Does what a button is for and says how it ended. True when it worked. */
export async function attempt(work: () => Promise<unknown>, done: string | null): Promise<boolean> {
  try {
    await work()
    if (done !== null) say(done)
    return true
  } catch (error) {
    say(error instanceof Refusal ? error.message : 'That did not work. Try again.', true)
    return false
  }
}

export function Toasts(): JSX.Element {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map((toast) => (
        <p key={toast.id} class={toast.bad ? 'toast bad' : 'toast'}>
          {toast.words}
        </p>
      ))}
    </div>
  )
}

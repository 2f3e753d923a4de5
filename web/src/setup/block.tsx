import { useRef, useState } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import { ask, tenantPath } from '../api.ts'
import { Icon } from '../design/icons.tsx'
import { attempt } from '../design/toasts.tsx'
import type { BlockProps } from './setup-page.tsx'
import { speak } from './speak.ts'

/** One subject of Setup: a line that says how it is now, and what opens to change it. */
export function Block({
  title,
  line,
  state,
  children,
}: {
  title: string
  line: string
  state?: ComponentChildren
  children: ComponentChildren
}): JSX.Element {
  return (
    <details class="block">
      <summary>
        <span class="block-title">
          <h2>{title}</h2>
          <span class="soft">{line}</span>
        </span>
        {state}
      </summary>
      <div class="block-body stack">{children}</div>
    </details>
  )
}

type ChangeFormProps = BlockProps & { changeOf: (form: HTMLFormElement) => Record<string, unknown>; children: ComponentChildren }

/** A block's fields with its two buttons: hear it said back as it would be, and save it. */
export function ChangeForm({ tenant, save, changeOf, children }: ChangeFormProps): JSX.Element {
  const form = useRef<HTMLFormElement>(null)
  const [sentences, setSentences] = useState<string[]>([])
  const sayBack = () =>
    attempt(async () => {
      if (form.current === null || !form.current.reportValidity()) return
      const body = changeOf(form.current)
      const answer = await ask<{ sentences: string[] }>(tenantPath(tenant.id, '/setup/say-it-back'), { method: 'POST', body })
      setSentences(answer.sentences)
    }, null)
  return (
    <form
      ref={form}
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void save(changeOf(event.currentTarget))
      }}
      onInput={() => setSentences([])}
      onInvalidCapture={(event) => unfold(event.target)}
    >
      {children}
      {sentences.length === 0 ? null : <SaidBack sentences={sentences} />}
      <div class="row">
        <button type="button" class="button grow" onClick={() => void sayBack()}>
          Say it back
        </button>
        <button type="submit" class="button act grow">
          Save
        </button>
      </div>
    </form>
  )
}

/** Opens whatever a field is folded away in: the browser says nothing of a mistake that it cannot show. */
function unfold(field: EventTarget | null): void {
  if (!(field instanceof Element)) return
  const fold = field.closest('details:not([open])')
  fold?.setAttribute('open', '')
  if (fold !== null) unfold(fold)
}

function SaidBack({ sentences }: { sentences: string[] }): JSX.Element {
  return (
    <div class="note talk stack tight" role="status">
      <p class="small">
        <b>If you save this:</b>
      </p>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <div>
        <button type="button" class="button" onClick={() => speak(sentences.join(' '))}>
          <Icon name="sound" />
          Hear it
        </button>
      </div>
    </div>
  )
}

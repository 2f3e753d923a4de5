import type { JSX } from 'preact'
import { ask } from '../api.ts'
import { attempt } from '../design/toasts.tsx'
import { clock } from '../words/time-words.ts'
import type { LeadParts } from './lead-page.tsx'

/** Who is to speak now. A pause is never hidden: it says until when, and ends with one tap. */
export function AssistantState({ path, lead, data, zone }: LeadParts): JSX.Element | null {
  const { state, until } = data.assistant
  const release = async () => {
    if (await attempt(() => ask(`${path}/release`, { method: 'POST', body: {} }), 'The assistant goes on.')) lead.reload()
  }
  switch (state) {
    case 'talking':
      return null
    case 'finished':
      return <p class="note">The assistant is done here. It speaks again when they text.</p>
    case 'paused':
      return (
        <div class="note wait assistant-paused">
          <p>
            <b>The assistant is quiet{until === null ? '' : ` until ${clock(until, zone)}`}.</b> You are the one who talks.
          </p>
          <button type="button" class="button" onClick={() => void release()}>
            Let it go on
          </button>
        </div>
      )
    default:
      return state satisfies never
  }
}

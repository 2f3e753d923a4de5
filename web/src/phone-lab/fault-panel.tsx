import type { JSX } from 'preact'
import { ask } from '../api.ts'
import { attempt } from '../design/toasts.tsx'
import type { LabPartProps } from './use-lab.ts'

/** Let something go wrong and watch that no lead is lost and no text goes out twice. */
export function FaultPanel({ view, refresh }: LabPartProps): JSX.Element {
  const inject = (fault: string) => void attempt(() => ask('/lab/fault', { method: 'POST', body: { fault } }), null).then(refresh)
  const waiting = new Set(view.faults.map(({ id }) => id))
  return (
    <section class="panel" aria-labelledby="faults">
      <h2 id="faults">Let something go wrong</h2>
      <div class="stack tight">
        {view.choices.faults.map(({ id, words }) => (
          <button type="button" key={id} class="button lab-fault" aria-pressed={waiting.has(id)} onClick={() => inject(id)}>
            {words}
            {waiting.has(id) ? <span class="stamp wait">Armed</span> : null}
          </button>
        ))}
      </div>
    </section>
  )
}

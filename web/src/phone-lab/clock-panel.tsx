import type { JSX } from 'preact'
import { ask } from '../api.ts'
import { attempt } from '../design/toasts.tsx'
import type { LabPartProps } from './use-lab.ts'

const MODE_WORDS = {
  day: 'Day: the owner is rung first.',
  evening: 'Evening: the second phone is rung first.',
  night: 'Night: nobody is rung unless the caller presses 1 for an emergency.',
} as const

/** The lab's own time, which can be moved on. */
export function ClockPanel({ view, refresh }: LabPartProps): JSX.Element {
  const { clock, business, choices } = view
  const jump = (to: string) => void attempt(() => ask('/lab/clock', { method: 'POST', body: { to } }), null).then(refresh)
  return (
    <section class="panel" aria-labelledby="clock">
      <h2 id="clock">The clock</h2>
      <div class="stack tight">
        <p class="lab-clock" role="status">
          <time dateTime={clock.now}>{wordsOf(clock.now, business.timezone)}</time>
        </p>
        <p>{MODE_WORDS[clock.mode]}</p>
        {clock.isAhead ? <p class="soft small">The lab is ahead of the world. Time only goes on, never back.</p> : null}
      </div>
      <fieldset>
        <legend>Jump to the next</legend>
        <div class="lab-keys">
          {choices.jumps.map(({ id, words }) => (
            <button type="button" key={id} class="button" onClick={() => jump(id)}>
              {words}
            </button>
          ))}
        </div>
      </fieldset>
    </section>
  )
}

function wordsOf(iso: string, timeZone: string): string {
  const options = { weekday: 'short', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const
  return new Date(iso).toLocaleString('en-US', { ...options, timeZone })
}

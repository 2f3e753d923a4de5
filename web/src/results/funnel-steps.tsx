import type { JSX } from 'preact'
import type { FunnelStep, Results } from '../shapes.ts'

const STEPS: readonly { step: FunnelStep; words: string; one?: string }[] = [
  { step: 'missed', words: 'missed calls', one: 'missed call' },
  { step: 'texted', words: 'got a text' },
  { step: 'replied', words: 'wrote back' },
  { step: 'qualified', words: 'told us the job' },
  { step: 'booked', words: 'booked' },
  { step: 'won', words: 'done and paid' },
]
/** Below this many a share says more than is known. */
const SHARE_MIN = 20

/** Each step as a bar with its count in words; a share only when there are enough calls to speak of one. */
export function FunnelSteps({ funnel }: { funnel: Results['funnel'] }): JSX.Element {
  const most = Math.max(1, ...STEPS.map(({ step }) => funnel[step]))
  return (
    <>
      <ol class="funnel">
        {STEPS.map(({ step, words, one }) => (
          <li key={step}>
            <b>{funnel[step].toLocaleString('en-US')}</b>
            <span>
              {funnel[step] === 1 ? (one ?? words) : words}
              {funnel.missed >= SHARE_MIN && step !== 'missed' ? <small>{Math.round((funnel[step] / funnel.missed) * 100)}%</small> : null}
            </span>
            <i class={`funnel-bar ${step}`} style={{ width: `${(funnel[step] / most) * 100}%` }} />
          </li>
        ))}
      </ol>
      {funnel.missed < SHARE_MIN ? <p class="soft small">Shares are shown from {SHARE_MIN} missed calls on. Fewer would mislead.</p> : null}
    </>
  )
}

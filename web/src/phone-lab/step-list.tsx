import { useEffect, useRef } from 'preact/hooks'
import type { JSX } from 'preact'
import type { LabStep } from './use-lab.ts'

/** What the phone network and the product did, step by step. */
export function StepList({ steps }: { steps: LabStep[] }): JSX.Element {
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    if (list.current !== null) list.current.scrollTop = list.current.scrollHeight
  }, [steps.length])
  return (
    <section class="panel lab-steps" aria-labelledby="steps">
      <h2 id="steps">Step by step</h2>
      {steps.length === 0 ? <p class="soft">Nothing has happened yet.</p> : null}
      <ol ref={list} tabIndex={0} aria-label="What the phone network and the product did">
        {steps.map(({ order, at, words }) => (
          <li key={order}>
            <time dateTime={at}>{seconds(at)}</time>
            <span>{words}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function seconds(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-US', { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false })
}

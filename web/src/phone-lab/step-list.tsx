import { useEffect, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { StepDetail } from './step-detail.tsx'
import type { LabSource, LabStep } from './use-lab.ts'

const SOURCES: Readonly<Record<LabSource, string>> = { phones: 'Phones', carrier: 'Carrier', product: 'Product', fault: 'Fault' }

/** What the phone network and the product did, step by step; each opens what stands behind it. */
export function StepList({ steps, zone }: { steps: LabStep[]; zone: string }): JSX.Element {
  const list = useRef<HTMLOListElement>(null)
  const [hidesPhones, setHidesPhones] = useState(false)
  const shown = hidesPhones ? steps.filter(({ source }) => source !== 'phones') : steps
  useEffect(() => {
    if (list.current !== null) list.current.scrollTop = list.current.scrollHeight
  }, [steps.length])
  return (
    <section class="panel lab-steps" aria-labelledby="steps">
      <div class="panel-head">
        <h2 id="steps">Step by step</h2>
        <button type="button" class="button" aria-pressed={hidesPhones} onClick={() => setHidesPhones(!hidesPhones)}>
          Without the phones
        </button>
      </div>
      {steps.length === 0 ? <p class="soft">Nothing has happened yet. Ring the business.</p> : null}
      <ol ref={list} tabIndex={0} aria-label="What the phone network and the product did">
        {shown.map((step) => (
          <li key={step.order} class={`lab-step ${step.source}`}>
            <time dateTime={step.at}>{seconds(step.at, zone)}</time>
            <span class="lab-source">{SOURCES[step.source]}</span>
            {step.detail === null ? (
              <span>{step.words}</span>
            ) : (
              <details>
                <summary>{step.words}</summary>
                <StepDetail detail={step.detail} />
              </details>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

function seconds(iso: string, timeZone: string): string {
  const digits = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
  return new Date(iso).toLocaleTimeString('en-US', { ...digits, timeZone })
}

import type { JSX } from 'preact'
import { plainCode } from '../words/plain-words.ts'
import type { LabView } from './use-lab.ts'

/** What is known of the caller so far. */
export function LeadPanel({ view }: { view: LabView }): JSX.Element {
  const facts = Object.entries(view.lead ?? {}).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== 'none')
  return (
    <section class="panel" aria-labelledby="lead">
      <h2 id="lead">The lead</h2>
      {facts.length === 0 ? (
        <p class="soft">No lead yet.</p>
      ) : (
        <dl class="lab-lead">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{plainCode(name)}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <a class="button" href={`/b/${view.business.id}/now`}>
        Open the owner’s dashboard
      </a>
    </section>
  )
}

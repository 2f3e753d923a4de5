import type { JSX } from 'preact'
import { plainCode } from '../words/plain-words.ts'
import { Texts } from './customer-phone.tsx'
import type { LabView } from './use-lab.ts'

/** What the owner gets of it. */
export function OwnerSide({ view }: { view: LabView }): JSX.Element {
  const facts = Object.entries(view.lead ?? {}).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== 'none')
  return (
    <section class="panel" aria-labelledby="owner">
      <h2 id="owner">3. What the owner gets</h2>
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
      <h3>On the owner’s phone</h3>
      <Texts texts={view.texts.filter(({ side }) => side === 'owner')} mine={null} empty="No alert yet." />
      <a class="button" href={`/b/${view.business.id}/now`}>
        Open the owner’s dashboard
      </a>
    </section>
  )
}

import type { JSX } from 'preact'
import type { LeadDetail } from '../shapes.ts'
import { doubtWords, plainCode } from '../words/plain-words.ts'
import { moment } from '../words/time-words.ts'

/** What this person sent through a form: from where, and which words they ticked or left. */
export function Inquiries({ inquiries, zone }: { inquiries: LeadDetail['inquiries']; zone: string | undefined }): JSX.Element | null {
  if (inquiries.length === 0) return null
  return (
    <section class="panel" aria-label="Requests">
      <h2>Asked through a form</h2>
      {inquiries.map(({ at, label, ticked, words, doubt, pageUrl }) => (
        <div key={at} class="stack tight">
          <p>
            <b>{plainCode(label)}</b>, {moment(at, Date.now(), zone)}
            {pageUrl === null ? null : <span class="soft small break"> {pageUrl}</span>}
          </p>
          {doubt === null ? null : <p class="note wait">{doubtWords(doubt)}</p>}
          <p>{ticked ? <span class="stamp good">Agreed to texts</span> : <span class="stamp wait">Did not agree to texts</span>}</p>
          {words === null ? null : (
            <details>
              <summary>{ticked ? 'The words they ticked' : 'The words they did not tick'}</summary>
              <blockquote dir="auto">{words}</blockquote>
            </details>
          )}
        </div>
      ))}
    </section>
  )
}

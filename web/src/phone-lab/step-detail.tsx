import type { JSX } from 'preact'
import { plainCode } from '../words/plain-words.ts'
import type { LabDetail } from './use-lab.ts'

/** Behind a step: the request and its fields, the answer as it left, or the decision with its reasons and what it put into the outbox. */
export function StepDetail({ detail }: { detail: LabDetail }): JSX.Element {
  if (detail.kind === 'answer')
    return <pre tabIndex={0}>{detail.body === '' ? `Status ${detail.status}, no body` : inLines(detail.body)}</pre>
  if (detail.kind === 'request') {
    return (
      <div class="stack tight lab-detail">
        <p>
          <code>
            {detail.method} {detail.path}
          </code>
        </p>
        <dl>
          {detail.params.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    )
  }
  return (
    <div class="stack tight lab-detail">
      <h3>Why</h3>
      {detail.reasons.length === 0 ? (
        <p>A step on the way; nothing was decided.</p>
      ) : (
        <ul>
          {detail.reasons.map(({ code, sentence }, place) => (
            <li key={place}>
              {sentence ?? plainCode(code)} <code>{code}</code>
            </li>
          ))}
        </ul>
      )}
      <h3>Into the outbox</h3>
      {detail.effects.length === 0 ? (
        <p>Nothing.</p>
      ) : (
        <ul>
          {detail.effects.map((words, place) => (
            <li key={place} dir="auto">
              {words}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** One element a line, as one reads it; the carrier got it without the breaks. */
function inLines(xml: string): string {
  return xml.replaceAll(/>\s*</g, '>\n<')
}

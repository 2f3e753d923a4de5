import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { ask, tenantPath } from '../api.ts'
import { attempt } from '../design/toasts.tsx'
import type { Rehearsal } from '../shapes.ts'

type Caller = Rehearsal['callers'][number]
type Line = Caller['lines'][number]

/** A line comes so long after the one before: slow enough to follow, quick enough for five callers. */
const LINE_MS = 220

const WHO: Readonly<Record<Line['by'], string>> = {
  caller: 'Caller',
  line: 'Spoken to the caller',
  assistant: 'Assistant',
  owner: 'Your phone',
}

/** Five scripted callers run through the rules of the live flow; their transcripts grow line by line. */
export function RehearsalStage({ tenantId }: { tenantId: string }): JSX.Element {
  const [callers, setCallers] = useState<Caller[] | null>(null)
  const [shown, setShown] = useState(0)
  const total = callers?.reduce((sum, { lines }) => sum + lines.length, 0) ?? 0
  const run = () =>
    attempt(async () => {
      const answer = await ask<Rehearsal>(tenantPath(tenantId, '/setup/rehearsal'), { method: 'POST', body: {} })
      setShown(prefersStill() ? Number.POSITIVE_INFINITY : 0)
      setCallers(answer.callers)
    }, null)
  useEffect(() => {
    if (shown >= total) return undefined
    const timer = setTimeout(() => setShown(shown + 1), LINE_MS)
    return () => clearTimeout(timer)
  }, [shown, total])
  if (callers === null) {
    return (
      <div>
        <button type="button" class="button strong" onClick={() => void run()}>
          Let them call
        </button>
      </div>
    )
  }
  return (
    <div class="stack">
      <div class="callers">
        {callers.map((caller, place) => (
          <Transcript key={caller.id} caller={caller} shown={shown - linesBefore(callers, place)} />
        ))}
      </div>
      <div class="row">
        {shown < total ? (
          <button type="button" class="button" onClick={() => setShown(Number.POSITIVE_INFINITY)}>
            Show it all
          </button>
        ) : (
          <button type="button" class="button" onClick={() => void run()}>
            Once more
          </button>
        )}
      </div>
    </div>
  )
}

function Transcript({ caller, shown }: { caller: Caller; shown: number }): JSX.Element | null {
  if (shown <= 0) return null
  return (
    <section class="panel caller" aria-label={caller.title}>
      <h3>{caller.title}</h3>
      <ol class="transcript">
        {caller.lines.slice(0, shown).map((line, place) => (
          <li key={place} class={`line ${line.by} ${line.isText ? 'text' : 'voice'}`}>
            <p class="soft small">{WHO[line.by]}</p>
            <p class="words" dir="auto">
              {line.words}
            </p>
          </li>
        ))}
      </ol>
      {shown >= caller.lines.length ? <p class="note good">{caller.outcome}</p> : null}
    </section>
  )
}

function linesBefore(callers: readonly Caller[], place: number): number {
  return callers.slice(0, place).reduce((sum, { lines }) => sum + lines.length, 0)
}

function prefersStill(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}

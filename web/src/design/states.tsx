import type { ComponentChildren, JSX } from 'preact'
import type { Loaded } from '../loaded.ts'

/** One place decides what is shown while an answer is missing: its shape, the refusal with a retry, or the answer. */
export function Answer<Data>(props: { of: Loaded<Data>; bones?: number; children: (data: Data) => ComponentChildren }): JSX.Element {
  const { data, refusal, reload } = props.of
  if (data !== null) return <>{props.children(data)}</>
  if (refusal !== null) return <Failure words={refusal.message} retry={reload} />
  return <Bones count={props.bones ?? 3} />
}

export function Bones({ count }: { count: number }): JSX.Element {
  return (
    <div class="stack" role="status" aria-label="Loading">
      {Array.from({ length: count }, (_none, place) => (
        <div key={place} class="panel" aria-hidden="true">
          <Bone width="40%" />
          <Bone width="90%" />
          <Bone width="65%" />
        </div>
      ))}
    </div>
  )
}

function Bone({ width }: { width: string }): JSX.Element {
  return <div class="bone" style={{ width, height: '1.1rem' }} />
}

export function Failure({ words, retry }: { words: string; retry: () => void }): JSX.Element {
  return (
    <div class="panel" role="alert">
      <h2>This did not load</h2>
      <p>{words}</p>
      <button type="button" class="button strong" onClick={retry}>
        Try again
      </button>
    </div>
  )
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }): JSX.Element {
  return (
    <div class="panel empty">
      <h2>{title}</h2>
      {children}
    </div>
  )
}

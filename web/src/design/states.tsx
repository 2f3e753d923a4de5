import type { ComponentChildren, JSX } from 'preact'
import { reason } from '../api.ts'
import { connected } from '../live.ts'
import type { Loaded } from '../loaded.ts'
import { Field, textsOf } from './field.tsx'

/** One place decides what is shown while an answer is missing: its shape, the refusal with a retry, or the answer. */
export function Answer<Data>(props: {
  of: Loaded<Data>
  bones?: number
  /** No title stands above: what takes the place of the answer brings one. */
  alone?: boolean
  children: (data: Data) => ComponentChildren
}): JSX.Element {
  const { data, refusal, reload } = props.of
  const Heading = props.alone === true ? 'h1' : 'h2'
  if (data !== null) {
    return (
      <>
        {/* Without a network the frame says so for all of the screen. */}
        {refusal === null || !connected.value ? null : <Old words={refusal.message} retry={reload} />}
        {props.children(data)}
      </>
    )
  }
  if (refusal?.code === 'reason_missing') return <AskReason reload={reload} Heading={Heading} />
  if (refusal !== null) return <Failure words={refusal.message} retry={reload} Heading={Heading} />
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

type HeadingProps = { Heading?: 'h1' | 'h2' }

export function Failure({ words, retry, Heading = 'h2' }: HeadingProps & { words: string; retry: () => void }): JSX.Element {
  return (
    <div class="panel" role="alert">
      <Heading>This did not load</Heading>
      <p>{words}</p>
      <button type="button" class="button strong" onClick={retry}>
        Try again
      </button>
    </div>
  )
}

/** What is shown was true once, but could not be asked for anew. */
function Old({ words, retry }: { words: string; retry: () => void }): JSX.Element {
  return (
    <div class="note wait stack tight" role="status">
      <p>
        <b>This could not be refreshed</b>, so it may be old. {words}
      </p>
      <div>
        <button type="button" class="button" onClick={retry}>
          Try again
        </button>
      </div>
    </div>
  )
}

/** An operator says why before customers' words are shown. */
function AskReason({ reload, Heading = 'h2' }: HeadingProps & { reload: () => void }): JSX.Element {
  return (
    <form
      class="panel"
      onSubmit={(event) => {
        event.preventDefault()
        reason.value = textsOf(event.currentTarget)['reason'] ?? null
        reload()
      }}
    >
      <Heading>Why do you look?</Heading>
      <p>Here stand a customer’s own words. Your reason is written down, and the owner can read it.</p>
      <Field label="Your reason">
        <input name="reason" required minLength={5} maxLength={300} autoComplete="off" />
      </Field>
      <button type="submit" class="button strong">
        Look
      </button>
    </form>
  )
}

export function Empty({ title, children, Heading = 'h2' }: HeadingProps & { title: string; children?: ComponentChildren }): JSX.Element {
  return (
    <div class="panel empty">
      <Heading>{title}</Heading>
      {children}
    </div>
  )
}

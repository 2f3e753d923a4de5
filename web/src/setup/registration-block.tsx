import type { JSX } from 'preact'
import { tenantPath } from '../api.ts'
import { Answer } from '../design/states.tsx'
import { useLoaded } from '../loaded.ts'
import type { RegistrationState } from '../shapes.ts'
import { Block } from './block.tsx'
import type { BlockProps } from './setup-page.tsx'

/** Whether the US carriers let this business text at all. */
export function RegistrationBlock({ tenant }: BlockProps): JSX.Element {
  const { kind, status, note } = tenant.registration
  const isAttested = kind === 'attested'
  return (
    <Block
      title="Permission to text"
      line={isAttested ? 'Registered elsewhere' : (STATUS_WORDS[status] ?? status)}
      state={isAttested || status === 'approved' ? <span class="stamp good">Ready</span> : <span class="stamp wait">Not yet</span>}
    >
      <p>
        US phone companies want to know who texts. Until they say yes, callers leave a voicemail and nobody is promised a text. You see each
        of them here, and we ring your phone about them within your hours, in an emergency at any hour. With the yes texts begin by
        themselves.
      </p>
      {isAttested ? (
        <p class="note good">The operator has vouched that these numbers are registered elsewhere{note === null ? '.' : `: “${note}”`}</p>
      ) : (
        <Managed path={tenantPath(tenant.id, '/registration')} tenantId={tenant.id} />
      )}
    </Block>
  )
}

function Managed({ path, tenantId }: { path: string; tenantId: string }): JSX.Element {
  const state = useLoaded<RegistrationState>(path, { tenantId, concerns: ({ kind }) => kind === 'tenant' })
  // A server without managed registration has nothing at this address.
  if (state.refusal?.status === 404) return <NotSent />
  return (
    <Answer of={state} bones={1}>
      {({ registration }) => (registration === null ? <NotSent /> : <Standing {...registration} />)}
    </Answer>
  )
}

function NotSent(): JSX.Element {
  return <p class="note wait">The papers have not been sent yet. The operator does that once, with your tax number.</p>
}

function Standing({ status, words, mend }: NonNullable<RegistrationState['registration']>): JSX.Element {
  return (
    <div class={`note ${status === 'approved' ? 'good' : mend.length > 0 ? 'danger' : 'wait'} stack tight`}>
      <p>{words}</p>
      {mend.map((reason, place) => (
        <p key={place}>{reason.words}</p>
      ))}
    </div>
  )
}

const STATUS_WORDS: Readonly<Record<string, string>> = {
  none: 'Not started',
  pending: 'Being checked by the carriers',
  approved: 'Approved',
}

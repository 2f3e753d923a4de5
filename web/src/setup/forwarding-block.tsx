import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { ask, session } from '../api.ts'
import { Field } from '../design/field.tsx'
import { Icon } from '../design/icons.tsx'
import { attempt } from '../design/toasts.tsx'
import { listen } from '../live.ts'
import { phoneWords } from '../words/plain-words.ts'
import { Block } from './block.tsx'
import { CARRIERS, codeFor } from './forwarding-codes.ts'
import type { BlockProps } from './setup-page.tsx'

/** "If I don't pick up, send the call to …": the code for the owner's carrier, then a test call that proves it. */
export function ForwardingBlock({ tenant }: BlockProps): JSX.Element {
  const number = tenant.numbers[0]
  const line = number === undefined ? 'No number yet' : `To ${phoneWords(number.e164)}`
  return (
    <Block title="If I don’t pick up" line={line}>
      {number === undefined ? (
        <p>The operator gives this business a number first.</p>
      ) : number.topology === 'dial-first' ? (
        <p>
          Callers dial {phoneWords(number.e164)} directly. We ring you first and step in when you don’t pick up. There is nothing to dial;
          only try it.
        </p>
      ) : (
        <CodeStep e164={number.e164} />
      )}
      {number === undefined ? null : (
        <TestCall tenantId={tenant.id} dial={number.topology === 'dial-first' ? number.e164 : (tenant.businessPhone ?? number.e164)} />
      )}
    </Block>
  )
}

/** Which code to dial, by the owner’s phone company. */
export function CodeStep({ e164 }: { e164: string }): JSX.Element {
  const [id, setId] = useState(CARRIERS[0]?.id ?? '')
  const carrier = CARRIERS.find((one) => one.id === id)
  const [on, off] = [carrier?.on ?? null, carrier?.off ?? null]
  return (
    <div class="stack">
      <Field label="1. Who is your phone company?">
        <select value={id} onChange={(event) => setId(event.currentTarget.value)}>
          {CARRIERS.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </Field>
      {on === null ? null : (
        <div class="field">
          <span>2. Dial this on the business phone and press call</span>
          <a class="button act big dial-code" href={`tel:${encodeURIComponent(codeFor(on, e164))}`}>
            {codeFor(on, e164)}
          </a>
        </div>
      )}
      <p class="soft small">
        {carrier?.note} {off === null ? `The number: ${phoneWords(e164)}.` : `To turn it off, dial ${off}.`} Don’t use the forwarding switch
        in the phone’s settings: it sends every call away.
      </p>
    </div>
  )
}

type TestCallProps = { tenantId: string; dial: string; arrived?: () => void }

/** Waits for a real call to arrive. The step turns green only then. */
export function TestCall({ tenantId, dial, arrived }: TestCallProps): JSX.Element {
  const [state, setState] = useState<'idle' | 'waiting' | 'works'>('idle')
  const works = () => {
    setState('works')
    arrived?.()
  }
  useEffect(() => (state === 'waiting' ? listen(tenantId, ({ kind }) => kind === 'call' && works()) : undefined), [state, tenantId])
  const who = session.value
  const isLab = who?.signedIn === true && who.lab && who.role === 'operator'
  const ringFromLab = () => {
    setState('waiting')
    void attempt(() => ask('/lab/test-call', { method: 'POST', body: { tenantId } }), null).then((rang) => rang || setState('idle'))
  }
  if (state === 'works') {
    return (
      <p class="note good" role="status">
        <b>It works.</b> The call came through. You just got your first test lead.
      </p>
    )
  }
  return (
    <div class="stack tight">
      <p>
        <b>Try it.</b> Call {phoneWords(dial)} from another phone and don’t pick up.
        {isLab ? ' In the lab the built-in phone network calls for you.' : ''}
      </p>
      {state === 'idle' ? (
        <div>
          <button type="button" class="button strong" onClick={() => (isLab ? ringFromLab() : setState('waiting'))}>
            <Icon name="call" />
            {isLab ? 'Ring it from the lab' : 'I’m calling now'}
          </button>
        </div>
      ) : (
        <p class="note wait" role="status">
          Waiting for the call. This turns green by itself.
        </p>
      )}
    </div>
  )
}

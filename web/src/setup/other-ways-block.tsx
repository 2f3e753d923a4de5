import { useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { ask, tenantPath } from '../api.ts'
import { Field, textsOf } from '../design/field.tsx'
import { Answer } from '../design/states.tsx'
import { attempt } from '../design/toasts.tsx'
import { useLoaded } from '../loaded.ts'
import type { Intake } from '../shapes.ts'
import { arrivalWords, counted, plainCode } from '../words/plain-words.ts'
import { moment } from '../words/time-words.ts'
import { Block } from './block.tsx'
import { Copied } from './copied.tsx'
import { IntakeKeys } from './intake-keys.tsx'
import type { BlockProps } from './setup-page.tsx'

/** People who do not call: the form for the business's website, and keys for programs that send leads. */
export function OtherWaysBlock({ tenant }: BlockProps): JSX.Element {
  const path = tenantPath(tenant.id, '/intake')
  const intake = useLoaded<Intake>(path, { tenantId: tenant.id, concerns: ({ kind }) => kind === 'lead' || kind === 'tenant' })
  const { data } = intake
  const line = data === null ? 'A form for your website, and leads from others' : lineOf(data)
  return (
    <Block title="Other ways in" line={line}>
      <Answer of={intake} bones={3}>
        {(found) => (
          <>
            <FormPlaces form={found.form} />
            <WordsForm path={path} form={found.form} changed={intake.reload} business={tenant.name} />
            <IntakeKeys path={path} tenantId={tenant.id} keys={found.keys} zone={tenant.timezone} changed={intake.reload} />
            <Arrivals intake={found} tenantId={tenant.id} zone={tenant.timezone} />
          </>
        )}
      </Answer>
    </Block>
  )
}

function lineOf({ form, bySource }: Intake): string {
  const all = bySource.reduce((sum, { inquiries }) => sum + inquiries, 0)
  const came = all === 0 ? 'nobody came this way yet' : `${counted(all, 'request')} in 30 days`
  return `${form.isOpen ? 'Your form is open' : 'Your form is closed'}, ${came}`
}

type Form = Intake['form']

function FormPlaces({ form }: { form: Form }): JSX.Element {
  const snippet = `<script src="${form.scriptUrl}" async></script>`
  const frame = `<iframe src="${form.url}" title="Ask for help" width="100%" height="900"></iframe>`
  return (
    <div class="stack">
      <h3>A form for your website</h3>
      <p>
        Whoever fills it in becomes a lead at once. The assistant texts those who tick the box; you are told of everybody.{' '}
        <a href={form.url} target="_blank" rel="noopener">
          Try the form
        </a>
      </p>
      <Copied label="Paste this where the form should be" words={snippet} />
      <Copied label="Or this, where scripts are not allowed" words={frame} />
      <Copied label="Or give people this address" words={form.url} />
    </div>
  )
}

/** The words beside the box, as visitors will see them. */
function WordsForm({ path, form, changed, business }: { path: string; form: Form; changed: () => void; business: string }): JSX.Element {
  const element = useRef<HTMLFormElement>(null)
  const [words, setWords] = useState(form.words)
  const save = async (change: Record<string, unknown>, done: string) => {
    const answered = async () => {
      const answer = await ask<Intake>(`${path}/form`, { method: 'PATCH', body: change })
      setWords(answer.form.words)
    }
    if (await attempt(answered, done)) changed()
  }
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const { words: typed = '', privacyUrl = '' } = textsOf(event.currentTarget)
    void save({ words: typed, privacyUrl: privacyUrl === '' ? null : privacyUrl }, 'Saved. Visitors see it from now on.')
  }
  return (
    <form ref={element} class="stack" onSubmit={submit}>
      <h3>The words beside the box</h3>
      <p class="soft small">
        Nobody is texted without the tick, and these words are kept as proof of what they agreed to. They must name your business, texts,
        the machine, what the texts are about, how often, the cost, STOP and HELP, and that nobody has to agree.
      </p>
      <Field label="Words">
        <textarea name="words" rows={6} required maxLength={2_000} value={words} onInput={(event) => setWords(event.currentTarget.value)} />
      </Field>
      <Field label="Your privacy page" help="Empty: a short page of ours.">
        <input type="url" name="privacyUrl" defaultValue={form.privacyUrl ?? ''} placeholder="https://" pattern="https://.+" />
      </Field>
      <figure class="consent-preview">
        <figcaption class="soft small">How it looks</figcaption>
        <p>
          <span class="consent-box" aria-hidden="true" /> {words}
        </p>
        <p class="soft small">You can send this without the tick: then {business} calls you.</p>
      </figure>
      <div class="row">
        <button type="button" class="button grow" onClick={() => void save({ words: null }, 'Our words are back.')}>
          Use our words
        </button>
        <button type="submit" class="button act grow">
          Save
        </button>
      </div>
      <button
        type="button"
        class="text-button"
        onClick={() => void save({ isOpen: !form.isOpen }, form.isOpen ? 'The form is closed.' : 'The form is open.')}
      >
        {form.isOpen ? 'Close the form' : 'Open the form again'}
      </button>
    </form>
  )
}

function Arrivals({ intake, tenantId, zone }: { intake: Intake; tenantId: string; zone: string }): JSX.Element {
  const { arrivals, bySource } = intake
  return (
    <div class="stack">
      <h3>Who came this way</h3>
      {arrivals.length === 0 ? <p class="soft">Nobody yet.</p> : null}
      {bySource.length === 0 ? null : (
        <p>In 30 days: {bySource.map(({ label, inquiries }) => `${plainCode(label)} ${inquiries.toLocaleString('en-US')}`).join(', ')}.</p>
      )}
      <ul>
        {arrivals.map((arrival) => (
          <li key={`${arrival.at} ${arrival.leadId}`} class="exception arrival">
            <a href={`/b/${tenantId}/leads/${encodeURIComponent(arrival.leadId)}`}>{plainCode(arrival.label)}</a>
            <span class="soft small">
              {moment(arrival.at, Date.now(), zone)}: {arrivalWords(arrival)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

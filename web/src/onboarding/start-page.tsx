import './onboarding.css'
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { useLocation } from 'preact-iso'
import { ask, session } from '../api.ts'
import { Check } from '../design/check.tsx'
import { e164Of, Field, textsOf } from '../design/field.tsx'
import { Frame, PageTitle } from '../design/frame.tsx'
import { attempt } from '../design/toasts.tsx'
import type { Answers, Tenant } from '../shapes.ts'
import { TRADES } from '../words/plain-words.ts'
import { Taps } from './taps.tsx'

type Hours = Answers['hours']

const DAYS = { 'mon-fri': 'Mon to Fri', 'mon-sat': 'Mon to Sat', 'every-day': 'Every day' } as const
const SPANS = { '07-17': '7 to 5', '08-18': '8 to 6', '09-17': '9 to 5' } as const
const EVENINGS = { none: 'No evenings', 'until-21': 'Evenings to 9' } as const
const NIGHTS = { emergencies: 'Only emergencies', nothing: 'Nothing, text me' } as const

/** A trade and five answers; everything else is made of them and shown before it counts. */
export function StartPage(): JSX.Element {
  const { route } = useLocation()
  const [hours, setHours] = useState<Hours>({ days: 'mon-fri', span: '07-17', evening: 'until-21' })
  const [night, setNight] = useState<Answers['night']>('emergencies')
  const [isBusy, setBusy] = useState(false)
  const make = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const { trade, name, ownerName, ownerPhone = '', zip, number = '', verified } = textsOf(event.currentTarget)
    setBusy(true)
    let id = ''
    await attempt(async () => {
      const given = number === '' ? await numberOfLab() : e164Of(number)
      const answers = {
        trade,
        name,
        ownerName,
        ownerPhone: e164Of(ownerPhone),
        ownerPhoneVerified: verified === 'on',
        zip,
        hours,
        night,
        number: given,
      }
      id = (await ask<Tenant>('/api/v1/onboarding', { method: 'POST', body: answers })).id
    }, null)
    setBusy(false)
    if (id !== '') route(`/b/${id}/start`)
  }
  return (
    <Frame title="New business">
      <div class="stack tight">
        <PageTitle tab="New business">Set up a business</PageTitle>
        <p class="soft">Your trade and five answers. Nothing is live before you have seen and confirmed all of it.</p>
      </div>
      <form class="stack start" onSubmit={(event) => void make(event)}>
        <Field label="Trade">
          <select name="trade" required>
            {Object.entries(TRADES).map(([code, words]) => (
              <option key={code} value={code}>
                {words}
              </option>
            ))}
          </select>
        </Field>
        <Field label="1. What do callers know your business as?">
          <input name="name" required maxLength={100} autoComplete="organization" />
        </Field>
        <OwnerFields />
        <Field label="3. Where do you work? ZIP code of the business" help="Gives the state and the time zone.">
          <input name="zip" required minLength={3} maxLength={10} autoComplete="postal-code" />
        </Field>
        <fieldset class="panel">
          <legend>4. When do you work?</legend>
          <Taps label="Days" choices={DAYS} chosen={hours.days} choose={(days) => setHours({ ...hours, days })} />
          <Taps label="Hours" choices={SPANS} chosen={hours.span} choose={(span) => setHours({ ...hours, span })} />
          <Taps label="Evenings" choices={EVENINGS} chosen={hours.evening} choose={(evening) => setHours({ ...hours, evening })} />
        </fieldset>
        <fieldset class="panel">
          <legend>5. What should we ring you for at night?</legend>
          <Taps label="At night" choices={NIGHTS} chosen={night} choose={setNight} />
        </fieldset>
        <NumberField />
        <button type="submit" class="button act big" disabled={isBusy}>
          Make it ready
        </button>
      </form>
    </Frame>
  )
}

function OwnerFields(): JSX.Element {
  return (
    <div class="panel">
      <Field label="2. Who gets the leads? First name">
        <input name="ownerName" required maxLength={80} autoComplete="given-name" />
      </Field>
      <Field label="Their mobile number" help="For alerts. Never shown to customers.">
        <input type="tel" name="ownerPhone" required minLength={10} autoComplete="tel" />
      </Field>
      <Check name="verified">This is their phone, and they want alerts on it. Without this the number is checked with a code first.</Check>
    </div>
  )
}

/** In the lab the built-in phone network gives a number; elsewhere it is the one that was bought for this business. */
function NumberField(): JSX.Element | null {
  const who = session.value
  if (who?.lab === true) return <p class="note">In the lab the business gets a number of the built-in phone network.</p>
  return (
    <Field label="The number that we answer on" help="The one you bought for this business. It can be added later in Setup.">
      <input type="tel" name="number" minLength={10} />
    </Field>
  )
}

async function numberOfLab(): Promise<string | null> {
  if (session.value?.lab !== true) return null
  return (await ask<{ number: string }>('/lab/number', { method: 'POST', body: {} })).number
}

import type { JSX } from 'preact'
import { ask, tenantPath } from '../api.ts'
import { Field, textsOf } from '../design/field.tsx'
import { Answer } from '../design/states.tsx'
import { attempt } from '../design/toasts.tsx'
import { useLoaded } from '../loaded.ts'
import type { Booking } from '../shapes.ts'
import { Block } from './block.tsx'
import { OtherCalendars } from './other-calendars.tsx'
import type { BlockProps } from './setup-page.tsx'
import { Select } from '../design/select.tsx'

/** How the business gives out its time. Without it the assistant asks for a time and promises none. */
export function BookingBlock({ tenant }: BlockProps): JSX.Element {
  const path = tenantPath(tenant.id, '/booking')
  const booking = useLoaded<Booking>(path, { tenantId: tenant.id, concerns: ({ kind }) => kind === 'tenant' })
  const settings = booking.data?.settings ?? null
  return (
    <Block
      title="Booking"
      line={settings === null ? 'The assistant offers no times' : `It offers visits of ${settings.visitMinutes} minutes`}
    >
      <Answer of={booking} bones={1}>
        {(data) => (
          <>
            <SettingsForm path={path} data={data} changed={booking.reload} />
            <OtherCalendars tenantId={tenant.id} timezone={tenant.timezone} data={data} changed={booking.reload} />
          </>
        )}
      </Answer>
    </Block>
  )
}

/** What is shown until somebody has chosen. */
const SUGGESTED = { visitMinutes: 120, travelMinutes: 30, capacity: 1, confirmBy: 'owner' } as const

const CONFIRM = [
  ['owner', 'I say yes first'],
  ['automatic', 'It is booked at once'],
] as const

function SettingsForm({ path, data, changed }: { path: string; data: Booking; changed: () => void }): JSX.Element {
  const now = data.settings ?? SUGGESTED
  const put = async (settings: object | null, words: string) => {
    if (await attempt(() => ask(path, { method: 'PUT', body: { settings } }), words)) changed()
  }
  const save = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const { visitMinutes, travelMinutes, capacity, confirmBy } = textsOf(event.currentTarget)
    const chosen = { visitMinutes: Number(visitMinutes), travelMinutes: Number(travelMinutes), capacity: Number(capacity), confirmBy }
    void put({ ...data.settings, ...chosen }, 'Saved. Free times are offered from now on.')
  }
  return (
    <form class="stack" onSubmit={save}>
      <Field label="Minutes for one visit">
        <input type="number" name="visitMinutes" min={15} max={720} step={15} defaultValue={now.visitMinutes} required />
      </Field>
      <Field label="Minutes to drive between visits">
        <input type="number" name="travelMinutes" min={0} max={240} step={5} defaultValue={now.travelMinutes} required />
      </Field>
      <Field label="Visits at the same time" help="How many vans or people can be out at once.">
        <input type="number" name="capacity" min={1} max={50} defaultValue={now.capacity} required />
      </Field>
      <Field label="When a customer picks a time">
        <Select name="confirmBy" chosen={now.confirmBy} options={CONFIRM} />
      </Field>
      <div class="row">
        {data.settings === null ? null : (
          <button type="button" class="button grow" onClick={() => void put(null, 'No times are offered any more.')}>
            Stop offering times
          </button>
        )}
        <button type="submit" class="button act grow">
          {data.settings === null ? 'Offer times' : 'Save'}
        </button>
      </div>
    </form>
  )
}

import type { JSX } from 'preact'
import { e164Of, Field, textsOf } from '../design/field.tsx'
import { Block, ChangeForm } from './block.tsx'
import { orNull } from './business-block.tsx'
import { PhoneCheck } from './phone-check.tsx'
import type { BlockProps } from './setup-page.tsx'
import { StaffList } from './staff-list.tsx'

const RING_MIN_S = 5
const RING_MAX_S = 60

/** Who is rung and told, in which order. */
export function PeopleBlock(props: BlockProps): JSX.Element {
  const { tenant } = props
  const owner = tenant.ownerName ?? 'Nobody named yet'
  return (
    <Block
      title="People"
      line={tenant.fallbackPhone === null ? owner : `${owner}, then a second phone`}
      state={needsCheck(tenant) ? <span class="stamp wait">Check the number</span> : null}
    >
      <ChangeForm {...props} changeOf={changeOf}>
        <Field label="1. Owner’s first name">
          <input name="ownerName" defaultValue={tenant.ownerName ?? ''} maxLength={80} />
        </Field>
        <Field
          label="Owner’s mobile number"
          help={tenant.ownerPhoneVerified ? 'Checked. Alerts go there.' : 'Not checked yet. Alerts wait until a code proves the number.'}
        >
          <input type="tel" name="ownerPhone" defaultValue={tenant.ownerPhone ?? ''} />
        </Field>
        <Field label="2. Second phone" help="Rings in the evening, and with yours in an emergency at night.">
          <input type="tel" name="fallbackPhone" defaultValue={tenant.fallbackPhone ?? ''} />
        </Field>
        <Field label="Whose is it? First name" help="Said to a customer when they accept an emergency.">
          <input name="fallbackName" defaultValue={tenant.fallbackName ?? ''} maxLength={80} />
        </Field>
        <Field label="Seconds to ring before the assistant takes over" help="15 is about three rings.">
          <input type="number" name="ringSeconds" min={RING_MIN_S} max={RING_MAX_S} defaultValue={tenant.ringSeconds} required />
        </Field>
      </ChangeForm>
      <PhoneCheck tenantId={tenant.id} phone={tenant.ownerPhone} isChecked={tenant.ownerPhoneVerified} whose="The owner’s phone" />
      <PhoneCheck tenantId={tenant.id} phone={tenant.fallbackPhone} isChecked={tenant.fallbackPhoneVerified} whose="The second phone" />
      <StaffList tenantId={tenant.id} />
    </Block>
  )
}

function needsCheck({ ownerPhone, ownerPhoneVerified, fallbackPhone, fallbackPhoneVerified }: BlockProps['tenant']): boolean {
  return (ownerPhone !== null && !ownerPhoneVerified) || (fallbackPhone !== null && !fallbackPhoneVerified)
}

function changeOf(form: HTMLFormElement): Record<string, unknown> {
  const { ownerName, ownerPhone = '', fallbackPhone = '', fallbackName, ringSeconds } = textsOf(form)
  return {
    ownerName: orNull(ownerName),
    ownerPhone: orNull(ownerPhone === '' ? '' : e164Of(ownerPhone)),
    fallbackPhone: orNull(fallbackPhone === '' ? '' : e164Of(fallbackPhone)),
    fallbackName: orNull(fallbackName),
    ringSeconds: Number(ringSeconds),
  }
}

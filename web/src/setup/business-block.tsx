import type { JSX } from 'preact'
import { e164Of, Field, textsOf } from '../design/field.tsx'
import { plainCode, TRADES } from '../words/plain-words.ts'
import { ZONES } from '../words/time-zones.ts'
import { Block, ChangeForm } from './block.tsx'
import type { BlockProps } from './setup-page.tsx'
import { Select } from '../design/select.tsx'

const COUNTRIES = [
  ['US', 'United States'],
  ['CA', 'Canada'],
] as const

export function BusinessBlock(props: BlockProps): JSX.Element {
  const { tenant } = props
  const zones = ZONES.some(([zone]) => zone === tenant.timezone) ? ZONES : [...ZONES, [tenant.timezone, tenant.timezone] as const]
  return (
    <Block title="Business" line={`${tenant.name}, ${TRADES[tenant.trade] ?? plainCode(tenant.trade)}`}>
      <ChangeForm {...props} changeOf={changeOf}>
        <Field label="Name, as callers know it">
          <input name="name" defaultValue={tenant.name} required maxLength={100} />
        </Field>
        <Field label="Trade" help="The trade decides which services it knows and what it asks.">
          <Select name="trade" chosen={tenant.trade} options={Object.entries(TRADES)} />
        </Field>
        <Field label="Time zone">
          <Select name="timezone" chosen={tenant.timezone} options={zones} />
        </Field>
        <div class="row">
          <div class="grow">
            <Field label="Country">
              <Select name="country" chosen={tenant.country} options={COUNTRIES} />
            </Field>
          </div>
          <div class="grow">
            <Field label="State or province">
              <input name="region" defaultValue={tenant.region ?? ''} pattern="[A-Za-z]{2}" maxLength={2} title="Two letters, like IL" />
            </Field>
          </div>
        </div>
        <Field label="Mailing address" help="Goes into texts to Canada, where the law asks for it.">
          <input name="mailingAddress" defaultValue={tenant.mailingAddress ?? ''} maxLength={300} autoComplete="street-address" />
        </Field>
        <Field label="The number on your truck" help="Where people call you.">
          <input type="tel" name="businessPhone" defaultValue={tenant.businessPhone ?? ''} />
        </Field>
        <Field label="Website">
          <input type="url" name="website" defaultValue={tenant.website ?? ''} placeholder="https://" />
        </Field>
      </ChangeForm>
    </Block>
  )
}

function changeOf(form: HTMLFormElement): Record<string, unknown> {
  const { name, trade, timezone, country, region = '', mailingAddress, businessPhone = '', website } = textsOf(form)
  return {
    name,
    trade,
    timezone,
    country,
    region: orNull(region.toUpperCase()),
    mailingAddress: orNull(mailingAddress),
    businessPhone: orNull(businessPhone === '' ? '' : e164Of(businessPhone)),
    website: orNull(website),
  }
}

/** An emptied field means: none. */
export function orNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text
}

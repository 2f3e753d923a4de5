import { useRef } from 'preact/hooks'
import type { JSX } from 'preact'
import { Field } from '../design/field.tsx'
import { RemoveButton } from '../design/remove-button.tsx'
import type { ApprovedFact } from '../shapes.ts'
import { centsOf, dollars } from '../words/plain-words.ts'

type Price = Extract<ApprovedFact, { topic: 'service-price' }>
type Props = { prices: Price[]; services: readonly string[]; change: (prices: Price[]) => void }

/** What stands in the fields counts, whether or not somebody pressed "Add" before saving. */
export function withTyped(prices: Price[], { job = '', jobFrom = '', jobTo = '' }: Record<string, string>): Price[] {
  if (job === '' || jobFrom === '') return prices
  const price: Price = { topic: 'service-price', service: job, fromCents: centsOf(jobFrom), toCents: jobTo === '' ? null : centsOf(jobTo) }
  return [...prices.filter(({ service }) => service !== job), price]
}

/** Prices of single services, each with the lowest and perhaps the highest. */
export function ServicePrices({ prices, services, change }: Props): JSX.Element {
  const service = useRef<HTMLSelectElement>(null)
  const from = useRef<HTMLInputElement>(null)
  const to = useRef<HTMLInputElement>(null)
  const add = () => {
    if (service.current === null || from.current === null || to.current === null || !from.current.reportValidity()) return
    if (from.current.value === '') return from.current.focus()
    change(withTyped(prices, { job: service.current.value, jobFrom: from.current.value, jobTo: to.current.value }))
    from.current.value = ''
    to.current.value = ''
    return undefined
  }
  return (
    <fieldset class="stack tight">
      <legend>Prices of single jobs</legend>
      <ul>
        {prices.map((price) => (
          <li key={price.service} class="exception">
            <span>
              <b>{price.service}</b>{' '}
              {price.toCents === null ? `from ${dollars(price.fromCents)}` : `${dollars(price.fromCents)} to ${dollars(price.toCents)}`}
            </span>
            <RemoveButton label={`Remove the price of ${price.service}`} remove={() => change(prices.filter((one) => one !== price))} />
          </li>
        ))}
      </ul>
      <div class="row exception-new">
        <div class="grow">
          <Field label="Job">
            <select ref={service} name="job">
              {services.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </Field>
        </div>
        <div class="grow">
          <Field label="From, in dollars">
            <input ref={from} name="jobFrom" type="number" min={0.01} step={0.01} inputMode="decimal" />
          </Field>
        </div>
        <div class="grow">
          <Field label="To, if you like">
            <input ref={to} name="jobTo" type="number" min={0.01} step={0.01} inputMode="decimal" />
          </Field>
        </div>
        <button type="button" class="button" onClick={add}>
          Add<span class="unseen"> the price</span>
        </button>
      </div>
    </fieldset>
  )
}

import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { tenantPath } from '../api.ts'
import { Check } from '../design/check.tsx'
import { Field, textsOf } from '../design/field.tsx'
import { useLoaded } from '../loaded.ts'
import type { ApprovedFact, Tenant } from '../shapes.ts'
import { centsOf, counted } from '../words/plain-words.ts'
import { Block, ChangeForm } from './block.tsx'
import { namesOf } from './names-of.ts'
import { OwnSentences } from './own-sentences.tsx'
import { ServicePrices, withTyped } from './service-prices.tsx'
import type { BlockProps } from './setup-page.tsx'

type Of<Topic extends ApprovedFact['topic']> = Extract<ApprovedFact, { topic: Topic }>

const METHODS: Readonly<Record<Of<'payment'>['methods'][number], string>> = {
  cash: 'Cash',
  check: 'Checks',
  'credit-card': 'Credit cards',
  'debit-card': 'Debit cards',
  'bank-transfer': 'Bank transfer',
  financing: 'Financing',
}

/** Prices and facts that the assistant may tell customers; what is not here is never said. */
export function FactsBlock(props: BlockProps): JSX.Element {
  const { tenant } = props
  const facts = tenant.approvedFacts
  const [prices, setPrices] = useState(facts.filter((fact) => fact.topic === 'service-price'))
  const [own, setOwn] = useState(facts.filter((fact) => fact.topic === 'own'))
  const [taken, setTaken] = useState(0)
  const changeOf = (form: HTMLFormElement) => {
    const all = withTyped(prices, textsOf(form))
    if (all !== prices) {
      setPrices(all)
      setTaken(taken + 1)
    }
    return { approvedFacts: factsOf(form, all, own) }
  }
  const services = useServices(tenant)
  const visit = first(facts, 'visit-price')
  const hourly = first(facts, 'hourly-price')
  const license = first(facts, 'license')
  const methods = first(facts, 'payment')?.methods ?? []
  return (
    <Block
      title="What it may say"
      line={facts.length === 0 ? 'No prices: “Prices come from you”' : `${counted(facts.length, 'fact')} it may tell customers`}
    >
      <p class="soft">It tells customers only what stands here, word for word. For everything else it says that you will tell them.</p>
      <ChangeForm {...props} changeOf={changeOf}>
        <div class="row">
          <div class="grow">
            <Field label="A visit costs, in dollars">
              <Dollars name="visit" cents={visit?.cents} />
            </Field>
          </div>
          <div class="grow">
            <Field label="An hour costs, in dollars">
              <Dollars name="hourly" cents={hourly?.cents} />
            </Field>
          </div>
        </div>
        <ServicePrices key={taken} prices={prices} services={services} change={setPrices} />
        <FreeEstimates now={first(facts, 'free-estimate')} services={services} />
        <fieldset class="stack tight">
          <legend>You take</legend>
          <div class="checks">
            {Object.entries(METHODS).map(([method, words]) => (
              <Check key={method} name="method" value={method} checked={methods.some((one) => one === method)}>
                {words}
              </Check>
            ))}
          </div>
        </fieldset>
        <Check name="licensed" checked={license !== undefined}>
          You are licensed
        </Check>
        <Field label="License number" help="Leave it empty to say only that you are licensed.">
          <input name="license" defaultValue={license?.number ?? ''} maxLength={40} autoComplete="off" />
        </Field>
        <Check name="insured" checked={first(facts, 'insured') !== undefined}>
          You are insured
        </Check>
        <Field label="Brands you work with" help="With commas between them.">
          <input name="brands" defaultValue={first(facts, 'brands')?.brands.join(', ') ?? ''} maxLength={300} />
        </Field>
        <Field label="Towns it may name when asked where you work" help="With commas between them.">
          <input name="towns" defaultValue={first(facts, 'area')?.towns.join(', ') ?? ''} maxLength={300} />
        </Field>
        <OwnSentences sentences={own} change={setOwn} />
      </ChangeForm>
    </Block>
  )
}

/** The services of the trade and those that the business named itself. */
export function useServices(tenant: Tenant): string[] {
  const found = useLoaded<{ services: string[] }>(tenantPath(tenant.id, '/setup/services'))
  const own = tenant.services.filter(({ offered }) => offered).map(({ name }) => name)
  return [...new Set([...(found.data?.services ?? []), ...own])]
}

function FreeEstimates({ now, services }: { now: Of<'free-estimate'> | undefined; services: readonly string[] }): JSX.Element {
  const [which, setWhich] = useState(now === undefined ? 'none' : now.services === null ? 'all' : 'some')
  return (
    <fieldset class="stack tight">
      <Field label="Free estimates">
        <select name="free" value={which} onChange={(event) => setWhich(event.currentTarget.value)}>
          <option value="none">It says nothing of them</option>
          <option value="all">For all work</option>
          <option value="some">For some work</option>
        </select>
      </Field>
      {which === 'some' ? (
        <div class="checks">
          {services.map((service) => (
            <Check key={service} name="freeFor" value={service} checked={now?.services?.includes(service) ?? false}>
              {service}
            </Check>
          ))}
        </div>
      ) : null}
    </fieldset>
  )
}

function Dollars({ name, cents }: { name: string; cents: number | undefined }): JSX.Element {
  return (
    <input type="number" name={name} min={0.01} step={0.01} inputMode="decimal" defaultValue={cents === undefined ? '' : cents / 100} />
  )
}

function first<Topic extends ApprovedFact['topic']>(facts: readonly ApprovedFact[], topic: Topic): Of<Topic> | undefined {
  return facts.find((fact): fact is Of<Topic> => fact.topic === topic)
}

function factsOf(form: HTMLFormElement, prices: readonly Of<'service-price'>[], own: readonly Of<'own'>[]): ApprovedFact[] {
  const { visit = '', hourly = '', free, license = '', brands = '', towns = '', licensed, insured } = textsOf(form)
  const ticked = (name: string) => new FormData(form).getAll(name).map(String)
  const methods = Object.keys(METHODS).filter((method): method is keyof typeof METHODS => ticked('method').includes(method))
  const freeFor = ticked('freeFor')
  const facts: (ApprovedFact | null)[] = [
    visit === '' ? null : { topic: 'visit-price', cents: centsOf(visit) },
    hourly === '' ? null : { topic: 'hourly-price', cents: centsOf(hourly) },
    ...prices,
    free === 'all' ? { topic: 'free-estimate', services: null } : null,
    free === 'some' && freeFor.length > 0 ? { topic: 'free-estimate', services: freeFor } : null,
    licensed === undefined ? null : { topic: 'license', number: license === '' ? null : license },
    insured === undefined ? null : { topic: 'insured' },
    methods.length === 0 ? null : { topic: 'payment', methods },
    namesOf(brands).length === 0 ? null : { topic: 'brands', brands: namesOf(brands) },
    namesOf(towns).length === 0 ? null : { topic: 'area', towns: namesOf(towns) },
    ...own,
  ]
  return facts.filter((fact) => fact !== null)
}

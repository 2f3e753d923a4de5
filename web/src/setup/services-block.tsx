import { useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { tenantPath } from '../api.ts'
import { Check } from '../design/check.tsx'
import { Field, textsOf } from '../design/field.tsx'
import { RemoveButton } from '../design/remove-button.tsx'
import { Answer } from '../design/states.tsx'
import { useLoaded } from '../loaded.ts'
import type { ServiceRule } from '../shapes.ts'
import { counted } from '../words/plain-words.ts'
import { Block, ChangeForm } from './block.tsx'
import { namesOf } from './names-of.ts'
import type { BlockProps } from './setup-page.tsx'
import { Select } from '../design/select.tsx'

/** Which work is done, and where. */
export function ServicesBlock(props: BlockProps): JSX.Element {
  const { tenant } = props
  const trade = useLoaded<{ services: string[] }>(tenantPath(tenant.id, '/setup/services'))
  const refused = tenant.services.filter(({ offered }) => !offered).length
  const places = tenant.serviceArea?.length ?? 0
  const work = refused === 0 ? 'All work of the trade' : `All but ${counted(refused, 'service')}`
  return (
    <Block title="Services and area" line={`${work}, ${places === 0 ? 'everywhere' : `in ${counted(places, 'place')}`}`}>
      <Answer of={trade} bones={1}>
        {({ services }) => <Services {...props} ofTrade={services} />}
      </Answer>
      <ChangeForm {...props} changeOf={areaOf}>
        <Field
          label="Where you work"
          help="ZIPs such as 62704, the beginning of ZIPs such as 627*, or towns, with commas between them. Empty means everywhere."
        >
          <textarea name="serviceArea" maxLength={4_000} defaultValue={tenant.serviceArea?.join(', ') ?? ''} />
        </Field>
      </ChangeForm>
    </Block>
  )
}

function Services({ ofTrade, ...props }: BlockProps & { ofTrade: readonly string[] }): JSX.Element {
  const rules = props.tenant.services
  const [own, setOwn] = useState<ServiceRule[]>(rules.filter(({ name }) => !ofTrade.includes(name)))
  const [taken, setTaken] = useState(0)
  const changeOf = (form: HTMLFormElement) => {
    const ticked = new FormData(form).getAll('offered').map(String)
    const ruled = ofTrade.flatMap((name): ServiceRule[] => {
      const words = rules.find((rule) => rule.name === name)?.words ?? []
      const offered = ticked.includes(name)
      return offered && words.length === 0 ? [] : [{ name, offered, words }]
    })
    const all = withTyped(own, textsOf(form))
    if (all !== own) {
      setOwn(all)
      setTaken(taken + 1)
    }
    return { services: [...ruled, ...all] }
  }
  return (
    <ChangeForm {...props} changeOf={changeOf}>
      <fieldset class="stack tight">
        <legend>Work that you do</legend>
        <div class="checks">
          {ofTrade.map((name) => (
            <Check key={name} name="offered" value={name} checked={rules.find((rule) => rule.name === name)?.offered ?? true}>
              {name}
            </Check>
          ))}
        </div>
      </fieldset>
      <OwnServices key={taken} rules={own} change={setOwn} />
    </ChangeForm>
  )
}

const DO_IT = [
  ['no', 'No, turn it down'],
  ['yes', 'Yes'],
] as const

/** What stands in the fields counts, whether or not somebody pressed "Add" before saving. */
function withTyped(rules: ServiceRule[], { called = '', alsoSaid = '', doIt }: Record<string, string>): ServiceRule[] {
  if (called === '') return rules
  return [...rules.filter(({ name }) => name !== called), { name: called, offered: doIt === 'yes', words: namesOf(alsoSaid) }]
}

function OwnServices({ rules, change }: { rules: ServiceRule[]; change: (rules: ServiceRule[]) => void }): JSX.Element {
  const name = useRef<HTMLInputElement>(null)
  const words = useRef<HTMLInputElement>(null)
  const offered = useRef<HTMLSelectElement>(null)
  const add = () => {
    if (name.current === null || words.current === null || offered.current === null) return
    const called = name.current.value.trim()
    if (called === '') return name.current.focus()
    change(withTyped(rules, { called, alsoSaid: words.current.value, doIt: offered.current.value }))
    name.current.value = ''
    words.current.value = ''
    return undefined
  }
  return (
    <fieldset class="stack tight">
      <legend>Other work that people ask for</legend>
      <ul>
        {rules.map((rule) => (
          <li key={rule.name} class="exception">
            <span>
              <b>{rule.name}</b> <span class={rule.offered ? 'stamp good' : 'stamp'}>{rule.offered ? 'You do it' : 'You don’t'}</span>{' '}
              <span class="soft small">{rule.words.join(', ')}</span>
            </span>
            <RemoveButton label={`Remove ${rule.name}`} remove={() => change(rules.filter((one) => one !== rule))} />
          </li>
        ))}
      </ul>
      <div class="row exception-new">
        <div class="grow">
          <Field label="Called">
            <input ref={name} name="called" maxLength={40} placeholder="septic tank" />
          </Field>
        </div>
        <div class="grow">
          <Field label="People also say">
            <input ref={words} name="alsoSaid" maxLength={200} placeholder="septic, fosa séptica" />
          </Field>
        </div>
        <div class="grow">
          <Field label="Do you do it?">
            <Select field={offered} name="doIt" chosen="no" options={DO_IT} />
          </Field>
        </div>
        <button type="button" class="button" onClick={add}>
          Add<span class="unseen"> this work</span>
        </button>
      </div>
    </fieldset>
  )
}

function areaOf(form: HTMLFormElement): Record<string, unknown> {
  const places = namesOf(textsOf(form)['serviceArea'] ?? '')
  return { serviceArea: places.length === 0 ? null : places }
}

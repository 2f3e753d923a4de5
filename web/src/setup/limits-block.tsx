import type { JSX } from 'preact'
import { Field, textsOf } from '../design/field.tsx'
import { dollars } from '../words/plain-words.ts'
import { Block, ChangeForm } from './block.tsx'
import type { BlockProps } from './setup-page.tsx'

export function LimitsBlock(props: BlockProps): JSX.Element {
  const { limits } = props.tenant
  return (
    <Block title="What it may cost" line={`At most ${dollars(limits.monthlyBudgetCents)} a month`}>
      <ChangeForm {...props} changeOf={changeOf}>
        <Field
          label="At most this much a month, in dollars"
          help="After that no more texts go out. Calls are still answered and you are still told."
        >
          <input type="number" name="budget" min={0} step="0.01" defaultValue={limits.monthlyBudgetCents / 100} required />
        </Field>
        <div class="row">
          <div class="grow">
            <Field label="Texts an hour">
              <input type="number" name="textsPerHour" min={0} defaultValue={limits.textsPerHour} required />
            </Field>
          </div>
          <div class="grow">
            <Field label="Texts a day">
              <input type="number" name="textsPerDay" min={0} defaultValue={limits.textsPerDay} required />
            </Field>
          </div>
        </div>
      </ChangeForm>
    </Block>
  )
}

function changeOf(form: HTMLFormElement): Record<string, unknown> {
  const { budget, textsPerHour, textsPerDay } = textsOf(form)
  const limits = {
    monthlyBudgetCents: Math.round(Number(budget) * 100),
    textsPerHour: Number(textsPerHour),
    textsPerDay: Number(textsPerDay),
  }
  return { limits }
}

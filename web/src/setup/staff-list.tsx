import type { JSX } from 'preact'
import { ask, tenantPath } from '../api.ts'
import { e164Of, Field, textsOf } from '../design/field.tsx'
import { RemoveButton } from '../design/remove-button.tsx'
import { Answer } from '../design/states.tsx'
import { attempt } from '../design/toasts.tsx'
import { useLoaded } from '../loaded.ts'
import type { Member } from '../shapes.ts'
import { phoneWords } from '../words/plain-words.ts'

/** Who may sign in here besides the owner. */
export function StaffList({ tenantId }: { tenantId: string }): JSX.Element {
  const path = tenantPath(tenantId, '/staff')
  const staff = useLoaded<{ items: Member[] }>(path)
  const add = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const form = event.currentTarget
    const { name, phone = '' } = textsOf(form)
    const body = { name, phone: e164Of(phone) }
    if (!(await attempt(() => ask(path, { method: 'POST', body }), `${name} can sign in now.`))) return
    form.reset()
    staff.reload()
  }
  const remove = async ({ name, phone }: Member) => {
    const work = () => ask(`${path}/${encodeURIComponent(phone)}`, { method: 'DELETE' })
    if (await attempt(work, `${name} cannot sign in any more.`)) staff.reload()
  }
  return (
    <div class="stack">
      <h3>Who can sign in</h3>
      <Answer of={staff} bones={1}>
        {({ items }) => (
          <ul>
            {items.map((member) => (
              <li key={member.phone} class="exception">
                <span>
                  <b>{member.name}</b> {phoneWords(member.phone)}
                </span>
                {member.role === 'owner' ? (
                  <span class="stamp">Owner</span>
                ) : (
                  <RemoveButton label={`Remove ${member.name}`} remove={() => void remove(member)} />
                )}
              </li>
            ))}
          </ul>
        )}
      </Answer>
      <form class="row exception-new" onSubmit={(event) => void add(event)}>
        <div class="grow">
          <Field label="First name">
            <input name="name" required maxLength={80} autoComplete="off" />
          </Field>
        </div>
        <div class="grow">
          <Field label="Mobile number">
            <input type="tel" name="phone" required minLength={10} autoComplete="off" />
          </Field>
        </div>
        <button type="submit" class="button">
          Add
        </button>
      </form>
      <p class="soft small">Add only people who agreed to get sign-in codes by text.</p>
    </div>
  )
}

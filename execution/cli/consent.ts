import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '#adapters/clock/system-clock.ts'
import { loadDirectives } from '#adapters/directives/load-directives.ts'
import { createN8n } from '#adapters/n8n/n8n.ts'
import { newSuppressionSchema, suppressionUndoSchema } from '#contract/consents.ts'
import type { StaffEvent } from '#core/event.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import { parseTenantId } from '#core/values/tenant-id.ts'
import { enterStaffWord, type Entered } from '#flow/enter-staff-word.ts'
import { createTenants } from '#flow/tenants.ts'
import { z } from 'zod'
import type { Surroundings } from './ledger.ts'
import { withStore } from './with-store.ts'

export const CONSENT_HELP = `lead-agent consent: what staff know of a customer's wish to be texted.

  consent stop --tenant ID --number +1… --words "…" [--by NAME]
                       they told a person that they want no more texts; what waits for them is taken back
  consent undo --tenant ID --number +1… --reason "…" [--by NAME]
                       takes a mistaken opt-out back; the reason is kept in the ledger and is not optional

The database is the one of DATA_DIR and DATABASE_URL. Exit code: 0 done, 1 it cannot be done, 2 the command could not run.
`

const OPTIONS = {
  tenant: { type: 'string' },
  number: { type: 'string' },
  words: { type: 'string' },
  reason: { type: 'string' },
  by: { type: 'string' },
} as const

const REFUSED: Readonly<Record<Exclude<Entered['kind'], 'done'>, string>> = {
  not_suppressed: 'this person has not opted out, so there is nothing to take back',
  blocked_by_carrier: 'their phone company blocks our texts at their wish; only they can lift that, by texting START',
  in_the_future: 'it cannot have happened in the future',
}

/** `lead-agent consent …`. Answers the exit code. */
export async function consentCommand(args: readonly string[], { out, err, env }: Surroundings): Promise<number> {
  try {
    const { positionals, values } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true })
    const [action] = positionals
    if (action !== 'stop' && action !== 'undo') {
      err.write(CONSENT_HELP)
      return 2
    }
    const entered = await enter(values.tenant, values.number, eventOf(action, values), env)
    out.write(`${JSON.stringify(entered)}\n`)
    if (entered.kind === 'done') return 0
    err.write(`consent: ${REFUSED[entered.kind]}\n`)
    return 1
  } catch (error) {
    const words = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error)
    err.write(`consent: ${words}\n`)
    return 2
  }
}

function eventOf(
  action: 'stop' | 'undo',
  { number, words, reason, by }: { number?: string; words?: string; reason?: string; by?: string },
): StaffEvent {
  if (action === 'stop') {
    if (words === undefined || words.trim() === '') throw new Error('--words must hold what they said, as they said it')
    const given = newSuppressionSchema.parse({ phone: number, words, by: by ?? null })
    return { kind: 'opt-out-recorded', words: given.words, by: given.by }
  }
  const given = suppressionUndoSchema.parse({ phone: number, reason, by: by ?? null })
  return { kind: 'opt-out-undone', reason: given.reason, by: given.by }
}

async function enter(
  tenant: string | undefined,
  number: string | undefined,
  event: StaffEvent,
  env: Surroundings['env'],
): Promise<Entered> {
  const tenantId = parseTenantId(tenant)
  const phone = parsePhoneNumber(number ?? null)
  if (tenantId === null) throw new Error('--tenant must name a business by its id, such as t_1234')
  if (phone === null) throw new Error('--number must be an E.164 number such as +12175550100')
  return withStore(env, async (store, { config: { twilioAccount, mode, publicUrl, n8n } }) => {
    const known = await createTenants(store, twilioAccount).find(tenantId)
    if (known === null) throw new Error(`there is no business ${tenantId} in the database`)
    const directives = loadDirectives(join(import.meta.dirname, '..', '..', 'directives'))
    const clock = systemClock()
    // The serving process tells them; here the event is only written.
    const workflows = n8n === null ? null : createN8n(n8n, clock)
    const parts = { store, clock, directives, lab: mode === 'lab', publicUrl, workflows, nudge: () => {} }
    return enterStaffWord(parts, known, phone, { id: `staff:${randomUUID()}`, event })
  })
}

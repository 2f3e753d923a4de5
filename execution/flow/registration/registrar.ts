import type { Application } from '#core/registration/application.ts'
import { hintOf, type CarrierEvent } from '#core/registration/carrier-event.ts'
import { noted, type RegistrationRecord } from '#core/registration/record.ts'
import { registrationView, type RegistrationView } from '#core/registration/registration-view.ts'
import type { RegistrationSettings } from '#core/registration/registration-settings.ts'
import { asked, submitted, type Ask, type Submission } from '#core/registration/submission.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { RegistrationPort } from '#ports/registration.ts'
import type { FlowParts } from '../parts.ts'
import { advance, type Advanced } from './advance.ts'
import { saveWithStanding } from './save-with-standing.ts'
import { slowLane, type SlowLane } from './slow-lane.ts'
import { sweepRegistrations, type RegistrationSweep } from './sweep-registrations.ts'

export type RegistrationParts = Pick<FlowParts, 'store' | 'clock' | 'tenants' | 'directives' | 'parentAccount' | 'measures'> & {
  registration: RegistrationPort
  /** The installation's addresses and settings for one tenant. */
  settingsOf: (tenantId: TenantId) => RegistrationSettings
}

export type Registrar = {
  /** Takes an application, the first or a mended one, and writes it down; nothing is asked of the carrier yet. */
  submit(
    tenantId: TenantId,
    application: Application,
  ): Promise<Exclude<Submission, { kind: 'taken' }> | { kind: 'taken' } | { kind: 'no-tenant' }>
  /** False when there is no registration. */
  ask(tenantId: TenantId, ask: Ask): Promise<boolean>
  /** Does everything that can be done now, one request after another. */
  advance(tenantId: TenantId): Promise<Advanced>
  /** An event of the carrier; forged ones can do no more than make us look. */
  heard(tenantId: TenantId, event: CarrierEvent): Promise<void>
  status(tenantId: TenantId): Promise<RegistrationView | null>
  sweep: RegistrationSweep
}

/** Registers tenants with the carriers. One record per tenant is the whole truth; this and the sweep may run in two processes at once. */
export function createRegistrar(parts: RegistrationParts): Registrar {
  const lane: SlowLane = slowLane(parts.clock)
  const go = (tenantId: TenantId) => advance(parts, lane, tenantId)

  /** Reads, changes and saves the record in one transaction. */
  async function change(tenantId: TenantId, how: (record: RegistrationRecord, known: Known) => RegistrationRecord): Promise<boolean> {
    const at = parts.clock.now()
    const isFound = await parts.store.transaction(tenantId, async (tx) => {
      const record = await tx.registration.find()
      const tenant = await tx.tenant.find()
      if (record === null || tenant === null) return false
      const { policy } = tenant
      const next = how(record, { policy, directive: parts.directives.forTrade(policy.trade), at })
      if (next !== record) await saveWithStanding(tx, next, at, parts.settingsOf(tenantId))
      return true
    })
    parts.tenants.forget(tenantId)
    return isFound
  }

  return {
    async submit(tenantId, application) {
      const at = parts.clock.now()
      const answer = await parts.store.transaction(tenantId, async (tx) => {
        const tenant = await tx.tenant.find()
        if (tenant === null) return { kind: 'no-tenant' as const }
        const { policy } = tenant
        const record = await tx.registration.find()
        const submission = submitted(application, { policy, directive: parts.directives.forTrade(policy.trade), record, at })
        if (submission.kind !== 'taken') return submission
        await saveWithStanding(tx, submission.record, at, parts.settingsOf(tenantId))
        return { kind: 'taken' as const }
      })
      parts.tenants.forget(tenantId)
      return answer
    },
    ask: (tenantId, what) => change(tenantId, (record, known) => asked(what, { ...known, record })),
    advance: go,
    async heard(tenantId, event) {
      await change(tenantId, (record, known) => {
        const hint = hintOf(event, record)
        if (hint === null) return record
        const looked = asked('look', { ...known, record })
        if (hint.kind === 'look' || record.registeredNumbers.includes(hint.e164)) return looked
        const told = noted(looked, { at: known.at, did: `number ${hint.e164}`, outcome: 'status', note: 'registered, says an event' })
        return { ...told, registeredNumbers: [...record.registeredNumbers, hint.e164] }
      })
    },
    async status(tenantId) {
      const record = await parts.store.transaction(tenantId, (tx) => tx.registration.find())
      return record === null ? null : registrationView(record, parts.clock.now(), parts.settingsOf(tenantId))
    },
    sweep: sweepRegistrations(parts, go),
  }
}

type Known = Omit<Parameters<typeof asked>[1], 'record'>

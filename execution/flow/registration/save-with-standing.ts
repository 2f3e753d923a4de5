import { entryOfRegistration } from '#core/ledger/entry-of-registration.ts'
import type { RegistrationRecord } from '#core/registration/record.ts'
import type { RegistrationSettings } from '#core/registration/registration-settings.ts'
import { standingOf, withStanding } from '#core/registration/standing.ts'
import type { Instant } from '#core/values/instant.ts'
import type { TenantTransaction } from '#ports/store.ts'

/** Saves the record and, in the same transaction, what it means for the tenant's texts: the gate reads the policy. True when the policy has changed. */
export async function saveWithStanding(
  tx: TenantTransaction,
  record: RegistrationRecord,
  at: Instant,
  settings: RegistrationSettings,
): Promise<boolean> {
  await tx.registration.save(record)
  return keepStanding(tx, record, at, settings)
}

/** The same for a record that has not changed: time alone can bring an approval. */
export async function keepStanding(
  tx: TenantTransaction,
  record: RegistrationRecord,
  at: Instant,
  settings: RegistrationSettings,
): Promise<boolean> {
  const tenant = await tx.tenant.find()
  if (tenant === null) return false
  const policy = withStanding(tenant.policy, standingOf(record, at, settings))
  if (policy === tenant.policy) return false
  await tx.tenant.save(policy, at)
  const entry = entryOfRegistration(tenant.policy, policy, record, at)
  if (entry !== null) await tx.ledger.append(entry)
  return true
}

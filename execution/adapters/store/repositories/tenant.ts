import type { TenantPolicy } from '#core/tenant-policy.ts'
import { instant } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { CarrierAccount } from '#ports/carrier.ts'
import type { NumberTaken, TenantRecord, TenantRepository } from '#ports/store.ts'
import { fromJson, instantOrNull } from '../column-values.ts'
import { hot } from '../hot-query.ts'
import type { TenantScope } from '../query-scope.ts'
import { saveOwner } from './members.ts'
import type { SecretBox } from '../secret-box.ts'

/** The business itself: its policy, its claim on its numbers, its account at the carrier. */
export class SqlTenant implements TenantRepository {
  readonly #scope: TenantScope
  readonly #secrets: SecretBox

  constructor(scope: TenantScope, secrets: SecretBox) {
    this.#scope = scope
    this.#secrets = secrets
  }

  async find(): Promise<TenantRecord | null> {
    const row = await this.#scope.first(FIND, { tenant_id: this.#scope.tenantId })
    return row && toTenantRecord(row)
  }

  async save(policy: TenantPolicy, at: Instant): Promise<void> {
    const tenantId = this.#scope.tenantId
    if (policy.tenantId !== tenantId) throw new Error(`the policy of ${policy.tenantId} cannot be saved in a transaction of ${tenantId}`)
    await this.#refuseTakenNumbers(policy)
    const text = JSON.stringify(policy)
    await this.#scope.db
      .insertInto('tenants')
      .values({ tenant_id: tenantId, policy: text, created_at: at, updated_at: at })
      .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ policy: text, updated_at: at }))
      .execute()
    await this.#claimNumbers(policy)
    await this.#scheduleSelfTest()
    await saveOwner(this.#scope, policy, at)
    this.#scope.changed('tenant')
  }

  async noteCompared(until: Instant): Promise<void> {
    await this.#scope.db.updateTable('tenants').set({ compared_until: until }).where('tenant_id', '=', this.#scope.tenantId).execute()
  }

  async account(): Promise<CarrierAccount | null> {
    const row = await this.#scope.first(ACCOUNT, { tenant_id: this.#scope.tenantId })
    return row && fromJson<CarrierAccount>(this.#secrets.open(row.sealed, this.#scope.tenantId))
  }

  async saveAccount(account: CarrierAccount | null): Promise<void> {
    const tenantId = this.#scope.tenantId
    await this.#scope.db.deleteFrom('tenant_accounts').where('tenant_id', '=', tenantId).execute()
    if (account === null) return
    const { accountSid, authToken } = account
    const sealed = this.#secrets.seal(JSON.stringify({ accountSid, authToken }), tenantId)
    await this.#scope.db.insertInto('tenant_accounts').values({ tenant_id: tenantId, sealed }).execute()
  }

  /** Before anything is written, so that a caller who catches the error leaves nothing half done. */
  async #refuseTakenNumbers(policy: TenantPolicy): Promise<void> {
    if (policy.numbers.length === 0) return
    const taken = await this.#scope.db
      .selectFrom('tenant_numbers')
      .select('e164')
      .where('tenant_id', '!=', this.#scope.tenantId)
      .where('e164', 'in', e164Of(policy))
      .executeTakeFirst()
    const number = policy.numbers.find(({ e164 }) => e164 === taken?.e164)
    if (number) throw numberTaken(number.e164)
  }

  /** Due at once, so that the first look gives the business its morning. */
  async #scheduleSelfTest(): Promise<void> {
    await this.#scope.db
      .insertInto('self_tests')
      .values({ tenant_id: this.#scope.tenantId, next_at: 0 })
      .onConflict((conflict) => conflict.column('tenant_id').doNothing())
      .execute()
  }

  async #claimNumbers(policy: TenantPolicy): Promise<void> {
    const tenantId = this.#scope.tenantId
    await this.#scope.db.deleteFrom('tenant_numbers').where('tenant_id', '=', tenantId).execute()
    for (const { e164, topology } of policy.numbers) {
      await this.#scope.db.insertInto('tenant_numbers').values({ e164, tenant_id: tenantId, topology }).execute()
    }
  }
}

export function toTenantRecord(row: { policy: string; created_at: number; compared_until: number | null }): TenantRecord {
  return {
    policy: fromJson<TenantPolicy>(row.policy),
    createdAt: instant(row.created_at),
    comparedUntil: instantOrNull(row.compared_until),
  }
}

function e164Of(policy: TenantPolicy): PhoneNumber[] {
  return policy.numbers.map(({ e164 }) => e164)
}

function numberTaken(number: PhoneNumber): NumberTaken {
  const error = new Error(`the number ${number} belongs to another business; remove it there first`)
  return Object.assign(error, { name: 'NumberTaken' as const, number })
}

const FIND = hot<{ tenant_id: string }>()((db, param) =>
  db.selectFrom('tenants').select(['policy', 'created_at', 'compared_until']).where('tenant_id', '=', param.tenant_id),
)

const ACCOUNT = hot<{ tenant_id: string }>()((db, param) =>
  db.selectFrom('tenant_accounts').select('sealed').where('tenant_id', '=', param.tenant_id),
)

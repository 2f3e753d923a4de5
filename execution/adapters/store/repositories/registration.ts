import type { RegistrationRecord } from '#core/registration/record.ts'
import type { RegistrationRepository } from '#ports/store.ts'
import { fromJson } from '../column-values.ts'
import { hot } from '../hot-query.ts'
import type { TenantScope } from '../query-scope.ts'
import type { Schema } from '../schema.ts'
import type { SecretBox } from '../secret-box.ts'

/** Where a tenant's registration stands, sealed as a whole: application, requests under way and answers all repeat the tax number. */
export class SqlRegistration implements RegistrationRepository {
  readonly #scope: TenantScope
  readonly #secrets: SecretBox

  constructor(scope: TenantScope, secrets: SecretBox) {
    this.#scope = scope
    this.#secrets = secrets
  }

  async find(): Promise<RegistrationRecord | null> {
    const row = await this.#scope.first(FIND, { tenant_id: this.#scope.tenantId })
    return row && fromJson<RegistrationRecord>(this.#secrets.open(row.sealed, this.#owner()))
  }

  async save(record: RegistrationRecord): Promise<void> {
    const sealed = this.#secrets.seal(JSON.stringify(record), this.#owner())
    await this.#scope.run(SAVE, { tenant_id: this.#scope.tenantId, sealed })
  }

  async draft(): Promise<Record<string, unknown> | null> {
    const row = await this.#scope.first(FIND_DRAFT, { tenant_id: this.#scope.tenantId })
    return row && fromJson<Record<string, unknown>>(this.#secrets.open(row.sealed, this.#draftOwner()))
  }

  async saveDraft(draft: Record<string, unknown>): Promise<void> {
    const sealed = this.#secrets.seal(JSON.stringify(draft), this.#draftOwner())
    await this.#scope.run(SAVE_DRAFT, { tenant_id: this.#scope.tenantId, sealed })
  }

  #draftOwner(): string {
    return `${this.#scope.tenantId}/registration-draft`
  }

  /** Sealed for this use alone: a registration copied over an account, or the other way round, does not open. */
  #owner(): string {
    return `${this.#scope.tenantId}/registration`
  }
}

const FIND = hot<{ tenant_id: string }>()((db, param) =>
  db.selectFrom('tenant_registrations').select('sealed').where('tenant_id', '=', param.tenant_id),
)

const SAVE = hot<Schema['tenant_registrations']>()((db, param) =>
  db
    .insertInto('tenant_registrations')
    .values({ tenant_id: param.tenant_id, sealed: param.sealed })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet((eb) => ({ sealed: eb.ref('excluded.sealed') }))),
)

const FIND_DRAFT = hot<{ tenant_id: string }>()((db, param) =>
  db.selectFrom('registration_drafts').select('sealed').where('tenant_id', '=', param.tenant_id),
)

const SAVE_DRAFT = hot<Schema['registration_drafts']>()((db, param) =>
  db
    .insertInto('registration_drafts')
    .values({ tenant_id: param.tenant_id, sealed: param.sealed })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet((eb) => ({ sealed: eb.ref('excluded.sealed') }))),
)

import { instant, type Instant } from '#core/values/instant.ts'
import type { IntakeKey, IntakeKeyRepository } from '#ports/inquiries.ts'
import { instantOrNull } from '../column-values.ts'
import type { TenantScope } from '../query-scope.ts'
import type { IntakeKeysTable } from '../schema.ts'

/** Keys of programs that bring leads to a business; only their hashes are here. */
export class SqlIntakeKeys implements IntakeKeyRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async list(): Promise<IntakeKey[]> {
    const rows = await this.#scope.db
      .selectFrom('intake_keys')
      .selectAll()
      .where('tenant_id', '=', this.#scope.tenantId)
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    return rows.map(toKey)
  }

  async add(key: Parameters<IntakeKeyRepository['add']>[0]): Promise<void> {
    const { id, name, hash, createdAt } = key
    await this.#scope.db
      .insertInto('intake_keys')
      .values({ tenant_id: this.#scope.tenantId, id, name, hash, created_at: createdAt, last_used_at: null })
      .execute()
  }

  async use(hash: string, at: Instant): Promise<IntakeKey | null> {
    const row = await this.#scope.db
      .updateTable('intake_keys')
      .set({ last_used_at: at })
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('hash', '=', hash)
      .returningAll()
      .executeTakeFirst()
    return row === undefined ? null : toKey(row)
  }

  async revoke(id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#scope.db
      .deleteFrom('intake_keys')
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return numDeletedRows > 0n
  }
}

function toKey(row: IntakeKeysTable): IntakeKey {
  return { id: row.id, name: row.name, createdAt: instant(row.created_at), lastUsedAt: instantOrNull(row.last_used_at) }
}

import { instant, type Instant } from '#core/values/instant.ts'
import type { PasskeyRepository, PasskeyRow } from '#ports/access.ts'
import { fromJson, instantOrNull } from '../column-values.ts'
import type { QueryScope } from '../query-scope.ts'
import type { PasskeysTable } from '../schema.ts'

/** More authenticators than one operator has. */
const PASSKEYS_SHOWN_MAX = 100

/** The operator's authenticators: public keys only. */
export class SqlPasskeys implements PasskeyRepository {
  readonly #scope: QueryScope

  constructor(scope: QueryScope) {
    this.#scope = scope
  }

  async add(row: PasskeyRow): Promise<void> {
    await this.#scope.db
      .insertInto('passkeys')
      .values({
        id: row.id,
        name: row.name,
        public_key: row.publicKey,
        counter: row.counter,
        transports: JSON.stringify(row.transports),
        created_at: row.createdAt,
        last_used_at: row.lastUsedAt,
      })
      .execute()
  }

  async find(id: string): Promise<PasskeyRow | null> {
    const row = await this.#scope.db.selectFrom('passkeys').selectAll().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : toPasskey(row)
  }

  async list(): Promise<PasskeyRow[]> {
    const rows = await this.#scope.db.selectFrom('passkeys').selectAll().orderBy('id').limit(PASSKEYS_SHOWN_MAX).execute()
    return rows.map(toPasskey)
  }

  async used(id: string, counter: number, at: Instant): Promise<void> {
    await this.#scope.db.updateTable('passkeys').set({ counter, last_used_at: at }).where('id', '=', id).execute()
  }

  async remove(id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#scope.db.deleteFrom('passkeys').where('id', '=', id).executeTakeFirstOrThrow()
    return numDeletedRows > 0n
  }
}

function toPasskey(row: PasskeysTable): PasskeyRow {
  return {
    id: row.id,
    name: row.name,
    publicKey: row.public_key,
    counter: row.counter,
    transports: fromJson<string[]>(row.transports),
    createdAt: instant(row.created_at),
    lastUsedAt: instantOrNull(row.last_used_at),
  }
}

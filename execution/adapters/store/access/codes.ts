import type { OneTimeCode } from '#core/one-time-code.ts'
import type { Instant } from '#core/values/instant.ts'
import type { CodeRepository, CodeRow } from '#ports/access.ts'
import { fromJson } from '../column-values.ts'
import type { QueryScope } from '../query-scope.ts'

/** Sign-in codes, one row for each phone that asked, known or not. */
export class SqlCodes implements CodeRepository {
  readonly #scope: QueryScope

  constructor(scope: QueryScope) {
    this.#scope = scope
  }

  async find(person: string): Promise<CodeRow | null> {
    const row = await this.#scope.db.selectFrom('sign_in_codes').selectAll().where('person', '=', person).executeTakeFirst()
    if (row === undefined) return null
    return { person, kept: row.kept === null ? null : fromJson<OneTimeCode>(row.kept), askedAt: fromJson<Instant[]>(row.asked_at) }
  }

  async save({ person, kept, askedAt }: CodeRow, at: Instant): Promise<void> {
    const columns = { kept: kept === null ? null : JSON.stringify(kept), asked_at: JSON.stringify(askedAt), changed_at: at }
    await this.#scope.db
      .insertInto('sign_in_codes')
      .values({ person, ...columns })
      .onConflict((conflict) => conflict.column('person').doUpdateSet(columns))
      .execute()
  }

  async removeOlderThan(at: Instant): Promise<void> {
    await this.#scope.db.deleteFrom('sign_in_codes').where('changed_at', '<', at).execute()
  }
}

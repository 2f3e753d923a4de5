import type { Instant } from '#core/values/instant.ts'
import type { OperatorRepository } from '#ports/access.ts'
import type { QueryScope } from '../query-scope.ts'

/** There is one operator, so there is one row. */
const ONLY_ROW = 1

/** The operator's password, as a hash. */
export class SqlOperator implements OperatorRepository {
  readonly #scope: QueryScope

  constructor(scope: QueryScope) {
    this.#scope = scope
  }

  async password(): Promise<string | null> {
    const row = await this.#scope.db.selectFrom('operator_passwords').select('phc').where('id', '=', ONLY_ROW).executeTakeFirst()
    return row?.phc ?? null
  }

  async savePassword(phc: string, at: Instant): Promise<void> {
    await this.#scope.db
      .insertInto('operator_passwords')
      .values({ id: ONLY_ROW, phc, changed_at: at })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ phc, changed_at: at }))
      .execute()
  }
}

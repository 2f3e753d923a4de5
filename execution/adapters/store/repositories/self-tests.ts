import { instant } from '#core/values/instant.ts'
import type { SelfTestRepository, SelfTestResult, SelfTestRow } from '#ports/self-test.ts'
import { fromJson } from '../column-values.ts'
import type { TenantScope } from '../query-scope.ts'

/** The self-tests of one business: one row. */
export class SqlSelfTests implements SelfTestRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async find(): Promise<SelfTestRow | null> {
    const row = await this.#scope.db.selectFrom('self_tests').selectAll().where('tenant_id', '=', this.#scope.tenantId).executeTakeFirst()
    if (row === undefined) return null
    return {
      result: row.result === null ? null : fromJson<SelfTestResult>(row.result),
      doubt: row.doubt === null ? null : fromJson<SelfTestResult>(row.doubt),
      fault: row.fault,
      nextAt: instant(row.next_at),
      leaseUntil: row.lease_until === null ? null : instant(row.lease_until),
    }
  }

  async save({ result, doubt, fault, nextAt, leaseUntil }: SelfTestRow): Promise<void> {
    const values = {
      result: result === null ? null : JSON.stringify(result),
      doubt: doubt === null ? null : JSON.stringify(doubt),
      fault,
      tested_at: result?.at ?? null,
      next_at: nextAt,
      lease_until: leaseUntil,
    }
    await this.#scope.db
      .insertInto('self_tests')
      .values({ tenant_id: this.#scope.tenantId, ...values })
      .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(values))
      .execute()
    if (leaseUntil === null) this.#scope.changed('tenant')
  }
}

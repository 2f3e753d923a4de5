import type { OneTimeCode } from '#core/one-time-code.ts'
import { instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { PhoneCodeRepository, PhoneCodeRow } from '#ports/phone-codes.ts'
import { fromJson } from '../column-values.ts'
import type { TenantScope } from '../query-scope.ts'

/** Codes to phones of staff, each as a keyed hash. Asked for a few times in the life of a business. */
export class SqlPhoneCodes implements PhoneCodeRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async find(phone: PhoneNumber): Promise<PhoneCodeRow | null> {
    const row = await this.#scope.db
      .selectFrom('phone_codes')
      .select(['code', 'asked_at'])
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('phone', '=', phone)
      .executeTakeFirst()
    if (row === undefined) return null
    const code = row.code === null ? null : fromJson<OneTimeCode>(row.code)
    return { code, askedAt: fromJson<number[]>(row.asked_at).map((at) => instant(at)) }
  }

  async save(phone: PhoneNumber, { code, askedAt }: PhoneCodeRow): Promise<void> {
    const values = { code: code === null ? null : JSON.stringify(code), asked_at: JSON.stringify(askedAt) }
    await this.#scope.db
      .insertInto('phone_codes')
      .values({ tenant_id: this.#scope.tenantId, phone, ...values })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'phone']).doUpdateSet(values))
      .execute()
  }
}

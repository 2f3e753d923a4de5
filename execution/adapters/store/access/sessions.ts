import { instant, type Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { SessionRepository, SessionRow } from '#ports/access.ts'
import { hot } from '../hot-query.ts'
import type { QueryScope } from '../query-scope.ts'

/** Browsers that are signed in. */
export class SqlSessions implements SessionRepository {
  readonly #scope: QueryScope

  constructor(scope: QueryScope) {
    this.#scope = scope
  }

  async add({ tokenHash, phone, createdAt, expiresAt }: SessionRow): Promise<void> {
    await this.#scope.db
      .insertInto('sessions')
      .values({ token_hash: tokenHash, phone, created_at: createdAt, expires_at: expiresAt })
      .execute()
  }

  async find(tokenHash: string): Promise<SessionRow | null> {
    const row = await this.#scope.first(FIND, { token_hash: tokenHash })
    if (row === null) return null
    return {
      tokenHash: row.token_hash,
      // Written by `add` only, from a `PhoneNumber`.
      phone: row.phone as PhoneNumber | null,
      createdAt: instant(row.created_at),
      expiresAt: instant(row.expires_at),
    }
  }

  async remove(tokenHash: string): Promise<void> {
    await this.#scope.db.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute()
  }

  async removeOperators(): Promise<void> {
    await this.#scope.db.deleteFrom('sessions').where('phone', 'is', null).execute()
  }

  async removeExpired(at: Instant): Promise<void> {
    await this.#scope.db.deleteFrom('sessions').where('expires_at', '<=', at).execute()
  }
}

const FIND = hot<{ token_hash: string }>()((db, param) => db.selectFrom('sessions').selectAll().where('token_hash', '=', param.token_hash))

import { sql } from 'kysely'
import type { Instant } from '#core/values/instant.ts'
import { hot } from './hot-query.ts'
import type { QueryScope } from './query-scope.ts'

/** Removes those of the `limit` oldest effects that ended and were planned before `before`. Unfinished ones stay, however old. */
export async function removeEndedEffects(scope: QueryScope, query: { before: Instant; limit: number }): Promise<number> {
  const oldest = await scope.rows(OLDEST, { limit: query.limit })
  const gone = oldest.filter(({ state, created_at: at }) => ENDED.has(state) && at < query.before).map(({ sequence }) => sequence)
  if (gone.length === 0) return 0
  await scope.db.deleteFrom('outbox').where('sequence', 'in', gone).execute()
  return gone.length
}

const ENDED: ReadonlySet<string> = new Set(['done', 'refused', 'canceled'])

const OLDEST = hot<{ limit: number }>()((db, param) =>
  db
    .selectFrom('outbox')
    .select(['sequence', 'state', 'created_at'])
    .where('sequence', '>', sql.lit(0))
    .orderBy('sequence')
    .limit(param.limit),
)

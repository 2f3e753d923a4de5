import { sql } from 'kysely'
import type { Instant } from '#core/values/instant.ts'
import { instant } from '#core/values/instant.ts'
import type { ClaimedEvent } from '#ports/store.ts'
import { hot } from './hot-query.ts'
import type { QueryScope } from './query-scope.ts'
import { toOutboxRow } from './repositories/outbox.ts'
import { EVENT_KIND, EVENT_LITERAL } from './repositories/outbox-queries.ts'

/** Written as literals, so that the engine sees that the index of waiting events will do. */
const CLAIMABLE = [sql.lit('waiting' as const), sql.lit('unknown' as const)]

/** Chooses events that are due, whoever waits longest first, and marks them as claimed. */
export async function claimEvents(scope: QueryScope, query: { at: Instant; limit: number; leaseUntil: Instant }): Promise<ClaimedEvent[]> {
  const due = await scope.rows(OLDEST, { at: query.at, limit: query.limit })
  const sequences = due.map(({ sequence }) => sequence)
  if (sequences.length === 0) return []
  const rows = await scope.db
    .updateTable('outbox')
    .set((eb) => ({ state: 'claimed' as const, lease_until: query.leaseUntil, attempts: eb('attempts', '+', 1) }))
    .where('sequence', 'in', sequences)
    .returningAll()
    .execute()
  return rows.toSorted((a, b) => a.not_before - b.not_before || a.sequence - b.sequence).map((row) => asEvent(toOutboxRow(row)))
}

export async function nextEventAt(scope: QueryScope): Promise<Instant | null> {
  const next = await scope.first(NEXT, {})
  return next === null || next.not_before === null ? null : instant(next.not_before)
}

function asEvent({ effect, ...row }: ReturnType<typeof toOutboxRow>): ClaimedEvent {
  if (effect.kind !== EVENT_KIND) throw new Error(`the effect ${row.id} is ${effect.kind}, which is no event`)
  return { ...row, effect }
}

const OLDEST = hot<{ at: number; limit: number }>()((db, param, writers) =>
  db
    .selectFrom('outbox')
    .select('sequence')
    .where('effect_kind', '=', EVENT_LITERAL)
    .where('state', 'in', CLAIMABLE)
    .where('not_before', '<=', param.at)
    .orderBy('not_before')
    .orderBy('sequence')
    .limit(param.limit)
    .$if(writers === 'many', (select) => select.forUpdate().skipLocked()),
)

const NEXT = hot<object>()((db) =>
  db
    .selectFrom('outbox')
    .select((eb) => eb.fn.min<number | null>('not_before').as('not_before'))
    .where('effect_kind', '=', EVENT_LITERAL)
    .where('state', 'in', CLAIMABLE),
)

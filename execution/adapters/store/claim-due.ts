import type { Instant } from '#core/values/instant.ts'
import type { OutboxRow } from '#ports/outbox.ts'
import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { hot } from './hot-query.ts'
import type { QueryScope } from './query-scope.ts'
import { toOutboxRow } from './repositories/outbox.ts'
import type { OutboxTable } from './schema.ts'

/** The most rows of one claim; more would hold up the writer. */
export const CLAIM_ROWS_MAX = 500
/** What one tenant may take of one claim while others wait. Four with more than that fill a claim, which bounds the loop below. */
export const TENANT_SHARE_OF_CLAIM = 0.25

type Due = { sequence: number; tenant_id: string }
type Claim = { at: Instant; limit: number; leaseUntil: Instant }
type ClaimedRow = OutboxRow & { wasUnknown: boolean }

/**
 * Chooses due rows, oldest first, and marks them as claimed. Throws a `RangeError` for a limit outside 1 to `CLAIM_ROWS_MAX`.
 *
 * On an engine with many writers the choosing query locks its rows and skips those that others hold; SQLite has one writer.
 */
export async function claimDue(scope: QueryScope, { at, limit, leaseUntil }: Claim): Promise<ClaimedRow[]> {
  if (!Number.isInteger(limit) || limit < 1 || limit > CLAIM_ROWS_MAX) {
    throw new RangeError(`limit must be a whole number from 1 to ${CLAIM_ROWS_MAX}, not ${limit}`)
  }
  const chosen = await chooseFairly(scope, at, limit)
  return chosen.length === 0 ? [] : markClaimed(scope, chosen, leaseUntil)
}

/** Whoever has more than a share keeps the oldest of it and steps back for a second look at the others; what they leave goes back to the first. */
async function chooseFairly(scope: QueryScope, at: Instant, limit: number): Promise<Due[]> {
  const share = Math.max(1, Math.floor(limit * TENANT_SHARE_OF_CLAIM))
  const oldest = await scope.rows(OLDEST, { at, limit })
  const chosen: Due[] = []
  const served: string[] = []
  let rows = oldest
  while (rows.length === limit - chosen.length) {
    const greedy = tenantsAbove(rows, share)
    if (greedy.length === 0) break
    chosen.push(...withinShare(rows, share).filter((row) => greedy.includes(row.tenant_id)))
    served.push(...greedy)
    rows = await oldestExcept(scope, { at, limit: limit - chosen.length, served })
  }
  const inOrderOfRight = [...chosen, ...withinShare(rows, share), ...rows, ...oldest]
  const distinct = new Map(inOrderOfRight.map((row) => [row.sequence, row]))
  return [...distinct.values()].slice(0, limit)
}

/** The rows that are left when each tenant keeps only its first `share`. */
function withinShare(rows: Due[], share: number): Due[] {
  const taken = new Map<string, number>()
  return rows.filter(({ tenant_id: tenantId }) => {
    const count = (taken.get(tenantId) ?? 0) + 1
    taken.set(tenantId, count)
    return count <= share
  })
}

function tenantsAbove(rows: Due[], share: number): string[] {
  const tenants = Map.groupBy(rows, (row) => row.tenant_id)
  return [...tenants].filter(([, due]) => due.length > share).map(([tenantId]) => tenantId)
}

/** Reads past the rows of the tenants already served, in the index alone: 100,000 of them take about ten milliseconds. */
function oldestExcept({ db, writers }: QueryScope, query: { at: Instant; limit: number; served: string[] }): Promise<Due[]> {
  return db
    .selectFrom('outbox')
    .select(['sequence', 'tenant_id'])
    .where('due_at', '<=', query.at)
    .where('tenant_id', 'not in', query.served)
    .orderBy('due_at')
    .orderBy('sequence')
    .limit(query.limit)
    .$if(writers === 'many', (select) => select.forUpdate().skipLocked())
    .execute()
}

async function markClaimed(scope: QueryScope, chosen: Due[], leaseUntil: Instant): Promise<ClaimedRow[]> {
  const sequences = chosen.map((due) => due.sequence)
  const rows = await scope.db
    .updateTable('outbox')
    .set((eb) => ({
      state: 'claimed' as const,
      due_at: null,
      lease_until: leaseUntil,
      attempts: eb('attempts', '+', 1),
      was_unknown: eb.case().when('state', '=', 'unknown').then(sql.lit(1)).else(sql.lit(0)).end(),
    }))
    .where('sequence', 'in', sequences)
    .returningAll()
    .execute()
  return rows.toSorted(byAge).map((row) => ({ ...toOutboxRow(row), wasUnknown: row.was_unknown === 1 }))
}

function byAge(a: Selectable<OutboxTable>, b: Selectable<OutboxTable>): number {
  return a.not_before - b.not_before || a.sequence - b.sequence
}

const OLDEST = hot<{ at: number; limit: number }>()((db, param, writers) =>
  db
    .selectFrom('outbox')
    .select(['sequence', 'tenant_id'])
    .where('due_at', '<=', param.at)
    .orderBy('due_at')
    .orderBy('sequence')
    .limit(param.limit)
    .$if(writers === 'many', (select) => select.forUpdate().skipLocked()),
)

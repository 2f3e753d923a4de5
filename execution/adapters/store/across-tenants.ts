import { instant } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { OutboxRow } from '#ports/outbox.ts'
import type { AcrossTenants, ClaimedEvent, Page, PageQuery, TenantRecord } from '#ports/store.ts'
import { sql } from 'kysely'
import { claimDue } from './claim-due.ts'
import { claimEvents, nextEventAt } from './claim-events.ts'
import { hot } from './hot-query.ts'
import { pageOf, startOf } from './page.ts'
import type { QueryScope } from './query-scope.ts'
import { removeEndedEffects } from './remove-effects.ts'
import { EVENT_LITERAL } from './repositories/outbox-queries.ts'
import { toTenantRecord } from './repositories/tenant.ts'

type InTransaction = <Result>(work: (scope: QueryScope) => Promise<Result>) => Promise<Result>

/** The queries that belong to no tenant. Nothing else in this folder reads rows of more than one. */
export class SqlAcrossTenants implements AcrossTenants {
  readonly #transaction: InTransaction

  /** `transaction`: runs work that belongs to no tenant. */
  constructor(transaction: InTransaction) {
    this.#transaction = transaction
  }

  claimDue(query: { at: Instant; limit: number; leaseUntil: Instant }): Promise<(OutboxRow & { wasUnknown: boolean })[]> {
    return this.#transaction((scope) => claimDue(scope, query))
  }

  recoverLeases(at: Instant, allClaimed: boolean): Promise<number> {
    return this.#transaction((scope) => recoverLeases(scope, allClaimed ? Number.MAX_SAFE_INTEGER : at))
  }

  nextDueAt(): Promise<Instant | null> {
    return this.#transaction(async (scope) => {
      const next = await scope.first(NEXT_DUE, {})
      return next === null || next.due_at === null ? null : instant(next.due_at)
    })
  }

  claimEvents(query: { at: Instant; limit: number; leaseUntil: Instant }): Promise<ClaimedEvent[]> {
    return this.#transaction((scope) => claimEvents(scope, query))
  }

  nextEventAt(): Promise<Instant | null> {
    return this.#transaction(nextEventAt)
  }

  tenants(query: PageQuery): Promise<Page<TenantRecord>> {
    return this.#transaction((scope) => listTenants(scope, query))
  }

  tenantOfNumber(number: PhoneNumber): Promise<TenantId | null> {
    return this.#transaction(async (scope) => {
      const row = await scope.first(TENANT_OF_NUMBER, { e164: number })
      // Only the tenant repository writes this column, from a `TenantId`.
      return row === null ? null : (row.tenant_id as TenantId)
    })
  }

  countTenants(): Promise<number> {
    return this.#transaction(async ({ db }) => {
      const { tenants } = await db
        .selectFrom('tenants')
        .select((eb) => eb.fn.countAll<number>().as('tenants'))
        .executeTakeFirstOrThrow()
      return tenants
    })
  }

  selfTestsDue(at: Instant, limit: number): Promise<TenantId[]> {
    return this.#transaction((scope) => selfTestsDue(scope, at, limit))
  }

  countUntested(since: Instant): Promise<number> {
    return this.#transaction(async ({ db }) => {
      const { untested } = await db
        .selectFrom('tenants')
        .leftJoin('self_tests', 'self_tests.tenant_id', 'tenants.tenant_id')
        .select((eb) => eb.fn.countAll<number>().as('untested'))
        .where('tenants.created_at', '<', since)
        .where((eb) => eb.or([eb('self_tests.tested_at', 'is', null), eb('self_tests.tested_at', '<', since)]))
        .executeTakeFirstOrThrow()
      return untested
    })
  }

  removeEndedEffects(query: { before: Instant; limit: number }): Promise<number> {
    return this.#transaction((scope) => removeEndedEffects(scope, query))
  }

  outboxDepth(): Promise<{ waiting: number; claimed: number; unknown: number }> {
    return this.#transaction(outboxDepth)
  }
}

/**
 * What was tried, or was claimed in order to ask about an earlier try, may have happened; the rest surely did not. With many writers a row that
 * somebody is settling at this very moment is left to them: waiting for it could end in a deadlock.
 */
async function recoverLeases(scope: QueryScope, ranOutBy: number): Promise<number> {
  const { numUpdatedRows } = await scope.db
    .updateTable('outbox')
    .set((eb) => ({
      state: eb
        .case()
        .when(eb.or([eb('tried_at', 'is not', null), eb('was_unknown', '=', 1)]))
        .then(sql.lit('unknown' as const))
        .else(sql.lit('waiting' as const))
        .end(),
      due_at: eb.case().when('effect_kind', '=', EVENT_LITERAL).then(null).else(eb.ref('not_before')).end(),
      lease_until: null,
      was_unknown: 0,
    }))
    .where('lease_until', '<=', ranOutBy)
    .$if(scope.writers === 'many', (update) =>
      update.where('sequence', 'in', (eb) =>
        eb.selectFrom('outbox as leased').select('leased.sequence').where('leased.lease_until', '<=', ranOutBy).forUpdate().skipLocked(),
      ),
    )
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

async function listTenants({ db }: QueryScope, query: PageQuery): Promise<Page<TenantRecord>> {
  const { limit, after } = startOf(query)
  const rows = await db
    .selectFrom('tenants')
    .selectAll()
    .$if(after !== null, (select) =>
      select.where((eb) => eb(eb.refTuple('created_at', 'tenant_id'), '<', eb.tuple(after?.at ?? 0, after?.id ?? ''))),
    )
    .orderBy('created_at', 'desc')
    .orderBy('tenant_id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, toTenantRecord, (row) => ({ at: row.created_at, id: row.tenant_id }))
}

/** Whoever waits longest first. */
async function selfTestsDue({ db }: QueryScope, at: Instant, limit: number): Promise<TenantId[]> {
  const due = await db
    .selectFrom('self_tests')
    .select('tenant_id')
    .where('next_at', '<=', at)
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', at)]))
    .orderBy('next_at')
    .orderBy('tenant_id')
    .limit(limit)
    .execute()
  // Only repositories write this column, from a `TenantId`.
  return due.map((row) => row.tenant_id as TenantId)
}

async function outboxDepth({ db }: QueryScope): Promise<{ waiting: number; claimed: number; unknown: number }> {
  const depth = { waiting: 0, claimed: 0, unknown: 0 }
  const rows = await db
    .selectFrom('outbox')
    .select((eb) => ['state', eb.fn.countAll<number>().as('rows')])
    // Literals, so that the engine sees that the index of unfinished rows will do.
    .where('state', 'in', [sql.lit('waiting' as const), sql.lit('claimed' as const), sql.lit('unknown' as const)])
    .groupBy('state')
    .$narrowType<{ state: keyof typeof depth }>()
    .execute()
  for (const { state, rows: count } of rows) depth[state] = count
  return depth
}

const NEXT_DUE = hot<object>()((db) =>
  db
    .selectFrom('outbox')
    .select((eb) => eb.fn.min<number | null>('due_at').as('due_at'))
    .where('due_at', 'is not', null),
)

const TENANT_OF_NUMBER = hot<{ e164: string }>()((db, param) =>
  db.selectFrom('tenant_numbers').select('tenant_id').where('e164', '=', param.e164),
)

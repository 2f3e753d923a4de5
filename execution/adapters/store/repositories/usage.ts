import { HOUR_MS, instant } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PaceState } from '#core/registration/pacing.ts'
import type { Page, PageQuery, RateState, UsageOf, UsageRepository } from '#ports/store.ts'
import { hot } from '../hot-query.ts'
import { pageOf, startOf } from '../page.ts'
import type { TenantScope } from '../query-scope.ts'
import type { Schema } from '../schema.ts'

/** What a tenant used, by the hour, and the pace at which its requests are let through. */
export class SqlUsage implements UsageRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async rate(): Promise<RateState | null> {
    const row = await this.#scope.first(RATE, { tenant_id: this.#scope.tenantId })
    return row && { minute: row.minute, used: row.used }
  }

  async saveRate(state: RateState): Promise<void> {
    await this.#scope.run(SAVE_RATE, { tenant_id: this.#scope.tenantId, minute: state.minute, used: state.used })
  }

  async pace(): Promise<PaceState | null> {
    const row = await this.#scope.first(PACE, { tenant_id: this.#scope.tenantId })
    return (
      row && { queueEnds: instant(row.queue_ends), nextAt: instant(row.next_at), dayEnds: instant(row.day_ends), segments: row.segments }
    )
  }

  async savePace({ queueEnds, nextAt, dayEnds, segments }: PaceState): Promise<void> {
    const { tenantId } = this.#scope
    await this.#scope.run(SAVE_PACE, { tenant_id: tenantId, queue_ends: queueEnds, next_at: nextAt, day_ends: dayEnds, segments })
  }

  async add(at: Instant, used: UsageOf): Promise<void> {
    await this.#scope.run(ADD, {
      tenant_id: this.#scope.tenantId,
      hour: hourOf(at),
      requests: used.requests,
      texts: used.texts,
      segments: used.segments,
      cost_micros: used.costMicros,
    })
  }

  async since(since: Instant): Promise<UsageOf> {
    const sums = await this.#scope.first(SINCE, { tenant_id: this.#scope.tenantId, hour: hourOf(since) })
    return {
      requests: sums?.requests ?? 0,
      texts: sums?.texts ?? 0,
      segments: sums?.segments ?? 0,
      costMicros: sums?.cost_micros ?? 0,
    }
  }

  async list(query: PageQuery): Promise<Page<{ hour: Instant } & UsageOf>> {
    const { limit, after } = startOf(query)
    const rows = await this.#scope.db
      .selectFrom('usage')
      .selectAll()
      .where('tenant_id', '=', this.#scope.tenantId)
      .$if(after !== null, (select) => select.where('hour', '<', after?.at ?? 0))
      .orderBy('hour', 'desc')
      .limit(limit + 1)
      .execute()
    return pageOf(rows, limit, toUsage, (row) => ({ at: row.hour, id: '' }))
  }

  async costs(from: Instant, to: Instant): Promise<{ hour: Instant; costMicros: number }[]> {
    const rows = await this.#scope.db
      .selectFrom('usage')
      .select(['hour', 'cost_micros'])
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('hour', '>=', hourOf(from))
      .where('hour', '<', to)
      .orderBy('hour')
      .execute()
    return rows.map((row) => ({ hour: instant(row.hour), costMicros: row.cost_micros }))
  }
}

function hourOf(at: Instant): number {
  return at - (at % HOUR_MS)
}

function toUsage(row: Schema['usage']): { hour: Instant } & UsageOf {
  const { hour, requests, texts, segments, cost_micros: costMicros } = row
  return { hour: instant(hour), requests, texts, segments, costMicros }
}

const RATE = hot<{ tenant_id: string }>()((db, param) =>
  db.selectFrom('tenant_rates').select(['minute', 'used']).where('tenant_id', '=', param.tenant_id),
)

const SAVE_RATE = hot<Schema['tenant_rates']>()((db, param) =>
  db
    .insertInto('tenant_rates')
    .values({ tenant_id: param.tenant_id, minute: param.minute, used: param.used })
    .onConflict((conflict) =>
      conflict.column('tenant_id').doUpdateSet((eb) => ({ minute: eb.ref('excluded.minute'), used: eb.ref('excluded.used') })),
    ),
)

const PACE = hot<{ tenant_id: string }>()((db, param) =>
  db.selectFrom('tenant_paces').select(['queue_ends', 'next_at', 'day_ends', 'segments']).where('tenant_id', '=', param.tenant_id),
)

const SAVE_PACE = hot<Schema['tenant_paces']>()((db, param) =>
  db
    .insertInto('tenant_paces')
    .values({
      tenant_id: param.tenant_id,
      queue_ends: param.queue_ends,
      next_at: param.next_at,
      day_ends: param.day_ends,
      segments: param.segments,
    })
    .onConflict((conflict) =>
      conflict.column('tenant_id').doUpdateSet((eb) => ({
        queue_ends: eb.ref('excluded.queue_ends'),
        next_at: eb.ref('excluded.next_at'),
        day_ends: eb.ref('excluded.day_ends'),
        segments: eb.ref('excluded.segments'),
      })),
    ),
)

const ADD = hot<Schema['usage']>()((db, param) =>
  db
    .insertInto('usage')
    .values({
      tenant_id: param.tenant_id,
      hour: param.hour,
      requests: param.requests,
      texts: param.texts,
      segments: param.segments,
      cost_micros: param.cost_micros,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'hour']).doUpdateSet((eb) => ({
        requests: eb('usage.requests', '+', eb.ref('excluded.requests')),
        texts: eb('usage.texts', '+', eb.ref('excluded.texts')),
        segments: eb('usage.segments', '+', eb.ref('excluded.segments')),
        cost_micros: eb('usage.cost_micros', '+', eb.ref('excluded.cost_micros')),
      })),
    ),
)

const SINCE = hot<{ tenant_id: string; hour: number }>()((db, param) =>
  db
    .selectFrom('usage')
    .select((eb) => [
      eb.fn.sum<number | null>('requests').as('requests'),
      eb.fn.sum<number | null>('texts').as('texts'),
      eb.fn.sum<number | null>('segments').as('segments'),
      eb.fn.sum<number | null>('cost_micros').as('cost_micros'),
    ])
    .where('tenant_id', '=', param.tenant_id)
    .where('hour', '>=', param.hour),
)

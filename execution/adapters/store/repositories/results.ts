import type { LeadSteps } from '#core/results/lead-steps.ts'
import type { ResultDayRow, ResultRepository } from '#ports/results.ts'
import { hot } from '../hot-query.ts'
import type { TenantScope } from '../query-scope.ts'
import type { ResultDaysTable, Schema } from '../schema.ts'

/** What became of missed calls, by day: a chart reads as many rows as it has bars, however many leads there are. */
export class SqlResults implements ResultRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async add(day: string, { moneyCents, ...steps }: LeadSteps): Promise<void> {
    await this.#scope.run(ADD, { tenant_id: this.#scope.tenantId, day, ...steps, money_cents: moneyCents })
  }

  async addSpeed(day: string, tenths: number): Promise<void> {
    await this.#scope.run(ADD_SPEED, { tenant_id: this.#scope.tenantId, day, tenths, texts: 1 })
  }

  async days(from: string, to: string): Promise<ResultDayRow[]> {
    const rows = await this.#scope.rows(DAYS, { tenant_id: this.#scope.tenantId, from, to })
    return rows.map(({ money_cents: moneyCents, tenant_id: _tenant, ...rest }) => ({ ...rest, moneyCents }))
  }

  async speeds(from: string, to: string): Promise<{ tenths: number; texts: number }[]> {
    return this.#scope.rows(SPEEDS, { tenant_id: this.#scope.tenantId, from, to })
  }
}

const ADD = hot<ResultDaysTable>()((db, param) =>
  db
    .insertInto('result_days')
    .values({
      tenant_id: param.tenant_id,
      day: param.day,
      missed: param.missed,
      texted: param.texted,
      replied: param.replied,
      qualified: param.qualified,
      booked: param.booked,
      won: param.won,
      money_cents: param.money_cents,
      unmarked: param.unmarked,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'day']).doUpdateSet((eb) => ({
        missed: eb('result_days.missed', '+', eb.ref('excluded.missed')),
        texted: eb('result_days.texted', '+', eb.ref('excluded.texted')),
        replied: eb('result_days.replied', '+', eb.ref('excluded.replied')),
        qualified: eb('result_days.qualified', '+', eb.ref('excluded.qualified')),
        booked: eb('result_days.booked', '+', eb.ref('excluded.booked')),
        won: eb('result_days.won', '+', eb.ref('excluded.won')),
        money_cents: eb('result_days.money_cents', '+', eb.ref('excluded.money_cents')),
        unmarked: eb('result_days.unmarked', '+', eb.ref('excluded.unmarked')),
      })),
    ),
)

const ADD_SPEED = hot<Schema['result_speeds']>()((db, param) =>
  db
    .insertInto('result_speeds')
    .values({ tenant_id: param.tenant_id, day: param.day, tenths: param.tenths, texts: param.texts })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'day', 'tenths']).doUpdateSet((eb) => ({
        texts: eb('result_speeds.texts', '+', eb.ref('excluded.texts')),
      })),
    ),
)

type Range = { tenant_id: string; from: string; to: string }

const DAYS = hot<Range>()((db, param) =>
  db
    .selectFrom('result_days')
    .selectAll()
    .where('tenant_id', '=', param.tenant_id)
    .where('day', '>=', param.from)
    .where('day', '<=', param.to)
    .orderBy('day'),
)

/** Added up by whoever asks: grouping here would sort. */
const SPEEDS = hot<Range>()((db, param) =>
  db
    .selectFrom('result_speeds')
    .select(['tenths', 'texts'])
    .where('tenant_id', '=', param.tenant_id)
    .where('day', '>=', param.from)
    .where('day', '<=', param.to),
)

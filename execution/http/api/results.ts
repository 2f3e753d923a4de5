import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { RESULT_DAYS_MAX, resultsQuerySchema, resultsSchema, type ResultDay, type ResultsView } from '#contract/results.ts'
import { addDays, localTime, toInstant } from '#core/hours/local-time.ts'
import { startOfLocalMonth } from '#core/hours/local-periods.ts'
import { centsOf } from '#core/cost/price.ts'
import { countedBySource } from '#core/results/by-source.ts'
import { medianOf } from '#core/results/median.ts'
import type { Instant } from '#core/values/instant.ts'
import type { KnownTenant } from '#flow/tenants.ts'
import type { ResultDayRow } from '#ports/results.ts'
import type { TenantTransaction } from '#ports/store.ts'
import { ApiProblem } from '../errors.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

/** Without a wish: today and the 29 days before it. */
const DAYS_DEFAULT = 30
const FUNNEL = ['missed', 'texted', 'replied', 'qualified', 'booked', 'won'] as const
const COLUMNS = ['date', ...FUNNEL, 'costCents', 'inquiries'] as const

/** `GET /results` and the same as a table: what became of missed calls, and what it cost. */
export async function resultRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const schema = { params: tenantParams, querystring: resultsQuerySchema }
  const results = async (tenantId: string, query: z.output<typeof resultsQuerySchema>) => {
    const tenant = await tenantOf(parts, tenantId)
    const range = rangeOf(query, tenant, parts)
    return parts.store.transaction(tenant.policy.tenantId, (tx) => resultsOf(tx, tenant, parts, range))
  }
  app.get('/tenants/:tenantId/results', { schema: { ...schema, response: { 200: resultsSchema } } }, (request) =>
    results(request.params.tenantId, request.query),
  )
  app.get('/tenants/:tenantId/results.csv', { schema }, async (request, reply) => {
    const found = await results(request.params.tenantId, request.query)
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="results-${found.from}-to-${found.to}.csv"`)
      .serializer(String)
      .send(csvOf(found.days))
  })
}

type Range = { from: string; to: string }

function rangeOf(query: z.output<typeof resultsQuerySchema>, { policy }: KnownTenant, { clock }: ApiParts): Range {
  const to = query.to ?? localTime(clock.now(), policy.timezone, clock.tzdata).isoDate
  const from = query.from ?? addDays(to, 1 - DAYS_DEFAULT)
  if (from > to) throw new ApiProblem('invalid_request', `from: ${from} is after ${to}`)
  if (addDays(from, RESULT_DAYS_MAX) <= to) throw new ApiProblem('invalid_request', `from: ask for at most ${RESULT_DAYS_MAX} days at once`)
  return { from, to }
}

async function resultsOf(tx: TenantTransaction, { policy }: KnownTenant, { clock }: ApiParts, { from, to }: Range): Promise<ResultsView> {
  const { timezone } = policy
  const midnight = (day: string) => toInstant({ isoDate: day, minuteOfDay: 0 }, timezone, clock.tzdata)
  const rows = await tx.results.days(from, to)
  const speeds = await tx.results.speeds(from, to)
  const costs = await tx.usage.costs(midnight(from), midnight(addDays(to, 1)))
  const month = await tx.usage.since(startOfLocalMonth(clock.now(), timezone, clock.tzdata))
  const arrivals = await tx.inquiries.arrivals(midnight(from), midnight(addDays(to, 1)))
  const dayOf = ({ at }: { at: Instant }) => localTime(at, timezone, clock.tzdata).isoDate
  const arrived = Map.groupBy(arrivals, dayOf)
  const days = daysOf(from, to, rows, costs, midnight).map((day) => ({ ...day, inquiries: arrived.get(day.date)?.length ?? 0 }))
  const median = medianOf(speeds.map(({ tenths, texts }) => ({ value: tenths, count: texts })))
  const sum = (read: (row: ResultDayRow) => number) => rows.reduce((total, row) => total + read(row), 0)
  return {
    from,
    to,
    funnel: funnelOf((step) => sum((row) => row[step])),
    medianSecondsToText: median === null ? null : median / 10,
    costCents: centsOf(costs.reduce((total, { costMicros }) => total + costMicros, 0)),
    monthCostCents: centsOf(month.costMicros),
    capCents: policy.limits.monthlyBudgetCents,
    moneyCents: sum((row) => row.moneyCents),
    days,
    bySource: countedBySource(arrivals),
    unmarked: Math.max(
      0,
      sum((row) => row.unmarked),
    ),
  }
}

/** Every day of the range, also those without anything; the costs of its hours are added to each. */
function daysOf(
  from: string,
  to: string,
  rows: readonly ResultDayRow[],
  costs: readonly { hour: Instant; costMicros: number }[],
  midnight: (day: string) => Instant,
): Omit<ResultDay, 'inquiries'>[] {
  const known = new Map(rows.map((row) => [row.day, row]))
  const days: Omit<ResultDay, 'inquiries'>[] = []
  let next = 0
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const ends = midnight(addDays(date, 1))
    let costMicros = 0
    for (let hour = costs[next]; hour !== undefined && hour.hour < ends; hour = costs[next]) {
      costMicros += hour.costMicros
      next += 1
    }
    const row = known.get(date)
    days.push({ date, ...funnelOf((step) => row?.[step] ?? 0), costCents: centsOf(costMicros) })
  }
  return days
}

function funnelOf(countOf: (step: (typeof FUNNEL)[number]) => number): ResultsView['funnel'] {
  const [missed, texted, replied, qualified, booked, won] = FUNNEL.map((step) => Math.max(0, countOf(step)))
  return { missed: missed ?? 0, texted: texted ?? 0, replied: replied ?? 0, qualified: qualified ?? 0, booked: booked ?? 0, won: won ?? 0 }
}

/** RFC 4180. Dates and whole numbers only, so nothing needs quotes and no cell can be a formula. */
function csvOf(days: readonly ResultDay[]): string {
  return [COLUMNS.join(','), ...days.map((day) => COLUMNS.map((column) => day[column]).join(','))].join('\r\n') + '\r\n'
}

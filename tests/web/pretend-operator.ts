/** Results, businesses and the audit of the pretend installation, for the screens. Times hang on the moment of the call. */
import type { AuditEntry, TenantSummary } from '#contract/operator.ts'
import type { ResultsView } from '#contract/results.ts'
import { ago, DAY, MINUTE, TENANT_ID } from './pretend-data.ts'

export function results(days: number): ResultsView {
  const today = new Date()
  const list = Array.from({ length: days }, (_none, place) => {
    const date = new Date(today.getTime() - (days - 1 - place) * DAY)
    const isWeekend = [0, 6].includes(date.getUTCDay())
    const missed = (isWeekend ? 1 : 3) + ((place * 7) % 4)
    const replied = Math.max(0, missed - 1 - (place % 2))
    const [qualified, booked, won] = [Math.max(0, replied - (place % 2)), place % 3 === 0 ? 1 : 0, place % 5 === 0 ? 1 : 0]
    return {
      date: date.toISOString().slice(0, 10),
      missed,
      texted: missed,
      replied,
      qualified,
      booked,
      won,
      costCents: missed * 4,
      inquiries: place % 2,
    }
  })
  const total = (step: 'missed' | 'texted' | 'replied' | 'qualified' | 'booked' | 'won' | 'costCents') =>
    list.reduce((sum, day) => sum + day[step], 0)
  const [missed, texted, replied] = [total('missed'), total('texted'), total('replied')]
  return {
    from: list[0]?.date ?? '',
    to: list.at(-1)?.date ?? '',
    funnel: { missed, texted, replied, qualified: total('qualified'), booked: total('booked'), won: total('won') },
    medianSecondsToText: 0.8,
    costCents: total('costCents'),
    bySource: [
      { label: 'website', inquiries: 9 },
      { label: 'angi', inquiries: 2 },
    ],
    monthCostCents: 1_240,
    capCents: 5_000,
    moneyCents: 384_000,
    days: list,
    unmarked: 3,
  }
}

function summary(id: string, name: string, part: Partial<TenantSummary>): TenantSummary {
  const well = {
    trade: 'plumbing',
    status: 'active' as const,
    needs: [],
    sentence: 'All well.',
    registration: 'approved',
    openEmergencies: 0,
  }
  return {
    id,
    name,
    ...well,
    lastCallAt: ago(40 * MINUTE),
    textsThisHour: 4,
    textsPerHour: 60,
    monthCostCents: 1_240,
    capCents: 5_000,
    ...part,
  }
}

export function tenants(): TenantSummary[] {
  return [
    summary(TENANT_ID, 'Ace Plumbing', {
      needs: ['emergency-waiting'],
      openEmergencies: 1,
      sentence: 'An emergency has waited 2 minutes and nobody has taken it.',
      lastCallAt: ago(2 * MINUTE),
    }),
    summary('t_cool', 'Coolbreeze Heating & Air', {
      trade: 'hvac',
      needs: ['budget-near'],
      sentence: '91 % of this month’s cap is used.',
      monthCostCents: 4_550,
      textsThisHour: 22,
    }),
    summary('t_lock', 'Keystone Locksmiths', {
      trade: 'locksmith',
      needs: ['registration-missing'],
      sentence: 'Not registered: callers get no text.',
      registration: 'none',
      lastCallAt: null,
      textsThisHour: 0,
      monthCostCents: 0,
    }),
    summary('t_door', 'Overhead Door Pros', {
      trade: 'garage_door',
      needs: ['paused'],
      status: 'paused',
      sentence: 'Paused since Friday.',
    }),
    summary('t_roof', 'Summit Roofing', { trade: 'roofing' }),
  ]
}

export function audit(): AuditEntry[] {
  const operator = { role: 'operator', name: 'Operator' }
  return [
    {
      id: 'a_3',
      at: ago(5 * MINUTE),
      who: operator,
      tenantId: TENANT_ID,
      act: 'GET /api/v1/tenants/:tenantId/leads/:leadId',
      subject: 'l_heater',
      reason: 'Owner asked why no text went out',
      status: 200,
    },
    {
      id: 'a_2',
      at: ago(3 * 60 * MINUTE),
      who: { role: 'owner', name: 'Sam' },
      tenantId: TENANT_ID,
      act: 'PATCH /api/v1/tenants/:tenantId',
      subject: null,
      reason: null,
      status: 200,
    },
    {
      id: 'a_1',
      at: ago(2 * DAY),
      who: operator,
      tenantId: 't_door',
      act: 'POST /api/v1/tenants/:tenantId/pause',
      subject: null,
      reason: null,
      status: 200,
    },
  ]
}

/** Two weeks with a visit that waits for a yes, one that is confirmed, and a closed day. */

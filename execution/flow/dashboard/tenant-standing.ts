import { centsOf } from '#core/cost/price.ts'
import { RECENT_MS, tenantNeeds, type TenantNeed } from '#core/standing/tenant-needs.ts'
import { plus, type Instant } from '#core/values/instant.ts'
import type { TenantTransaction } from '#ports/store.ts'
import { usageNow } from '../ask-gate.ts'
import type { FlowParts } from '../parts.ts'
import type { KnownTenant } from '../tenants.ts'

/** More open emergencies than this are shown as this many. */
const EMERGENCIES_COUNTED_MAX = 50
const ALERTS_LOOKED_AT = 20

export type Standing = {
  needs: TenantNeed[]
  openEmergencies: number
  lastCallAt: Instant | null
  textsThisHour: number
  monthCostCents: number
}

/** How a business stands now, from a handful of rows. */
export async function standingOfTenant(
  tx: TenantTransaction,
  tenant: KnownTenant,
  parts: Pick<FlowParts, 'clock' | 'lab'>,
  refused: boolean,
): Promise<Standing> {
  const { policy } = tenant
  const at = parts.clock.now()
  const recent = plus(at, -RECENT_MS)
  const usage = await usageNow(tx, tenant, at, parts.clock.tzdata)
  const emergencies = await tx.leads.needed('emergency', EMERGENCIES_COUNTED_MAX, recent)
  const alerts = await tx.alerts.list({ limit: ALERTS_LOOKED_AT, cursor: null })
  const calls = await tx.calls.list({ limit: 1, cursor: null })
  const openEmergencies = emergencies.length
  const monthCostCents = centsOf(usage.microsThisMonth)
  const needs = tenantNeeds({
    status: policy.status,
    numbers: policy.numbers.length,
    ownerReachable: policy.ownerPhone !== null && policy.ownerPhoneVerified,
    registration: { kind: policy.registration.kind, status: policy.registration.status, refused },
    lab: parts.lab,
    openEmergencies,
    failedTexts: alerts.items.filter(({ kind, at: raised }) => kind === 'number-faulty' && raised >= recent).length,
    monthCostCents,
    capCents: policy.limits.monthlyBudgetCents,
  })
  return { needs, openEmergencies, lastCallAt: calls.items[0]?.startedAt ?? null, textsThisHour: usage.textsThisHour, monthCostCents }
}

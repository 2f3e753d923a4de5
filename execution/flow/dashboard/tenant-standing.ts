import { centsOf } from '#core/cost/price.ts'
import { sentenceOf } from '#core/self-test/finding.ts'
import { judge } from '#core/self-test/judge.ts'
import { NEED_SENTENCES, RECENT_MS, tenantNeeds, type TenantNeed } from '#core/standing/tenant-needs.ts'
import { plus, type Instant } from '#core/values/instant.ts'
import type { SelfTestResult } from '#ports/self-test.ts'
import type { TenantTransaction } from '#ports/store.ts'
import { usageNow } from '../ask-gate.ts'
import type { FlowParts } from '../parts.ts'
import { SELF_TEST_ALERT } from '../self-test/self-tests.ts'
import type { KnownTenant } from '../tenants.ts'

/** More open emergencies than this are shown as this many. */
const EMERGENCIES_COUNTED_MAX = 50
const ALERTS_LOOKED_AT = 20

export type Standing = {
  needs: TenantNeed[]
  /** The last one with a result; null: never tested. */
  selfTest: SelfTestResult | null
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
  const tested = await tx.selfTests.find()
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
    failedTexts: alerts.items.filter(
      ({ kind, at: raised, onceKey }) => kind === 'number-faulty' && raised >= recent && !isOfSelfTest(onceKey),
    ).length,
    selfTest: tested?.fault ?? null,
    monthCostCents,
    capCents: policy.limits.monthlyBudgetCents,
  })
  return {
    needs,
    selfTest: tested?.result ?? null,
    openEmergencies,
    lastCallAt: calls.items[0]?.startedAt ?? null,
    textsThisHour: usage.textsThisHour,
    monthCostCents,
  }
}

function isOfSelfTest(onceKey: string | null): boolean {
  return onceKey?.startsWith(SELF_TEST_ALERT) === true
}

/** One need as a person reads it; what the self-test found in its own words. */
export function needSentence(need: TenantNeed, { selfTest }: Pick<Standing, 'selfTest'>): string {
  const isFound = need === 'self-test-down' || need === 'self-test-warn'
  const fault = isFound && selfTest !== null ? judge(selfTest.findings).fault : null
  return fault === null ? NEED_SENTENCES[need] : sentenceOf(fault.finding)
}

import type { Decision } from '#core/decision.ts'
import { householdOf, SAME_HOUSEHOLD_MS } from '#core/qualification/household.ts'
import { plus, type Instant } from '#core/values/instant.ts'
import type { TenantTransaction } from '#ports/store.ts'

/**
 * Two phones at one address are most likely one job: their leads are linked, each keeps its own conversation, and nobody's words are shown to the
 * other. Asked once, when the address of a lead becomes known.
 */
export async function joinHousehold(tx: TenantTransaction, decision: Decision, at: Instant): Promise<Decision> {
  const { next } = decision
  const { lead } = next
  if (lead === null || (lead.group ?? null) !== null) return decision
  const household = householdOf(lead.intake.slots)
  if (household === null) return decision
  const first = await tx.leads.firstOfHousehold(household, plus(at, -SAME_HOUSEHOLD_MS), next.key)
  if (first === null) return decision
  const group = first.group ?? first.id
  if (first.group === null) await tx.leads.joinGroup(first.id, group)
  return {
    ...decision,
    next: { ...next, lead: { ...lead, group } },
    reasons: [...decision.reasons, { code: 'same_household', facts: { leadGroup: group } }],
  }
}

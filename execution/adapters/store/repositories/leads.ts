import type { Conversation, Lead } from '#core/conversation/conversation.ts'
import { householdOf } from '#core/qualification/household.ts'
import { leadScore, scoreReasons, type ScoreReason } from '#core/qualification/lead-score.ts'
import type { LeadTally } from '#core/owner/digest.ts'
import { handlingOf } from '#core/owner/handling.ts'
import { leadNeed, type LeadNeed } from '#core/conversation/lead-need.ts'
import { instant, type Instant } from '#core/values/instant.ts'
import type { LeadRepository, LeadRow, Page, PageQuery } from '#ports/store.ts'
import { fromJson, instantOrNull } from '../column-values.ts'
import { hot } from '../hot-query.ts'
import { pageOf, startOf } from '../page.ts'
import type { TenantScope } from '../query-scope.ts'
import type { LeadsTable } from '../schema.ts'

/** Leads as lists show them. Written only by `saveLead`, which projects them out of their conversation. */
export class SqlLeads implements LeadRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async find(id: string): Promise<LeadRow | null> {
    const row = await this.#scope.first(FIND, { tenant_id: this.#scope.tenantId, id })
    return row && toLead(row)
  }

  async list(query: PageQuery): Promise<Page<LeadRow>> {
    const { limit, after } = startOf(query)
    const rows = await this.#scope.db
      .selectFrom('leads')
      .selectAll()
      .where('tenant_id', '=', this.#scope.tenantId)
      .$if(after !== null, (select) =>
        select.where((eb) => eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(after?.at ?? 0, after?.id ?? ''))),
      )
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    return pageOf(rows, limit, toLead, (row) => ({ at: row.created_at, id: row.id }))
  }

  async firstOfHousehold(
    household: string,
    since: Instant,
    exceptConversation: string,
  ): Promise<{ id: string; group: string | null } | null> {
    const row = await this.#scope.first(HOUSEHOLD, {
      tenant_id: this.#scope.tenantId,
      household,
      since,
      conversation_key: exceptConversation,
    })
    return row && { id: row.id, group: row.lead_group }
  }

  async joinGroup(id: string, group: string): Promise<void> {
    await this.#scope.db
      .updateTable('leads')
      .set({ lead_group: group })
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('id', '=', id)
      .execute()
  }

  async needed(need: LeadNeed, limit: number, since: Instant): Promise<(LeadRow & { needSince: Instant })[]> {
    const rows = await this.#scope.db
      .selectFrom('leads')
      .selectAll()
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('need', '=', need)
      .where('need_since', '>=', since)
      .orderBy('need_since', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    return rows.map((row) => ({ ...toLead(row), needSince: instant(row.need_since ?? row.created_at) }))
  }

  async count(): Promise<number> {
    const row = await this.#scope.db
      .selectFrom('leads')
      .select((eb) => eb.fn.countAll<number>().as('leads'))
      .where('tenant_id', '=', this.#scope.tenantId)
      .executeTakeFirstOrThrow()
    return row.leads
  }

  /** Counted here: the engine would sort the day's rows to group them. */
  async tally(since: Instant): Promise<LeadTally[]> {
    const rows = await this.#scope.db
      .selectFrom('leads')
      .select(['status', 'urgency', 'intent', 'outcome'])
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('created_at', '>=', since)
      .execute()
    const counts = new Map<string, LeadTally>()
    for (const row of rows) {
      const key = JSON.stringify([row.status, row.urgency, row.intent, row.outcome])
      counts.set(key, { ...row, leads: (counts.get(key)?.leads ?? 0) + 1 })
    }
    return [...counts.values()]
  }

  async setOutcome(id: string, settled: Parameters<LeadRepository['setOutcome']>[1]): Promise<void> {
    const { outcome, amountCents, acknowledgedBy, at } = settled
    await this.#scope.db
      .updateTable('leads')
      .set((eb) => ({
        outcome,
        amount_cents: amountCents ?? eb.ref('amount_cents'),
        acknowledged_by: eb.fn.coalesce('acknowledged_by', eb.val(acknowledgedBy)),
        acknowledged_at: eb.fn.coalesce('acknowledged_at', eb.val(at)),
      }))
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('id', '=', id)
      .execute()
  }
}

/** Writes the row of the conversation's lead, one row per lead id. */
export async function saveLead(scope: TenantScope, conversation: Conversation, lead: Lead): Promise<void> {
  const { intent, urgency, safety, slots } = lead.intake
  const { outcome, amountCents, acknowledgedBy, acknowledgedAt } = handlingOf(lead)
  const needed = leadNeed(conversation)
  await scope.run(SAVE, {
    tenant_id: scope.tenantId,
    id: lead.id,
    conversation_key: conversation.key,
    phone: conversation.phone ?? slots.callbackPhone?.value ?? null,
    status: lead.status,
    intent,
    urgency,
    safety: safety ? 1 : 0,
    service: slots.service?.value ?? null,
    name: slots.name?.value ?? null,
    street: slots.street?.value ?? null,
    city: slots.city?.value ?? null,
    zip: slots.zip?.value ?? null,
    preferred_time: slots.preferredTime ? JSON.stringify(slots.preferredTime.value) : null,
    score: leadScore(lead),
    source: lead.label ?? lead.source,
    created_at: lead.createdAt,
    score_reasons: JSON.stringify(scoreReasons(lead)),
    household: householdOf(slots),
    lead_group: lead.group ?? null,
    service_area: lead.intake.area ?? null,
    outcome,
    amount_cents: amountCents,
    acknowledged_by: acknowledgedBy,
    acknowledged_at: acknowledgedAt,
    need: needed?.need ?? null,
    need_since: needed?.since ?? null,
  })
  scope.changed('lead', lead.id)
}

function toLead(row: LeadsTable): LeadRow {
  return {
    id: row.id,
    conversationKey: row.conversation_key,
    phone: row.phone,
    status: row.status,
    intent: row.intent,
    urgency: row.urgency,
    safety: row.safety === 1,
    service: row.service,
    name: row.name,
    street: row.street,
    city: row.city,
    zip: row.zip,
    preferredTime: row.preferred_time,
    score: row.score,
    source: row.source,
    createdAt: instant(row.created_at),
    scoreReasons: fromJson<ScoreReason[]>(row.score_reasons),
    leadGroup: row.lead_group,
    serviceArea: row.service_area,
    outcome: row.outcome,
    amountCents: row.amount_cents,
    acknowledgedBy: row.acknowledged_by,
    acknowledgedAt: instantOrNull(row.acknowledged_at),
  }
}

const FIND = hot<{ tenant_id: string; id: string }>()((db, param) =>
  db.selectFrom('leads').selectAll().where('tenant_id', '=', param.tenant_id).where('id', '=', param.id),
)

const HOUSEHOLD = hot<{ tenant_id: string; household: string; since: number; conversation_key: string }>()((db, param) =>
  db
    .selectFrom('leads')
    .select(['id', 'lead_group'])
    .where('tenant_id', '=', param.tenant_id)
    .where('household', '=', param.household)
    // Says what the index says, so that the engine sees that it will do.
    .where('household', 'is not', null)
    .where('created_at', '>=', param.since)
    .where('conversation_key', '!=', param.conversation_key)
    .orderBy('created_at')
    .limit(1),
)

const SAVE = hot<LeadsTable>()((db, param) =>
  db
    .insertInto('leads')
    .values({
      tenant_id: param.tenant_id,
      id: param.id,
      conversation_key: param.conversation_key,
      phone: param.phone,
      status: param.status,
      intent: param.intent,
      urgency: param.urgency,
      safety: param.safety,
      service: param.service,
      name: param.name,
      street: param.street,
      city: param.city,
      zip: param.zip,
      preferred_time: param.preferred_time,
      score: param.score,
      source: param.source,
      created_at: param.created_at,
      score_reasons: param.score_reasons,
      household: param.household,
      lead_group: param.lead_group,
      service_area: param.service_area,
      outcome: param.outcome,
      amount_cents: param.amount_cents,
      acknowledged_by: param.acknowledged_by,
      acknowledged_at: param.acknowledged_at,
      need: param.need,
      need_since: param.need_since,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'id']).doUpdateSet((eb) => ({
        conversation_key: eb.ref('excluded.conversation_key'),
        phone: eb.ref('excluded.phone'),
        status: eb.ref('excluded.status'),
        intent: eb.ref('excluded.intent'),
        urgency: eb.ref('excluded.urgency'),
        safety: eb.ref('excluded.safety'),
        service: eb.ref('excluded.service'),
        name: eb.ref('excluded.name'),
        street: eb.ref('excluded.street'),
        city: eb.ref('excluded.city'),
        zip: eb.ref('excluded.zip'),
        preferred_time: eb.ref('excluded.preferred_time'),
        score: eb.ref('excluded.score'),
        score_reasons: eb.ref('excluded.score_reasons'),
        household: eb.ref('excluded.household'),
        // A later lead of the household may have joined this one to a group, which its own conversation does not know.
        lead_group: eb.fn.coalesce(eb.ref('excluded.lead_group'), eb.ref('leads.lead_group')),
        service_area: eb.ref('excluded.service_area'),
        outcome: eb.ref('excluded.outcome'),
        amount_cents: eb.ref('excluded.amount_cents'),
        acknowledged_by: eb.ref('excluded.acknowledged_by'),
        acknowledged_at: eb.ref('excluded.acknowledged_at'),
        need: eb.ref('excluded.need'),
        need_since: eb.ref('excluded.need_since'),
      })),
    ),
)

import type { Conversation, Lead } from '#core/conversation/conversation.ts'
import { leadNeed, type LeadNeed } from '#core/conversation/lead-need.ts'
import { leadScore } from '#core/qualification/lead-score.ts'
import { instant, type Instant } from '#core/values/instant.ts'
import type { LeadRepository, LeadRow, Page, PageQuery } from '#ports/store.ts'
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
}

/** Writes the row of the conversation's lead, one row per lead id. */
export async function saveLead(scope: TenantScope, conversation: Conversation, lead: Lead): Promise<void> {
  const { intent, urgency, safety, slots } = lead.intake
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
    source: lead.source,
    created_at: lead.createdAt,
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
  }
}

const FIND = hot<{ tenant_id: string; id: string }>()((db, param) =>
  db.selectFrom('leads').selectAll().where('tenant_id', '=', param.tenant_id).where('id', '=', param.id),
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
        need: eb.ref('excluded.need'),
        need_since: eb.ref('excluded.need_since'),
      })),
    ),
)

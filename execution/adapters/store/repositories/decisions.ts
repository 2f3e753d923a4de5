import type { Reason } from '#core/decision.ts'
import { instant } from '#core/values/instant.ts'
import { sql } from 'kysely'
import type { DecisionRepository, DecisionRow, Page, PageQuery } from '#ports/store.ts'
import { fromJson } from '../column-values.ts'
import { hot } from '../hot-query.ts'
import { pageOf, startOf } from '../page.ts'
import type { TenantScope } from '../query-scope.ts'
import type { Schema } from '../schema.ts'

/** Why things were decided as they were; only ever added to. */
export class SqlDecisions implements DecisionRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async add(row: DecisionRow): Promise<void> {
    await this.#scope.run(ADD, {
      tenant_id: this.#scope.tenantId,
      at: row.at,
      id: row.id,
      conversation_key: row.conversationKey,
      kind: row.kind,
      subject: row.subject,
      reasons: JSON.stringify(row.reasons),
      directive: row.directive ?? null,
    })
  }

  async ofPersons(conversationKey: string, limit: number): Promise<DecisionRow[]> {
    const rows = await this.#scope.db
      .selectFrom('decisions')
      .selectAll()
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('conversation_key', '=', conversationKey)
      // Literals, so that the engine sees that the index of what persons did will do.
      .where('subject', 'in', PERSONS_ACTS)
      .orderBy('at', 'desc')
      .limit(limit)
      .execute()
    return rows.map(toDecision)
  }

  async list(query: PageQuery): Promise<Page<DecisionRow>> {
    const { limit, after } = startOf(query)
    const rows = await this.#scope.db
      .selectFrom('decisions')
      .selectAll()
      .where('tenant_id', '=', this.#scope.tenantId)
      .$if(after !== null, (select) => select.where((eb) => eb(eb.refTuple('at', 'id'), '<', eb.tuple(after?.at ?? 0, after?.id ?? ''))))
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    return pageOf(rows, limit, toDecision, (row) => ({ at: row.at, id: row.id }))
  }
}

const PERSONS_ACTS = ['person-took-over', 'person-released', 'person-corrected'].map((act) => sql.lit(act))

function toDecision(row: Schema['decisions']): DecisionRow {
  return {
    id: row.id,
    at: instant(row.at),
    conversationKey: row.conversation_key,
    kind: row.kind,
    subject: row.subject,
    reasons: fromJson<Reason[]>(row.reasons),
    directive: row.directive,
  }
}

const ADD = hot<Schema['decisions']>()((db, param) =>
  db.insertInto('decisions').values({
    tenant_id: param.tenant_id,
    at: param.at,
    id: param.id,
    conversation_key: param.conversation_key,
    kind: param.kind,
    subject: param.subject,
    reasons: param.reasons,
    directive: param.directive,
  }),
)

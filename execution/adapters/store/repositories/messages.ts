import type { Reason } from '#core/decision.ts'
import { DAY_MS, instant } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'
import type { MessageRepository, MessageRow } from '#ports/messages.ts'
import type { Page, PageQuery } from '#ports/store.ts'
import { fromJson, instantOrNull } from '../column-values.ts'
import { hot } from '../hot-query.ts'
import type { HotQuery } from '../hot-query.ts'
import { pageOf, startOf } from '../page.ts'
import type { TenantScope } from '../query-scope.ts'
import type { MessagesTable } from '../schema.ts'

/** A text that was put off waits at most this long, so an older row cannot have been handed to the carrier lately. */
const LONGEST_WAIT_MS = 90 * DAY_MS

type Change = Parameters<MessageRepository['change']>[1]

/** Every text, both ways, as lists show them. */
export class SqlMessages implements MessageRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async add(row: MessageRow): Promise<void> {
    await this.#scope.run(ADD, {
      tenant_id: this.#scope.tenantId,
      id: row.id,
      conversation_key: row.conversationKey,
      lead_id: row.leadId,
      direction: row.direction,
      from_number: row.from,
      to_number: row.to,
      body: row.body,
      kind: row.kind,
      status: row.status,
      carrier_id: row.carrierId,
      error_code: row.errorCode,
      segments: row.segments,
      created_at: row.createdAt,
      sent_at: row.sentAt,
      waits_until: row.waitsUntil,
      reasons: JSON.stringify(row.reasons),
    })
    this.#scope.changed('message', row.leadId)
  }

  async find(id: string): Promise<MessageRow | null> {
    const row = await this.#scope.first(FIND, { tenant_id: this.#scope.tenantId, id })
    return row && toMessage(row)
  }

  async findByCarrierId(carrierId: string): Promise<MessageRow | null> {
    const row = await this.#scope.first(FIND_BY_CARRIER_ID, { tenant_id: this.#scope.tenantId, carrier_id: carrierId })
    return row && toMessage(row)
  }

  async change(id: string, change: Change): Promise<void> {
    const columns = toColumns(change)
    const names = Object.keys(columns)
    if (names.length === 0) return
    await this.#scope.run(changeOf(names), { ...columns, tenant_id: this.#scope.tenantId, id })
    this.#scope.changed('message')
  }

  async carrierIdsSince(to: string, since: Instant): Promise<string[]> {
    const rows = await this.#scope.db
      .selectFrom('messages')
      .select('carrier_id')
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('direction', '=', 'outbound')
      .where('to_number', '=', to)
      // A text that waited was made at the carrier long after its row, so the instant of sending counts as well.
      .where('created_at', '>=', since - LONGEST_WAIT_MS)
      .where((eb) => eb.or([eb('created_at', '>=', since), eb('sent_at', '>=', since)]))
      .where('carrier_id', 'is not', null)
      .$narrowType<{ carrier_id: string }>()
      .execute()
    return rows.map((row) => row.carrier_id)
  }

  async plannedBy(eventId: string): Promise<MessageRow[]> {
    const rows = await this.#scope.db
      .selectFrom('messages')
      .selectAll()
      .where('tenant_id', '=', this.#scope.tenantId)
      // Effects are called `<event>#<place>`; `$` is the character after `#`.
      .where('id', '>', `${eventId}#`)
      .where('id', '<', `${eventId}$`)
      .where('direction', '=', 'outbound')
      .execute()
    // What came of an effect of this event, as with a timer, begins with the effect's name.
    return rows.filter(({ id }) => id.lastIndexOf('#') === eventId.length).map(toMessage)
  }

  async list(query: PageQuery & { conversationKey?: string }): Promise<Page<MessageRow>> {
    const { limit, after } = startOf(query)
    const { conversationKey } = query
    const rows = await this.#scope.db
      .selectFrom('messages')
      .selectAll()
      .where('tenant_id', '=', this.#scope.tenantId)
      .$if(conversationKey !== undefined, (select) => select.where('conversation_key', '=', conversationKey ?? ''))
      .$if(after !== null, (select) =>
        select.where((eb) => eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(after?.at ?? 0, after?.id ?? ''))),
      )
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    return pageOf(rows, limit, toMessage, (row) => ({ at: row.created_at, id: row.id }))
  }
}

function toMessage(row: MessagesTable): MessageRow {
  return {
    id: row.id,
    conversationKey: row.conversation_key,
    leadId: row.lead_id,
    direction: row.direction,
    from: row.from_number,
    to: row.to_number,
    body: row.body,
    kind: row.kind,
    status: row.status,
    carrierId: row.carrier_id,
    errorCode: row.error_code,
    segments: row.segments,
    createdAt: instant(row.created_at),
    sentAt: instantOrNull(row.sent_at),
    waitsUntil: instantOrNull(row.waits_until),
    reasons: fromJson<Reason[]>(row.reasons),
  }
}

function toColumns(change: Change): Partial<MessagesTable> {
  const columns: Partial<MessagesTable> = {}
  if (change.status !== undefined) columns.status = change.status
  if (change.carrierId !== undefined) columns.carrier_id = change.carrierId
  if (change.errorCode !== undefined) columns.error_code = change.errorCode
  if (change.sentAt !== undefined) columns.sent_at = change.sentAt
  if (change.waitsUntil !== undefined) columns.waits_until = change.waitsUntil
  if (change.reasons !== undefined) columns.reasons = JSON.stringify(change.reasons)
  if (change.segments !== undefined) columns.segments = change.segments
  if (change.from !== undefined) columns.from_number = change.from
  return columns
}

type ChangeParams = Partial<MessagesTable> & { tenant_id: string; id: string }

/** One compiled query for each combination of columns that is ever changed: at most 256, in practice about five. */
const CHANGES = new Map<string, HotQuery<ChangeParams, unknown>>()

function changeOf(names: string[]): HotQuery<ChangeParams, unknown> {
  const key = names.join()
  const known = CHANGES.get(key)
  if (known) return known
  const query = hot<ChangeParams>()((db, param) =>
    db
      .updateTable('messages')
      // The names come from `toColumns`, so each is a column of `MessagesTable` and takes the parameter of its own name.
      .set(Object.fromEntries(names.map((name) => [name, param[name as keyof MessagesTable]])))
      .where('tenant_id', '=', param.tenant_id)
      .where('id', '=', param.id),
  )
  CHANGES.set(key, query)
  return query
}

const FIND = hot<{ tenant_id: string; id: string }>()((db, param) =>
  db.selectFrom('messages').selectAll().where('tenant_id', '=', param.tenant_id).where('id', '=', param.id),
)

const FIND_BY_CARRIER_ID = hot<{ tenant_id: string; carrier_id: string }>()((db, param) =>
  db.selectFrom('messages').selectAll().where('tenant_id', '=', param.tenant_id).where('carrier_id', '=', param.carrier_id),
)

const ADD = hot<MessagesTable>()((db, param) =>
  db.insertInto('messages').values({
    tenant_id: param.tenant_id,
    id: param.id,
    conversation_key: param.conversation_key,
    lead_id: param.lead_id,
    direction: param.direction,
    from_number: param.from_number,
    to_number: param.to_number,
    body: param.body,
    kind: param.kind,
    status: param.status,
    carrier_id: param.carrier_id,
    error_code: param.error_code,
    segments: param.segments,
    created_at: param.created_at,
    sent_at: param.sent_at,
    waits_until: param.waits_until,
    reasons: param.reasons,
  }),
)

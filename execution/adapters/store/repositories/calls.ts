import { instant } from '#core/values/instant.ts'
import type { CallRepository, CallRow, Page, PageQuery } from '#ports/store.ts'
import { instantOrNull } from '../column-values.ts'
import { hot } from '../hot-query.ts'
import { pageOf, startOf } from '../page.ts'
import type { TenantScope } from '../query-scope.ts'
import type { CallsTable } from '../schema.ts'

type CallWithoutRecording = Omit<CallRow, 'recordingSid' | 'recordingUrl' | 'recordingSeconds'>
type CallColumns = Omit<CallsTable, 'recording_sid' | 'recording_url' | 'recording_seconds'>

/** Calls as lists show them. The recording arrives by its own webhook and is never overwritten by a save. */
export class SqlCalls implements CallRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async find(callSid: string): Promise<CallRow | null> {
    const row = await this.#scope.first(FIND, { tenant_id: this.#scope.tenantId, call_sid: callSid })
    return row && toCall(row)
  }

  async save(row: CallWithoutRecording): Promise<void> {
    await this.#scope.run(SAVE, {
      tenant_id: this.#scope.tenantId,
      call_sid: row.callSid,
      conversation_key: row.conversationKey,
      lead_id: row.leadId,
      from_number: row.from,
      to_number: row.to,
      stage: row.stage,
      mode: row.mode,
      started_at: row.startedAt,
      missed_at: row.missedAt,
      ended_at: row.endedAt,
      disclosure_played_at: row.disclosurePlayedAt,
    })
    this.#scope.changed('call', row.leadId)
  }

  async saveRecording(callSid: string, recording: { recordingSid: string; recordingUrl: string; recordingSeconds: number }): Promise<void> {
    await this.#scope.db
      .updateTable('calls')
      .set({
        recording_sid: recording.recordingSid,
        recording_url: recording.recordingUrl,
        recording_seconds: recording.recordingSeconds,
      })
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('call_sid', '=', callSid)
      .execute()
    this.#scope.changed('call')
  }

  async list(query: PageQuery): Promise<Page<CallRow>> {
    const { limit, after } = startOf(query)
    const rows = await this.#scope.db
      .selectFrom('calls')
      .selectAll()
      .where('tenant_id', '=', this.#scope.tenantId)
      .$if(after !== null, (select) =>
        select.where((eb) => eb(eb.refTuple('started_at', 'call_sid'), '<', eb.tuple(after?.at ?? 0, after?.id ?? ''))),
      )
      .orderBy('started_at', 'desc')
      .orderBy('call_sid', 'desc')
      .limit(limit + 1)
      .execute()
    return pageOf(rows, limit, toCall, (row) => ({ at: row.started_at, id: row.call_sid }))
  }
}

function toCall(row: CallsTable): CallRow {
  return {
    callSid: row.call_sid,
    conversationKey: row.conversation_key,
    leadId: row.lead_id,
    from: row.from_number,
    to: row.to_number,
    stage: row.stage,
    mode: row.mode,
    startedAt: instant(row.started_at),
    missedAt: instantOrNull(row.missed_at),
    endedAt: instantOrNull(row.ended_at),
    disclosurePlayedAt: instantOrNull(row.disclosure_played_at),
    recordingSid: row.recording_sid,
    recordingUrl: row.recording_url,
    recordingSeconds: row.recording_seconds,
  }
}

const FIND = hot<{ tenant_id: string; call_sid: string }>()((db, param) =>
  db.selectFrom('calls').selectAll().where('tenant_id', '=', param.tenant_id).where('call_sid', '=', param.call_sid),
)

const SAVE = hot<CallColumns>()((db, param) =>
  db
    .insertInto('calls')
    .values({
      tenant_id: param.tenant_id,
      call_sid: param.call_sid,
      conversation_key: param.conversation_key,
      lead_id: param.lead_id,
      from_number: param.from_number,
      to_number: param.to_number,
      stage: param.stage,
      mode: param.mode,
      started_at: param.started_at,
      missed_at: param.missed_at,
      ended_at: param.ended_at,
      disclosure_played_at: param.disclosure_played_at,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'call_sid']).doUpdateSet((eb) => ({
        conversation_key: eb.ref('excluded.conversation_key'),
        lead_id: eb.ref('excluded.lead_id'),
        from_number: eb.ref('excluded.from_number'),
        to_number: eb.ref('excluded.to_number'),
        stage: eb.ref('excluded.stage'),
        mode: eb.ref('excluded.mode'),
        started_at: eb.ref('excluded.started_at'),
        missed_at: eb.ref('excluded.missed_at'),
        ended_at: eb.ref('excluded.ended_at'),
        disclosure_played_at: eb.ref('excluded.disclosure_played_at'),
      })),
    ),
)

import type { Effect, PlannedEffect } from '#core/effect.ts'
import { instant } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { OutboxRepository, OutboxRow } from '#ports/outbox.ts'
import type { Selectable } from 'kysely'
import { fromJson, instantOrNull } from '../column-values.ts'
import type { TenantScope } from '../query-scope.ts'
import type { OutboxTable } from '../schema.ts'
import {
  ADD,
  CANCEL,
  EVENT_KIND,
  FIND,
  IN_LANE,
  IS_CLAIMED,
  MARK_TRIED,
  NEXT_IN_LANE,
  PUT_BACK,
  SETTLE,
  WAITING,
} from './outbox-queries.ts'

type Ended = { id: string; conversation_key: string; lane: string | null }
type Waiting = { id: string; effect_kind: string; sms_kind: string | null; cancel_key: string | null }

/**
 * What is to be done to the world, as rows. A row may be claimed while its `due_at` is set, which is so while it is waiting or unknown and
 * the first unfinished row of its lane (an event for slow processes has none and is claimed by `claim-events.ts`):
 *
 *   waiting -> claimed -> done | refused | canceled
 *                      -> waiting (put back, or its worker died before it was tried)
 *                      -> unknown (it may have happened) -> claimed
 *   waiting -> canceled
 *
 * Whenever a row of a lane ends, the next one of the lane becomes due.
 */
export class SqlOutbox implements OutboxRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async add(rows: { id: string; conversationKey: string; planned: PlannedEffect; at: Instant }[]): Promise<string[]> {
    const added: string[] = []
    for (const row of rows) {
      if (await this.#addOne(row)) added.push(row.id)
    }
    return added
  }

  async find(id: string): Promise<OutboxRow | null> {
    const row = await this.#scope.first(FIND, { tenant_id: this.#scope.tenantId, id })
    return row && toOutboxRow(row)
  }

  async cancel(conversationKey: string, cancelKeys: readonly string[]): Promise<string[]> {
    if (cancelKeys.length === 0) return []
    return this.#cancelWhere(conversationKey, (row) => row.cancel_key !== null && cancelKeys.includes(row.cancel_key))
  }

  async waits(conversationKey: string, cancelKey: string): Promise<boolean> {
    const waiting = await this.#scope.rows(WAITING, { tenant_id: this.#scope.tenantId, conversation_key: conversationKey })
    return waiting.some((row) => row.cancel_key === cancelKey)
  }

  async cancelTexts(conversationKey: string): Promise<string[]> {
    return this.#cancelWhere(conversationKey, isTextToCustomer)
  }

  async markTried(id: string, at: Instant): Promise<void> {
    const marked = await this.#scope.run(MARK_TRIED, { tenant_id: this.#scope.tenantId, id, tried_at: at })
    if (marked === 0)
      throw new Error(`the effect ${id} is not claimed any more, so it must not be performed; its lease ran out or it has ended`)
  }

  async isClaimed(id: string, attempt?: number): Promise<boolean> {
    const claimed = await this.#scope.first(IS_CLAIMED, { tenant_id: this.#scope.tenantId, id })
    return claimed !== null && (attempt === undefined || claimed.attempts === attempt)
  }

  async settle(id: string, state: 'done' | 'refused' | 'canceled'): Promise<boolean> {
    const ended = await this.#scope.first(SETTLE, { tenant_id: this.#scope.tenantId, id, state })
    if (ended) await this.#passLaneOn(ended)
    return ended !== null
  }

  async putBack(
    id: string,
    state: 'waiting' | 'unknown',
    notBefore: Instant,
    { keepsPlace = false, attempt }: { keepsPlace?: boolean; attempt?: number } = {},
  ): Promise<void> {
    if (attempt !== undefined && !(await this.isClaimed(id, attempt))) return
    const place = keepsPlace ? notBefore : null
    await this.#scope.run(PUT_BACK, { tenant_id: this.#scope.tenantId, id, state, not_before: notBefore, place_at: place })
  }

  async #addOne(row: { id: string; conversationKey: string; planned: PlannedEffect; at: Instant }): Promise<boolean> {
    const { effect, lane } = row.planned
    const notBefore = row.planned.notBefore ?? row.at
    const inserted = await this.#scope.run(ADD, {
      tenant_id: this.#scope.tenantId,
      id: row.id,
      conversation_key: row.conversationKey,
      effect_kind: effect.kind,
      sms_kind: effect.kind === 'send-sms' ? effect.smsKind : null,
      effect: JSON.stringify(effect),
      state: 'waiting',
      not_before: notBefore,
      due_at: effect.kind === EVENT_KIND || (await this.#laneIsTaken(row.conversationKey, lane)) ? null : notBefore,
      created_at: row.at,
      cancel_key: row.planned.cancelKey,
      once_key: row.planned.onceKey,
      lane,
      attempts: 0,
      tried_at: null,
      was_unknown: 0,
      lease_until: null,
      place_at: null,
    })
    return inserted > 0
  }

  async #laneIsTaken(conversationKey: string, lane: string | null): Promise<boolean> {
    if (lane === null) return false
    const earlier = await this.#scope.first(IN_LANE, { tenant_id: this.#scope.tenantId, conversation_key: conversationKey, lane })
    return earlier !== null
  }

  async #cancelWhere(conversationKey: string, applies: (row: Waiting) => boolean): Promise<string[]> {
    const tenantId = this.#scope.tenantId
    const waiting = await this.#scope.rows(WAITING, { tenant_id: tenantId, conversation_key: conversationKey })
    const chosen = waiting.filter(applies)
    for (const { id } of chosen) {
      const ended = await this.#scope.first(CANCEL, { tenant_id: tenantId, id })
      if (ended) await this.#passLaneOn(ended)
    }
    return chosen.map(({ id }) => id)
  }

  async #passLaneOn(ended: Ended): Promise<void> {
    const { conversation_key: conversationKey, lane } = ended
    if (lane === null) return
    await this.#scope.run(NEXT_IN_LANE, { tenant_id: this.#scope.tenantId, conversation_key: conversationKey, lane })
  }
}

/** The owner's alerts are rows of the same conversation, and a customer's STOP does not silence those; a keyword's answer is owed. */
function isTextToCustomer(row: Waiting): boolean {
  return row.effect_kind === 'send-sms' && row.sms_kind !== 'keyword_reply' && row.sms_kind !== 'owner_alert'
}

export function toOutboxRow(row: Selectable<OutboxTable>): OutboxRow {
  return {
    // Only `TenantScope.tenantId` is ever written to this column.
    tenantId: row.tenant_id as TenantId,
    id: row.id,
    conversationKey: row.conversation_key,
    effect: fromJson<Effect>(row.effect),
    state: row.state,
    notBefore: instant(row.not_before),
    createdAt: instant(row.created_at),
    cancelKey: row.cancel_key,
    lane: row.lane,
    attempts: row.attempts,
    triedAt: instantOrNull(row.tried_at),
    leaseUntil: instantOrNull(row.lease_until),
    placeAt: instantOrNull(row.place_at),
  }
}

import type { AlertKind, Effect, PlannedEffect } from '#core/effect.ts'
import type { Instant } from '#core/values/instant.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { Page, PageQuery } from './store.ts'

export type OutboxState = 'waiting' | 'claimed' | 'unknown' | 'done' | 'refused' | 'canceled'

export type OutboxRow = {
  tenantId: TenantId
  id: string
  conversationKey: string
  effect: Effect
  state: OutboxState
  notBefore: Instant
  createdAt: Instant
  cancelKey: string | null
  lane: string | null
  /** Times it was tried, this one included once claimed. */
  attempts: number
  /** First instant at which the carrier may have got it; null until tried. */
  triedAt: Instant | null
  leaseUntil: Instant | null
  /** Its place in the pace of the tenant's texts, once it has been given one. */
  placeAt: Instant | null
}

export interface OutboxRepository {
  /** Adds effects in order; one whose `onceKey` exists already is left out. Answers which were added. */
  add(rows: { id: string; conversationKey: string; planned: PlannedEffect; at: Instant }[]): Promise<string[]>
  find(id: string): Promise<OutboxRow | null>
  /** True while the row belongs to a worker; with `attempt`, to the one that claimed it for this try and not to a later one whose lease came after. */
  isClaimed(id: string, attempt?: number): Promise<boolean>
  /** Ends the waiting effects of a conversation that carry one of the keys; answers their ids. Claimed ones go on. */
  cancel(conversationKey: string, cancelKeys: readonly string[]): Promise<string[]>
  /** True when `cancel` would end an effect with this key. */
  waits(conversationKey: string, cancelKey: string): Promise<boolean>
  /** Ends every waiting text to this conversation except keyword replies; answers their ids. */
  cancelTexts(conversationKey: string): Promise<string[]>
  /** The claimed row goes on to be performed: notes `triedAt`. */
  markTried(id: string, at: Instant): Promise<void>
  /** Ends the row; false when it had ended before, and then nothing changes. */
  settle(id: string, state: 'done' | 'refused' | 'canceled'): Promise<boolean>
  /**
   * Back to waiting (or to unknown: ask the carrier first) until `notBefore`. `keepsPlace`: that instant is its place in the pace of the tenant.
   * With `attempt`, nothing happens when a later worker has it by now.
   */
  putBack(id: string, state: 'waiting' | 'unknown', notBefore: Instant, how?: { keepsPlace?: boolean; attempt?: number }): Promise<void>
}

export type AlertRow = {
  id: string
  at: Instant
  kind: AlertKind
  body: string
  leadId: string | null
  status: 'waiting' | 'sent' | 'refused'
  onceKey: string | null
}

export interface AlertRepository {
  add(row: AlertRow): Promise<void>
  change(id: string, status: AlertRow['status']): Promise<void>
  list(query: PageQuery): Promise<Page<AlertRow>>
}

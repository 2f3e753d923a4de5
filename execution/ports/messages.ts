import type { Reason } from '#core/decision.ts'
import type { SmsKind, SmsStatus } from '#core/event.ts'
import type { Instant } from '#core/values/instant.ts'
import type { Page, PageQuery } from './store.ts'

/** Where a text of ours stands: `waiting` (planned, perhaps for later), `sending`, then the carrier's words, `refused` (by a rule of ours or the carrier), `unknown`, `canceled`. */
export type MessageStatus = SmsStatus | 'received' | 'waiting' | 'refused' | 'unknown'

export type MessageRow = {
  /** The effect's id for our texts, the carrier's id for theirs. */
  id: string
  conversationKey: string
  leadId: string | null
  direction: 'inbound' | 'outbound'
  from: string
  to: string
  body: string
  /** `owner`: one of the business's own people wrote it. `inquiry`: it came through a form. */
  kind: SmsKind | 'customer' | 'owner' | 'inquiry'
  status: MessageStatus
  carrierId: string | null
  errorCode: number | null
  segments: number
  createdAt: Instant
  sentAt: Instant | null
  /** Not before this instant, when it was put off. */
  waitsUntil: Instant | null
  reasons: Reason[]
}

export interface MessageRepository {
  add(row: MessageRow): Promise<void>
  find(id: string): Promise<MessageRow | null>
  findByCarrierId(carrierId: string): Promise<MessageRow | null>
  change(
    id: string,
    change: Partial<Pick<MessageRow, 'status' | 'carrierId' | 'errorCode' | 'sentAt' | 'waitsUntil' | 'reasons' | 'segments' | 'from'>>,
  ): Promise<void>
  /** Our texts that the decision about this event planned, wherever they are filed. */
  plannedBy(eventId: string): Promise<MessageRow[]>
  /** The carrier's ids of our texts to this number made at or after `since`. */
  carrierIdsSince(to: string, since: Instant): Promise<string[]>
  list(query: PageQuery & { conversationKey?: string }): Promise<Page<MessageRow>>
}

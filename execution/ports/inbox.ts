import type { ConversationEvent } from '#core/event.ts'
import type { EventContext, KeptWith } from '#core/replay/decide-event.ts'
import type { Reply } from '#core/reply.ts'
import type { Instant } from '#core/values/instant.ts'

export type InboxRow = {
  id: string
  at: Instant
  conversationKey: string
  event: ConversationEvent
  reply: Reply
  /** What it was decided with; null for events of versions that did not keep it. */
  context: EventContext | null
}

/** An event as a replay needs it; `event` is null when the person was erased. */
export type RecordedRow = Omit<InboxRow, 'event' | 'reply'> & { event: ConversationEvent | null }

export interface InboxRepository {
  find(id: string): Promise<{ reply: Reply } | null>
  add(row: InboxRow): Promise<void>
  /** Up to `limit` events in the order of their ids, from the one after `afterId` on (the empty text is before all). For batch work: it reads the tenant's whole table, page by page. */
  page(afterId: string, limit: number): Promise<{ id: string; conversationKey: string }[]>
  recorded(id: string): Promise<RecordedRow | null>
}

/** What decisions were made with, stored once per distinct content under its hash. */
export interface SnapshotRepository {
  /** Stores it unless it is there, and answers its hash. */
  keep(using: KeptWith): Promise<string>
  find(hash: string): Promise<KeptWith | null>
}

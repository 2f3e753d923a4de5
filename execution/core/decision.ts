import type { Booking } from '#core/booking/booking.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import type { PlannedEffect } from '#core/effect.ts'
import type { ConversationEvent } from '#core/event.ts'
import type { Reply } from '#core/reply.ts'

/** Why something was decided, as a stable code with the facts that mattered; shown to people as a sentence elsewhere. */
export type Reason = { code: string; facts?: Record<string, string | number | boolean | null> }

export type Decision = {
  next: Conversation
  reply: Reply
  effects: PlannedEffect[]
  /** Cancel keys of this conversation whose waiting effects end here. */
  cancels: string[]
  reasons: Reason[]
  /** Bookings to write as they are here. */
  visits?: readonly Booking[]
  /** Events for other conversations of the tenant that follow from this one, in the same transaction. */
  passes?: { key: string; event: ConversationEvent }[]
}

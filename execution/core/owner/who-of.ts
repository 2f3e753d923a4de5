import type { Conversation } from '#core/conversation/conversation.ts'
import { gsmOnly } from '#core/values/gsm-only.ts'

/** A name longer than this is no name. */
const NAME_MAX_CHARACTERS = 30

/** A customer as the people of the business read of them in a text: by name when they gave one, else by number, else by `otherwise`. */
export function whoOf({ lead, phone }: Conversation, otherwise = 'the caller'): string {
  const name = gsmOnly(lead?.intake.slots.name?.value ?? '').slice(0, NAME_MAX_CHARACTERS)
  return name === '' ? (phone ?? otherwise) : name
}

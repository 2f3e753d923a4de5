import type { Conversation } from '#core/conversation/conversation.ts'
import { DESK_KEY, deskOf, deskWithout } from '#core/owner/desk.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import { fromJson } from '../column-values.ts'
import type { TenantScope } from '../query-scope.ts'

/**
 * The owner's desk speaks of many customers at once: what names this one is taken off it, and texts, events and effects that repeat their number
 * or call them by name ("4 dana", "Dana Miller: marked as no lead.") are blanked. A name that is also a word, or another customer's, costs the
 * wording of a few more of these texts; nothing of the erased person may be left.
 * @param names by which they were known; read before the rows that hold them are blanked
 */
export async function blankDesk(scope: TenantScope, phone: PhoneNumber, names: readonly string[]): Promise<void> {
  const { tenantId } = scope
  const found = await scope.db
    .selectFrom('conversations')
    .select('conversation')
    .where('tenant_id', '=', tenantId)
    .where('conversation_key', '=', DESK_KEY)
    .executeTakeFirst()
  if (found === undefined) return
  const desk = fromJson<Conversation>(found.conversation)
  const spoken = deskOf(desk)
    .items.filter((item) => item.key === phone)
    .map((item) => item.who)
  const isNamed = whoNames(phone, [...names, ...spoken])
  await scope.db
    .updateTable('conversations')
    .set({ conversation: JSON.stringify(deskWithout(desk, phone)) })
    .where('tenant_id', '=', tenantId)
    .where('conversation_key', '=', DESK_KEY)
    .execute()
  await blankMessages(scope, isNamed)
  await blankEvents(scope, isNamed)
  await removeEffects(scope, isNamed)
}

async function blankMessages(scope: TenantScope, isNamed: (words: string) => boolean): Promise<void> {
  const rows = await scope.db
    .selectFrom('messages')
    .select(['id', 'body'])
    .where('tenant_id', '=', scope.tenantId)
    .where('conversation_key', '=', DESK_KEY)
    .execute()
  for (const { id } of rows.filter((row) => isNamed(row.body)))
    await scope.db.updateTable('messages').set({ body: '' }).where('tenant_id', '=', scope.tenantId).where('id', '=', id).execute()
}

async function blankEvents(scope: TenantScope, isNamed: (words: string) => boolean): Promise<void> {
  const rows = await scope.db
    .selectFrom('inbox')
    .select(['id', 'event'])
    .where('tenant_id', '=', scope.tenantId)
    .where('conversation_key', '=', DESK_KEY)
    .execute()
  for (const { id } of rows.filter((row) => isNamed(row.event)))
    await scope.db.updateTable('inbox').set({ event: '{}' }).where('tenant_id', '=', scope.tenantId).where('id', '=', id).execute()
}

async function removeEffects(scope: TenantScope, isNamed: (words: string) => boolean): Promise<void> {
  const rows = await scope.db
    .selectFrom('outbox')
    .select(['id', 'effect'])
    .where('tenant_id', '=', scope.tenantId)
    .where('conversation_key', '=', DESK_KEY)
    .execute()
  for (const { id } of rows.filter((row) => isNamed(row.effect)))
    await scope.db.deleteFrom('outbox').where('tenant_id', '=', scope.tenantId).where('id', '=', id).execute()
}

/** Their number, their name, or its first word, as whole words in any case. */
function whoNames(phone: PhoneNumber, names: readonly string[]): (words: string) => boolean {
  const known = names.flatMap((name) => [name, name.split(/\s/u)[0] ?? '']).filter((name) => /\p{L}{2}/u.test(name))
  if (known.length === 0) return (words) => words.includes(phone)
  // A line break stands as \n in JSON, so its n must not count as a letter before a name.
  const pattern = new RegExp(`(?:(?<![\\p{L}\\p{N}])|(?<=\\\\n))(?:${known.map(RegExp.escape).join('|')})(?![\\p{L}\\p{N}])`, 'iu')
  return (words) => words.includes(phone) || pattern.test(words)
}

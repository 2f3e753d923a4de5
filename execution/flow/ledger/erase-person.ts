import type { Conversation } from '#core/conversation/conversation.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { BlankedRows, KeptSuppression } from '#ports/ledger.ts'
import { planRemoval } from '../media/expire-media.ts'
import type { FlowParts } from '../parts.ts'

/** `busy`: a text of theirs is on its way, or may be; ask again in a minute. */
export type ErasureAnswer =
  | { kind: 'busy' }
  | {
      kind: 'erased'
      blanked: BlankedRows
      keyDestroyed: boolean
      suppressionKept: boolean
      /** False: the database is too large to be rewritten now, so traces may be left in the free space of its file until it is. */
      filesRewritten: boolean
      entry: number
      head: string
    }

/**
 * Erases one person from one business: their rows are blanked, the key to their part of the ledger is destroyed, and the ledger says that
 * and when it was done. An opt-out stays, under a keyed hash of the number (facts 5).
 */
export async function erasePerson(
  parts: Pick<FlowParts, 'store' | 'clock'>,
  tenantId: TenantId,
  phone: PhoneNumber,
  actor: string,
): Promise<ErasureAnswer> {
  const at = parts.clock.now()
  const answer = await parts.store.transaction(tenantId, async (tx): Promise<ErasureAnswer> => {
    if (await tx.people.isBusy(phone)) return { kind: 'busy' }
    const conversation = await tx.conversations.find(phone)
    const kept = conversation === null ? await tx.people.suppression(phone) : optOutOf(conversation)
    await planRemoval(tx, await tx.media.forget(phone), at)
    const blanked = await tx.people.blank(phone)
    await tx.people.keepSuppression(phone, kept)
    const keyDestroyed = await tx.ledger.erasePerson(phone)
    const facts = { actor, source: 'staff', blanked: { ...blanked }, keyDestroyed, suppressionKept: kept !== null }
    const place = await tx.ledger.append({ kind: 'erasure', at, person: phone, facts, personal: null })
    const { sequence: entry, hash: head } = place
    return { kind: 'erased', blanked, keyDestroyed, suppressionKept: kept !== null, filesRewritten: false, entry, head }
  })
  if (answer.kind === 'busy') return answer
  return { ...answer, filesRewritten: await parts.store.eraseTraces() }
}

/** In doubt counts as no: when their words are gone, nobody can judge them any more. */
function optOutOf({ contact }: Conversation): KeptSuppression | null {
  if (contact.suppressedAt !== null) return { since: contact.suppressedAt, rule: contact.suppressedRule }
  return contact.doubtAt === null ? null : { since: contact.doubtAt, rule: 'opt_out_doubt' }
}

import { HOUR_MS, plus } from '#core/values/instant.ts'
import { keepCode, nextCodeAt } from '#core/one-time-code.ts'
import { planned } from '#core/planning.ts'
import { personOf, signInDigits, signInPurpose } from '#core/sign-in/sign-in-code.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { FlowParts } from '../parts.ts'

/** What is known of a phone's codes is forgotten after this; only the requests of the last hour count. */
const CODES_KEPT_MS = 2 * HOUR_MS

type Parts = Pick<FlowParts, 'store' | 'clock' | 'keyedHash' | 'nudge'>

/**
 * Somebody asks for a sign-in code. Known or not, the same rows are read and written before this resolves; whether anybody has that phone is looked up
 * by the answered function, after the caller has given its answer. Over the limit of a phone nothing is made, and it looks the same. Null: nothing to deliver.
 */
export async function askForCode(parts: Parts, phone: PhoneNumber): Promise<(() => Promise<void>) | null> {
  const { store, clock, keyedHash } = parts
  const at = clock.now()
  const person = personOf(phone, keyedHash)
  const made = await store.access(async (tx) => {
    await tx.codes.removeOlderThan(plus(at, -CODES_KEPT_MS))
    const known = await tx.codes.find(person)
    const askedAt = (known?.askedAt ?? []).filter((asked) => at - asked < HOUR_MS)
    if (nextCodeAt(askedAt, at) > at) {
      await tx.codes.save({ person, kept: known?.kept ?? null, askedAt }, at)
      return false
    }
    const kept = keepCode(signInDigits(person, at, keyedHash), signInPurpose(person), at, keyedHash)
    await tx.codes.save({ person, kept, askedAt: [...askedAt, at] }, at)
    return true
  })
  if (!made) return null
  return async () => {
    const [membership] = await store.access((tx) => tx.membershipsOf(phone))
    if (membership === undefined) return
    const effect = planned({ kind: 'send-code', to: phone, madeAt: at }, { onceKey: `code:${person}:${at}` })
    await store.transaction(membership.tenantId, (tx) =>
      tx.outbox.add([{ id: `code:${person}:${at}`, conversationKey: phone, planned: effect, at }]),
    )
    parts.nudge()
  }
}

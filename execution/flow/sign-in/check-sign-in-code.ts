import { checkCode } from '#core/one-time-code.ts'
import { personOf, signInPurpose } from '#core/sign-in/sign-in-code.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { Membership } from '#ports/access.ts'
import type { FlowParts } from '../parts.ts'

/** The businesses that the right code of this phone opens; empty when the code is wrong, old, used, or the phone belongs to nobody. */
export async function checkSignInCode(
  parts: Pick<FlowParts, 'store' | 'clock' | 'keyedHash'>,
  phone: PhoneNumber,
  typed: string,
): Promise<Membership[]> {
  const { store, clock, keyedHash } = parts
  const at = clock.now()
  const person = personOf(phone, keyedHash)
  return store.access(async (tx) => {
    const row = await tx.codes.find(person)
    const { verdict, kept } = checkCode(row?.kept ?? null, typed, signInPurpose(person), at, keyedHash)
    if (row !== null && kept !== row.kept) await tx.codes.save({ ...row, kept }, at)
    const memberships = await tx.membershipsOf(phone)
    return verdict === 'right' ? memberships : []
  })
}

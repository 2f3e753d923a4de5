import { entryOfVerifiedPhone } from '#core/ledger/entry-of-attestation.ts'
import { checkCode, type CodeVerdict } from '#core/one-time-code.ts'
import { staffCodePurpose } from '#core/texts/staff-code.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { FlowParts } from '../parts.ts'
import type { KnownTenant } from '../tenants.ts'

/**
 * Checks the code that was texted to a phone of staff. A right one lets alerts go there from now on, if it is still the owner's phone, and is an entry of the
 * ledger: for staff it is the express consent. Tries are counted in the same transaction, so asking at once from everywhere gains nothing.
 */
export async function confirmPhone(
  parts: Pick<FlowParts, 'store' | 'clock' | 'codeHash' | 'tenants'>,
  { policy }: KnownTenant,
  phone: PhoneNumber,
  typed: string,
): Promise<CodeVerdict> {
  const at = parts.clock.now()
  const verdict = await parts.store.transaction(policy.tenantId, async (tx) => {
    const known = await tx.phoneCodes.find(phone)
    const checked = checkCode(known?.code ?? null, typed, staffCodePurpose(policy.tenantId, phone), at, parts.codeHash)
    if (known !== null && checked.kept !== known.code) await tx.phoneCodes.save(phone, { ...known, code: checked.kept })
    if (checked.verdict !== 'right') return checked.verdict
    const stored = (await tx.tenant.find())?.policy ?? policy
    if (stored.ownerPhone === phone && !stored.ownerPhoneVerified) await tx.tenant.save({ ...stored, ownerPhoneVerified: true }, at)
    await tx.ledger.append(entryOfVerifiedPhone(stored, phone, at))
    return checked.verdict
  })
  if (verdict === 'right') parts.tenants.forget(policy.tenantId)
  return verdict
}

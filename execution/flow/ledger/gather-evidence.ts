import { evidencePack, type EvidencePack } from '#core/ledger/evidence-pack.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { FlowParts } from '../parts.ts'
import { verifyLedger } from './verify-ledger.ts'

/** Everything that the ledger has about one number, with the answer whether the chain that holds it is whole. */
export async function gatherEvidence(
  parts: Pick<FlowParts, 'store' | 'clock'>,
  policy: TenantPolicy,
  number: PhoneNumber,
): Promise<EvidencePack> {
  const { tenantId } = policy
  const verdict = await verifyLedger(parts.store, tenantId)
  const entries = await parts.store.transaction(tenantId, (tx) => tx.ledger.entriesOfPerson(number))
  return evidencePack({ policy, number, verdict, entries, madeAt: parts.clock.now() })
}

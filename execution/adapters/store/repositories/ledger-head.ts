import { GENESIS_HASH } from '#core/ledger/chain.ts'
import type { PersonVault } from '../person-vault.ts'
import type { TenantScope } from '../query-scope.ts'
import type { Schema } from '../schema.ts'
import { ADD_HEAD, HEAD } from './ledger-queries.ts'

/** Where a tenant's chain ends, and the sealed key of its pseudonyms. */
export type LedgerHead = Schema['ledger_heads']

export function findHead(scope: TenantScope): Promise<LedgerHead | null> {
  return scope.first(HEAD, { tenant_id: scope.tenantId })
}

/** The head, made with a new key for the tenant's pseudonyms when there is none yet. */
export async function headOrNew(scope: TenantScope, vault: PersonVault): Promise<LedgerHead> {
  const found = await findHead(scope)
  if (found !== null) return found
  const { tenantId } = scope
  const head = { tenant_id: tenantId, sealed_key: vault.newTenantKey(tenantId), sequence: 0, hash: GENESIS_HASH }
  await scope.run(ADD_HEAD, head)
  return head
}

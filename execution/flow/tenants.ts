import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { CarrierAccount } from '#ports/carrier.ts'
import type { DirectiveOverride } from '#ports/directives.ts'
import type { Store } from '#ports/store.ts'

/** One business as webhooks need it: its rules and the account that signs for it. */
export type KnownTenant = {
  policy: TenantPolicy
  account: CarrierAccount | null
  createdAt: number
  /** The business's own changes to the procedures. */
  overrides: readonly DirectiveOverride[]
}

/** How many unknown ids are remembered, so that a stranger's guesses cost no query each and no memory without end. */
const UNKNOWN_KEPT = 1_000

export type Tenants = {
  find(tenantId: TenantId): Promise<KnownTenant | null>
  /** Must be called after every change of a tenant. */
  forget(tenantId: TenantId): void
}

/** Keeps the tenants that were asked for in memory: one process writes, so what it knows is what is true. */
export function createTenants(store: Store, parentAccount: CarrierAccount | null): Tenants {
  const known = new Map<TenantId, Promise<KnownTenant | null>>()
  const unknown = new Set<TenantId>()

  async function load(tenantId: TenantId): Promise<KnownTenant | null> {
    const found = await store.transaction(tenantId, async (tx) => {
      const record = await tx.tenant.find()
      return record === null ? null : { record, own: await tx.tenant.account(), overrides: await tx.directives.list() }
    })
    if (found === null) {
      known.delete(tenantId)
      if (unknown.size >= UNKNOWN_KEPT) unknown.clear()
      unknown.add(tenantId)
      return null
    }
    const { record, own, overrides } = found
    return { policy: record.policy, account: own ?? parentAccount, createdAt: record.createdAt, overrides }
  }

  return {
    async find(tenantId) {
      if (unknown.has(tenantId)) return null
      const cached = known.get(tenantId)
      if (cached !== undefined) return cached
      const loading = load(tenantId)
      known.set(tenantId, loading)
      loading.catch(() => known.delete(tenantId))
      return loading
    },
    forget(tenantId) {
      known.delete(tenantId)
      unknown.delete(tenantId)
    },
  }
}

import type { TenantId } from '#core/values/tenant-id.ts'

/** What a commit has changed, for those who look at it now. It names rows and holds nobody's words. */
export type Change = { kind: 'lead' | 'message' | 'call' | 'alert' | 'tenant'; leadId: string | null }
export type ChangeListener = (tenantId: TenantId, changes: readonly Change[]) => void

import type { Outcome } from '#core/effect.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { DomainEvent } from '#core/workflows/domain-event.ts'

/** The slow processes outside. They are told of what happened and may ask for a text like any other program; nothing waits for them. */
export interface Workflows {
  /**
   * Tells them of one event. May be called again with the same `effectId` after any outcome: the event then goes out under the same id, and whoever
   * receives it drops what it knows. `refused`: they understood and will never take it. `unknown`: they may have it.
   * With `signal` the answer is waited for no longer, and counts as `unknown`.
   */
  tell(told: { tenantId: TenantId; effectId: string; event: DomainEvent }, signal: AbortSignal): Promise<Outcome<null>>
}

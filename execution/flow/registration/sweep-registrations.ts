import { parseTenantId, type TenantId } from '#core/values/tenant-id.ts'
import { MINUTE_MS } from '#core/values/instant.ts'
import type { Advanced } from './advance.ts'
import type { RegistrationParts } from './registrar.ts'

/** Registrations take days; what an event tells is looked at sooner. */
export const SWEEP_EVERY_MS = MINUTE_MS

const TENANTS_PER_PAGE = 100

export type RegistrationSweep = {
  start(): void
  stop(): void
  /** One round over all tenants; tests call this instead of waiting. */
  once(): Promise<void>
}

/** The backstop under every event: goes over all registrations, one after another, and does what is due. */
export function sweepRegistrations(parts: RegistrationParts, advance: (tenantId: TenantId) => Promise<Advanced>): RegistrationSweep {
  let stopped = false
  let cancel: () => void = () => {}

  async function once(): Promise<void> {
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof parts.store.acrossTenants.tenants>> = await parts.store.acrossTenants.tenants({
        limit: TENANTS_PER_PAGE,
        cursor,
      })
      for (const { policy } of page.items) {
        const tenantId = parseTenantId(policy.tenantId)
        if (stopped || tenantId === null || policy.registration.kind !== 'managed') continue
        await forgetWhenChanged(tenantId, JSON.stringify([policy.registration, policy.messagingServiceSid]))
        // One tenant's trouble must not keep the others from being looked at.
        await advance(tenantId).catch((error: unknown) => parts.measures.effectFailed('registration', error))
      }
      cursor = page.nextCursor
    } while (cursor !== null && !stopped)
  }

  /** Another process (the command line) may have written a suspension: what is kept in memory must not outlive it. */
  async function forgetWhenChanged(tenantId: TenantId, stored: string): Promise<void> {
    const known = await parts.tenants.find(tenantId)
    const kept = known === null ? stored : JSON.stringify([known.policy.registration, known.policy.messagingServiceSid])
    if (kept !== stored) parts.tenants.forget(tenantId)
  }

  function again(): void {
    if (stopped) return
    once()
      .catch((error: unknown) => parts.measures.effectFailed('registration', error))
      .finally(() => {
        if (!stopped) cancel = parts.clock.after(SWEEP_EVERY_MS, again)
      })
  }

  return {
    start: () => {
      cancel = parts.clock.after(SWEEP_EVERY_MS, again)
    },
    stop() {
      stopped = true
      cancel()
    },
    once,
  }
}

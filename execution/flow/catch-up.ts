import { SECOND_MS, type Instant } from '#core/values/instant.ts'
import { compareWithCarrier } from './compare-with-carrier.ts'
import type { FlowParts } from './parts.ts'
import type { KnownTenant } from './tenants.ts'

/** Businesses whose lists are read at the same time after an absence. */
const AT_ONCE = 8

/** A list that could not be read after an absence is asked for again so soon: texts wait for it. */
const AGAIN_AFTER_MS = 15 * SECOND_MS

export type CatchUp = {
  /** Compares one business with the carrier's list, and ends its absence when that was done. */
  of(tenant: KnownTenant, at: Instant): Promise<void>
  /** All that were unattended, and those that could not be read again and again. */
  all(): Promise<void>
  stop(): void
}

/** Finds out what happened while nobody looked. */
export function createCatchUp(parts: FlowParts): CatchUp {
  let stopped = false
  let cancel = () => {}

  async function of(tenant: KnownTenant, at: Instant): Promise<void> {
    if (!(await compareWithCarrier(parts, tenant, at))) return
    parts.absences.caughtUp(tenant.policy.tenantId, parts.clock.now())
    parts.nudge()
  }

  async function all(): Promise<void> {
    const waiting = parts.absences.open()
    const worker = async (): Promise<void> => {
      for (let tenantId = waiting.pop(); tenantId !== undefined && !stopped; tenantId = waiting.pop()) {
        const tenant = await parts.tenants.find(tenantId)
        if (tenant !== null) await of(tenant, parts.clock.now()).catch(faulty)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    const left = parts.absences.open().length
    if (stopped || left === 0) return
    faulty(new Error(`the carrier's list could not be read after an absence: the texts of ${left} businesses wait for it`))
    cancel = parts.clock.after(AGAIN_AFTER_MS, () => void all().catch(faulty))
  }

  function faulty(error: unknown): void {
    parts.measures.effectFailed('catch-up', error)
  }

  return {
    of,
    all,
    stop() {
      stopped = true
      cancel()
    },
  }
}

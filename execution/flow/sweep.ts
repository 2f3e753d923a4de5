import { MINUTE_MS, SECOND_MS, type Instant } from '#core/values/instant.ts'
import { parseTenantId } from '#core/values/tenant-id.ts'
import { createCatchUp } from './catch-up.ts'
import type { JournalTaker } from './journal-taker.ts'
import { expireMedia } from './media/expire-media.ts'
import type { FlowParts } from './parts.ts'
import { createLetGo } from './retention/let-go.ts'

/** Leases of dead workers are looked for this often. */
const LEASES_EVERY_MS = 30 * SECOND_MS

/** The carrier's own list is compared with the inbox this often, and at start. */
const CARRIER_EVERY_MS = 5 * MINUTE_MS

const TENANTS_PER_PAGE = 100

export type Sweep = {
  start(): Promise<void>
  /** Resolves when what was under way has ended. */
  stop(): Promise<void>
  once(at: Instant): Promise<void>
}

/** Finds what got lost: rows of dead workers, events in the journal, calls and texts whose webhook never reached us. Lets go of what was kept for its time. */
export function createSweep(parts: FlowParts & { journalTaker: Pick<JournalTaker, 'takeUp'> }): Sweep {
  const cancels: (() => void)[] = []
  const running = new Set<Promise<void>>()
  const letGo = createLetGo(parts)
  const catchUp = createCatchUp(parts)
  let stopped = false

  async function run(work: () => Promise<unknown>): Promise<void> {
    const round = work()
      .catch((error: unknown) => parts.measures.effectFailed('sweep', error))
      .then(() => {})
    running.add(round)
    await round
    running.delete(round)
  }

  function every(periodMs: number, work: () => Promise<unknown>): void {
    const again = () => {
      if (stopped) return
      void run(work).then(() => (stopped ? null : cancels.push(parts.clock.after(periodMs, again))))
    }
    cancels.push(parts.clock.after(periodMs, again))
  }

  async function freeLeases(all: boolean): Promise<void> {
    await parts.store.acrossTenants.recoverLeases(parts.clock.now(), all)
    parts.nudge()
  }

  async function once(at: Instant): Promise<void> {
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof parts.store.acrossTenants.tenants>> = await parts.store.acrossTenants.tenants({
        limit: TENANTS_PER_PAGE,
        cursor,
      })
      for (const record of page.items) {
        const tenantId = parseTenantId(record.policy.tenantId)
        const tenant = tenantId === null ? null : await parts.tenants.find(tenantId)
        if (tenant === null) continue
        await catchUp.of(tenant, at)
        await expireMedia(parts, tenant.policy.tenantId, at)
        await letGo.ofTenant(tenant.policy.tenantId, at)
      }
      cursor = page.nextCursor
    } while (cursor !== null && !stopped)
    await letGo.effects(at)
  }

  return {
    once,
    async start() {
      await parts.absences.find(parts.clock.now())
      await freeLeases(true)
      await parts.journalTaker.takeUp()
      void run(() => catchUp.all())
      every(LEASES_EVERY_MS, () => Promise.all([freeLeases(false), parts.journalTaker.takeUp()]))
      every(CARRIER_EVERY_MS, () => once(parts.clock.now()))
      cancels.push(parts.clock.after(SECOND_MS, () => void run(() => once(parts.clock.now()))))
    },
    async stop() {
      stopped = true
      catchUp.stop()
      for (const cancel of cancels) cancel()
      await Promise.all(running)
    },
  }
}

import type { SmsKind } from '#core/event.ts'
import { PROACTIVE_KINDS } from '#core/compliance/decision-table.ts'
import { HOUR_MS, instant, MINUTE_MS, type Instant } from '#core/values/instant.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { Store, TenantRecord } from '#ports/store.ts'

/** Twice the time between two looks at the carrier's list: whoever was not looked at for longer was not served. */
export const ABSENCE_MS = 10 * MINUTE_MS

/** Texts that are planned so soon after the carrier's list was read may answer what was found in it, and may have left before. */
const FOUND_MS = MINUTE_MS

/** A first text belongs to a call of the last minutes; the same words of an earlier day are another text. */
const FIRST_TEXT_DOUBT_MS = 15 * MINUTE_MS

/** A proactive text that left in an absence is looked for so long after it: such texts keep to windows of a day and a half. */
const PROACTIVE_DOUBT_MS = 36 * HOUR_MS

const TENANTS_PER_PAGE = 100

/** A time in which this database was not the one that served: the machine was off, or this is a backup from before. */
type Absence = {
  /** When it was last known to serve. */
  since: Instant
  /** When it began to serve again. */
  until: Instant
  /** When the carrier's list of that time had been read; null: it has not. */
  caughtUpAt: Instant | null
}

/** What may be asked of a text that is about to leave. `smsKind` null: it is for the business's own people. */
export type TextOfRow = { tenantId: TenantId; createdAt: Instant; smsKind: SmsKind | null }

/** Which businesses were unattended before this start. */
export type Absences = {
  /** Looks at every business; must be called before anything is sent. */
  find(at: Instant): Promise<void>
  /** Those whose time the carrier's list has not been read of. Nothing may be texted to their customers. */
  open(): TenantId[]
  isOpen(tenantId: TenantId): boolean
  caughtUp(tenantId: TenantId, at: Instant): void
  /** Since when this text may have left already, though its row says nothing of it; null: it surely has not. */
  doubtSince(text: TextOfRow, at: Instant): Instant | null
}

export function createAbsences(store: Pick<Store, 'acrossTenants'>): Absences {
  const known = new Map<TenantId, Absence>()

  function note({ policy, comparedUntil }: TenantRecord, at: Instant): void {
    if (comparedUntil === null || at - comparedUntil <= ABSENCE_MS) return
    known.set(policy.tenantId, { since: comparedUntil, until: at, caughtUpAt: null })
  }

  return {
    async find(at) {
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<Store['acrossTenants']['tenants']>> = await store.acrossTenants.tenants({
          limit: TENANTS_PER_PAGE,
          cursor,
        })
        for (const record of page.items) note(record, at)
        cursor = page.nextCursor
      } while (cursor !== null)
    },
    open: () => [...known].filter(([, { caughtUpAt }]) => caughtUpAt === null).map(([tenantId]) => tenantId),
    isOpen: (tenantId) => known.get(tenantId)?.caughtUpAt === null,
    caughtUp(tenantId, at) {
      const absence = known.get(tenantId)
      if (absence !== undefined) known.set(tenantId, { ...absence, caughtUpAt: absence.caughtUpAt ?? at })
    },
    doubtSince(text, at) {
      const absence = known.get(text.tenantId)
      return absence === undefined ? null : doubtOf(text, absence, at)
    },
  }
}

function doubtOf({ createdAt, smsKind }: TextOfRow, { since, until, caughtUpAt }: Absence, at: Instant): Instant | null {
  if (createdAt < until) return createdAt < since ? createdAt : since
  if (smsKind !== null && PROACTIVE_KINDS.has(smsKind)) return at - until < PROACTIVE_DOUBT_MS ? since : null
  if (caughtUpAt === null || createdAt - caughtUpAt > FOUND_MS) return null
  return smsKind === 'instant_reply' ? instant(Math.max(since, createdAt - FIRST_TEXT_DOUBT_MS)) : since
}

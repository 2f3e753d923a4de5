import { planned } from '#core/planning.ts'
import { DAY_MS, plus, type Instant } from '#core/values/instant.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { MediaRow } from '#ports/media.ts'
import type { TenantTransaction } from '#ports/store.ts'
import type { FlowParts } from '../parts.ts'

/**
 * Voicemails and pictures are kept for so long. A voice is personal, and what it said is on the lead by then: three months. For pictures a
 * season's work and its complaints. Both chosen; no law names a time.
 */
export const MEDIA_KEPT_MS: Readonly<Record<MediaRow['kind'], number>> = { voicemail: 90 * DAY_MS, photo: 180 * DAY_MS }

const KINDS = ['voicemail', 'photo'] as const

/** Of each kind in one look; the rest goes with the next. */
const EXPIRED_AT_ONCE = 200

/** The rows under which removals are filed: no person's. */
const NOBODY = 'media'

/** What has been kept for its time is let go, file and words. */
export async function expireMedia(parts: Pick<FlowParts, 'store' | 'clock'>, tenantId: TenantId, at: Instant): Promise<void> {
  await parts.store.transaction(tenantId, async (tx) => {
    for (const kind of KINDS) {
      const ids = await tx.media.expire(kind, plus(at, -MEDIA_KEPT_MS[kind]), EXPIRED_AT_ONCE)
      await planRemoval(tx, ids, parts.clock.now())
    }
  })
}

/** Files are taken away by a row of the outbox, so that a crash leaves none behind. */
export async function planRemoval(tx: TenantTransaction, mediaIds: string[], at: Instant): Promise<void> {
  const [first] = mediaIds
  if (first === undefined) return
  const effect = planned({ kind: 'remove-media', mediaIds })
  await tx.outbox.add([{ id: `remove:${at}:${first}`, conversationKey: NOBODY, planned: effect, at }])
}

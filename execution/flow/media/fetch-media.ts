import type { Reason } from '#core/decision.ts'
import type { Effect } from '#core/effect.ts'
import { isOfKind, mediaTypeOf, PHOTO_BYTES_MAX, VOICEMAIL_BYTES_MAX } from '#core/media/media-type.ts'
import { MINUTE_MS, plus, SECOND_MS } from '#core/values/instant.ts'
import type { MediaRow } from '#ports/media.ts'
import type { OutboxRow } from '#ports/outbox.ts'
import type { FlowParts } from '../parts.ts'
import type { KnownTenant } from '../tenants.ts'

/** Tries until the carrier's file is given up: with the pauses between them about a quarter of an hour. */
const ATTEMPTS_MAX = 8

const RETRY_FIRST_MS = 5 * SECOND_MS
const RETRY_LONGEST_MS = 5 * MINUTE_MS

type Parts = Pick<FlowParts, 'store' | 'clock' | 'carrier' | 'media'>

export type Fetched = { kind: 'kept' } | { kind: 'refused'; reason: string } | { kind: 'retry'; afterMs: number; reason: string }

/**
 * Brings one voicemail or picture to us. What it is is seen by its bytes; what is of no kind that we keep is refused. Doing it twice is doing it once,
 * so an answer that got lost is simply asked for again. A row that was erased meanwhile takes its file with it.
 */
export async function fetchMedia(parts: Parts, { policy, account }: KnownTenant, row: MediaRow): Promise<Fetched> {
  const { tenantId } = policy
  const refuse = async (reason: string): Promise<Fetched> => {
    await parts.store.transaction(tenantId, (tx) => tx.media.refuse(row.id, reason))
    return { kind: 'refused', reason }
  }
  if (account === null) return refuse('no_carrier_account')
  const bytesMax = row.kind === 'photo' ? PHOTO_BYTES_MAX : VOICEMAIL_BYTES_MAX
  const source = row.kind === 'photo' ? { kind: row.kind, url: row.source } : { kind: row.kind, recordingSid: row.source }
  const outcome = await parts.carrier.fetchMedia(account, source, bytesMax)
  if (outcome.kind === 'retry') return { kind: 'retry', afterMs: outcome.afterMs, reason: outcome.reason }
  if (outcome.kind === 'unknown') return { kind: 'retry', afterMs: RETRY_FIRST_MS, reason: outcome.reason }
  if (outcome.kind === 'refused') return refuse(outcome.reason === 'too_large' ? 'too_large' : 'not_at_carrier')
  const contentType = mediaTypeOf(outcome.value)
  if (contentType === null || !isOfKind(row.kind, contentType)) return refuse('kind_not_kept')
  await parts.media.save(tenantId, row.id, outcome.value)
  const isKept = await parts.store.transaction(tenantId, (tx) => tx.media.keep(row.id, { contentType, bytes: outcome.value.length }))
  if (isKept) return { kind: 'kept' }
  await parts.media.remove(tenantId, row.id)
  return { kind: 'refused', reason: 'erased' }
}

/** The row of the outbox that fetches one file. */
export async function performFetchMedia(
  parts: Parts,
  tenant: KnownTenant,
  row: OutboxRow,
  effect: Extract<Effect, { kind: 'fetch-media' }>,
): Promise<void> {
  const media = await parts.store.transaction(row.tenantId, (tx) => tx.media.find(effect.mediaId))
  const fetched: Fetched = media?.state === 'waiting' ? await fetchMedia(parts, tenant, media) : { kind: 'kept' }
  const isGivenUp = fetched.kind === 'retry' && row.attempts >= ATTEMPTS_MAX
  await parts.store.transaction(row.tenantId, async (tx) => {
    const at = parts.clock.now()
    if (fetched.kind === 'retry' && !isGivenUp) {
      const pause = Math.max(fetched.afterMs, Math.min(RETRY_LONGEST_MS, RETRY_FIRST_MS * 2 ** (row.attempts - 1)))
      await tx.outbox.putBack(row.id, 'waiting', plus(at, pause), { attempt: row.attempts })
      return
    }
    if (isGivenUp) await tx.media.refuse(effect.mediaId, 'not_at_carrier')
    if (!(await tx.outbox.settle(row.id, fetched.kind === 'kept' ? 'done' : 'refused')) || fetched.kind === 'kept') return
    const reasons: Reason[] = [{ code: 'media_refused', facts: { why: fetched.reason } }]
    const id = `${row.id}:gate:${row.attempts}`
    await tx.decisions.add({ id, at, conversationKey: row.conversationKey, kind: 'gate', subject: effect.kind, reasons })
  })
}

/** The files whose rows are gone. */
export async function performRemoveMedia(
  parts: Parts,
  row: OutboxRow,
  { mediaIds }: Extract<Effect, { kind: 'remove-media' }>,
): Promise<void> {
  for (const id of mediaIds) await parts.media.remove(row.tenantId, id)
  await parts.store.transaction(row.tenantId, (tx) => tx.outbox.settle(row.id, 'done'))
}

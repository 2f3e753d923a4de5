import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { DAY_MS, plus } from '#core/values/instant.ts'
import type { FlowParts } from '#flow/parts.ts'
import type { WriteFeed } from '#ports/booking.ts'
import { sendProblem } from '../errors.ts'
import { tenantOf } from '../api/tenant-of.ts'

/** How far the feed reaches back and ahead. */
const BACK_MS = 30 * DAY_MS
const AHEAD_MS = 90 * DAY_MS

export type FeedParts = Pick<FlowParts, 'store' | 'clock' | 'tenants'> & { feedToken: (tenantId: string) => string; writeFeed: WriteFeed }

/** Held and confirmed visits as a calendar that phones subscribe to. Whoever has the secret address may read it; nobody can guess it. */
export async function visitFeed(scope: FastifyInstance, parts: FeedParts): Promise<void> {
  scope.get('/calendar/:tenantId/:file', async (request: FastifyRequest<{ Params: { tenantId: string; file: string } }>, reply) => {
    const { tenantId, file } = request.params
    if (!same(file, `${parts.feedToken(tenantId)}.ics`)) return sendProblem(reply, 'not_found')
    const { policy } = await tenantOf(parts, tenantId)
    const at = parts.clock.now()
    const visits = await parts.store.transaction(policy.tenantId, async (tx) => {
      const touching = await tx.bookings.touching({ start: plus(at, -BACK_MS), end: plus(at, AHEAD_MS) })
      const standing = touching.filter(({ state }) => state === 'held' || state === 'confirmed')
      return Promise.all(standing.map(async (booking) => ({ booking, lead: await tx.leads.find(booking.leadId) })))
    })
    return reply
      .type('text/calendar; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(parts.writeFeed(policy.name, visits, at))
  })
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

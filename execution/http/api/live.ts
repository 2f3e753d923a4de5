import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { LiveEvent } from '#contract/dashboard.ts'
import { SECOND_MS } from '#core/values/instant.ts'
import { ApiProblem } from '../errors.ts'
import type { Identity } from '../sign-in/identity.ts'
import type { LiveHub, Watcher } from './live-hub.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

/** Keeps proxies from closing a quiet stream, and is when the right to it is asked anew. */
const HEARTBEAT_MS = 15 * SECOND_MS
/** A browser waits so long before it connects again. */
const RECONNECT_MS = 2 * SECOND_MS
/** Who reads slower than this is behind for good: the stream ends, and the browser comes back and fetches anew. */
const UNREAD_BYTES_MAX = 64 * 1024
/** All programs that use the operator's token count as one session. */
const TOKEN_SESSION = 'operator-token'

/** `GET /live`: server-sent events that say what to fetch anew (HTML standard, section 9.2). */
export async function liveRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  app.get('/tenants/:tenantId/live', { schema: { params: tenantParams } }, async (request, reply) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    const { identity } = request
    if (identity === null) throw new ApiProblem('unauthorized')
    const stream = openStream(parts, policy.tenantId, identity, request, reply)
    if (!parts.live.join(policy.tenantId, stream.watcher)) throw new ApiProblem('too_many_streams')
    stream.begin()
    return reply
  })
}

function openStream(
  parts: ApiParts & { live: LiveHub },
  tenantId: string,
  identity: Identity,
  request: FastifyRequest,
  reply: FastifyReply,
): { watcher: Watcher; begin(): void } {
  const { raw } = reply
  let cancelHeartbeat: () => void = () => {}
  let over = false

  function close(): void {
    if (over) return
    over = true
    cancelHeartbeat()
    parts.live.leave(tenantId, watcher)
    raw.end()
  }

  function write(text: string): void {
    if (over) return
    raw.write(text)
    if (raw.writableLength > UNREAD_BYTES_MAX) close()
  }

  async function heartbeat(): Promise<void> {
    const stillIn = await parts.sessions.isStillIn(identity, tenantId).catch(() => false)
    if (!stillIn) return close()
    write(': still here\n\n')
    if (!over) cancelHeartbeat = parts.clock.after(HEARTBEAT_MS, () => void heartbeat())
  }

  const watcher: Watcher = {
    session: identity.session?.tokenHash ?? TOKEN_SESSION,
    tell: (event: LiveEvent) => write(`event: change\ndata: ${JSON.stringify(event)}\n\n`),
    close,
  }
  return {
    watcher,
    begin() {
      reply.hijack()
      request.raw.socket.setNoDelay(true)
      raw.on('close', close)
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // The connection belongs to this stream: when it ends, nothing keeps a stopping server waiting.
        connection: 'close',
        'x-content-type-options': 'nosniff',
        'x-accel-buffering': 'no',
      })
      write(`retry: ${RECONNECT_MS}\n\n`)
      cancelHeartbeat = parts.clock.after(HEARTBEAT_MS, () => void heartbeat())
    },
  }
}

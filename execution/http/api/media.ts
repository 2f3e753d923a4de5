import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { byteRange } from '#core/media/byte-range.ts'
import type { MediaType } from '#core/media/media-type.ts'
import { fetchMedia } from '#flow/media/fetch-media.ts'
import type { KnownTenant } from '#flow/tenants.ts'
import type { MediaRow } from '#ports/media.ts'
import { ApiProblem, sendProblem } from '../errors.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

const callParams = tenantParams.extend({ callId: z.string().max(200) })
const pictureParams = tenantParams.extend({ messageId: z.string().max(200), place: z.string().regex(/^\d{1,2}$/) })

/**
 * What a stranger sent is shown as what its bytes are and as nothing else: no guessing, and if a browser ever opens it as a page, a page that may do
 * nothing. It is never kept by a browser, so that it is gone from there too when it is erased here.
 */
const SAFE_HEADERS = {
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'private, no-store',
  'accept-ranges': 'bytes',
} as const

const ENDINGS: Record<MediaType, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
}

/** Voicemails and pictures, out of our own files. What has not come yet is fetched from the carrier with the business's account while the browser waits. */
export async function mediaRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  app.get(
    '/tenants/:tenantId/calls/:callId/recording',
    { schema: { params: callParams, description: 'The voicemail of a call: audio, also in parts (`Range`).' } },
    async (request, reply) => {
      const tenant = await tenantOf(parts, request.params.tenantId)
      return answer(parts, tenant, await mediaOf(parts, tenant, request.params.callId, 'voicemail', null), request, reply)
    },
  )
  app.get(
    '/tenants/:tenantId/messages/:messageId/media/:place',
    { schema: { params: pictureParams, description: 'A picture that came with a text; `place` counts from 0.' } },
    async (request, reply) => {
      const tenant = await tenantOf(parts, request.params.tenantId)
      const { messageId, place } = request.params
      return answer(parts, tenant, await mediaOf(parts, tenant, messageId, 'photo', `${messageId}:${Number(place)}`), request, reply)
    },
  )
}

/** The newest voicemail of a call, or the picture with this id. */
function mediaOf(
  parts: ApiParts,
  { policy }: KnownTenant,
  subject: string,
  kind: MediaRow['kind'],
  id: string | null,
): Promise<MediaRow | null> {
  return parts.store.transaction(policy.tenantId, async (tx) => {
    const rows = await tx.media.ofSubjects([subject])
    return rows.findLast((row) => row.kind === kind && (id === null || row.id === id)) ?? null
  })
}

async function answer(
  parts: ApiParts,
  tenant: KnownTenant,
  media: MediaRow | null,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (media === null || media.state === 'refused') throw new ApiProblem('media_not_found')
  if (media.state === 'expired') throw new ApiProblem('media_expired')
  const { contentType, bytes } = await bytesOf(parts, tenant, media)
  const range = byteRange(request.headers.range, bytes.length)
  if (range === null) return sendProblem(reply.header('content-range', `bytes */${bytes.length}`), 'range_not_satisfiable')
  const name = `${media.kind}.${ENDINGS[contentType]}`
  reply.headers({ ...SAFE_HEADERS, 'content-type': contentType, 'content-disposition': `inline; filename="${name}"` })
  if (range === 'whole') return reply.send(bytes)
  return reply
    .code(206)
    .header('content-range', `bytes ${range.from}-${range.to}/${bytes.length}`)
    .send(bytes.subarray(range.from, range.to + 1))
}

/** The kept file; while it is still to be fetched, or when the file is missing, once more from the carrier. */
async function bytesOf(parts: ApiParts, tenant: KnownTenant, media: MediaRow): Promise<{ contentType: MediaType; bytes: Buffer }> {
  const { tenantId } = tenant.policy
  const known = media.state === 'kept' ? await parts.media.read(tenantId, media.id) : null
  if (known !== null && media.contentType !== null) return { contentType: media.contentType, bytes: Buffer.from(known) }
  const fetched = await fetchMedia(parts, tenant, media)
  if (fetched.kind === 'retry') throw new ApiProblem('media_not_ready')
  const row = await parts.store.transaction(tenantId, (tx) => tx.media.find(media.id))
  const bytes = await parts.media.read(tenantId, media.id)
  if (fetched.kind === 'refused' || bytes === null || row === null || row.contentType === null) throw new ApiProblem('media_not_found')
  return { contentType: row.contentType, bytes: Buffer.from(bytes) }
}

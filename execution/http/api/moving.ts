import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { ProblemCode } from '#contract/problem.ts'
import { tenantSchema } from '#contract/tenant.ts'
import type { MoveRefused } from '#ports/moving.ts'
import { ApiProblem } from '../errors.ts'
import { tenantView } from './tenants.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

const KEY_BYTES = 32
const KEY_HEADER = 'lead-agent-move-key'
/** A business with some hundred thousand texts; more would not fit into one text of the engine either. */
const FILE_BYTES_MAX = 256 * 1024 * 1024

const PROBLEM_OF: Readonly<Record<MoveRefused['why'], ProblemCode>> = {
  busy: 'move_busy',
  exists: 'tenant_exists',
  'number-taken': 'number_taken',
  file: 'move_file_faulty',
}

/** Taking a business to another installation: out of this one, into that one, and back when it did not work. */
export async function movingRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  scope.addContentTypeParser('application/x-ndjson', { parseAs: 'string', bodyLimit: FILE_BYTES_MAX }, (_request, body, done) =>
    done(null, body),
  )
  app.post('/tenants/:tenantId/move-out', { schema: { params: tenantParams } }, async (request, reply) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    if (policy.status !== 'paused') throw new ApiProblem('not_paused')
    const key = randomBytes(KEY_BYTES)
    const lines = await orProblem(parts.store.moving.out(policy.tenantId, { key, at: parts.clock.now() }))
    parts.tenants.forget(policy.tenantId)
    return reply
      .type('application/x-ndjson; charset=utf-8')
      .header(KEY_HEADER, key.toString('base64url'))
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${policy.tenantId}-move.ndjson"`)
      .send(Readable.from(lines))
  })
  app.post('/tenants/:tenantId/move-back', { schema: { params: tenantParams, response: { 200: tenantSchema } } }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    await parts.store.transaction(policy.tenantId, (tx) => tx.tenant.save({ ...policy, movedOutAt: null }, parts.clock.now()))
    parts.tenants.forget(policy.tenantId)
    return tenantView(parts, policy.tenantId)
  })
  app.post('/tenants/import', { schema: { response: { 201: tenantSchema } } }, async (request, reply) => {
    const lines = z
      .string()
      .parse(request.body ?? '')
      .split('\n')
    const tenantId = await orProblem(parts.store.moving.in(lines, { key: keyOf(request), at: parts.clock.now() }))
    parts.tenants.forget(tenantId)
    parts.nudge()
    return reply.code(201).send(await tenantView(parts, tenantId))
  })
}

function keyOf({ headers }: FastifyRequest): Uint8Array {
  const given = headers[KEY_HEADER]
  const key = Buffer.from(typeof given === 'string' ? given : '', 'base64url')
  if (key.length !== KEY_BYTES)
    throw new ApiProblem(
      'move_file_faulty',
      `send the key that came with the file in the header ${KEY_HEADER}; it has 43 letters and digits`,
    )
  return key
}

async function orProblem<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (!isRefusal(error)) throw error
    throw new ApiProblem(PROBLEM_OF[error.why], error.message)
  }
}

function isRefusal(error: unknown): error is MoveRefused {
  return error instanceof Error && error.name === 'MoveRefused'
}

import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parseTenantId } from '#core/values/tenant-id.ts'
import type { FlowParts } from '#flow/parts.ts'
import { ApiProblem } from '../errors.ts'
import { permissionOf, type Permission } from '../permissions.ts'
import { hashOfKey } from './intake-key.ts'
import { intakeIdentity, type Identity } from './identity.ts'
import { same, type Sessions } from './sessions.ts'

const REASON_LENGTH_MIN = 5
const REASON_LENGTH_MAX = 500
const REFUSED_FROM = 400
const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

export type GuardParts = Pick<FlowParts, 'store' | 'clock' | 'lab' | 'measures'> & { sessions: Sessions }

/** Puts the table of permissions before every route, and writes down who did what. Must be registered before any route. */
export function guard(app: FastifyInstance, parts: GuardParts): void {
  app.decorateRequest('identity', null)
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat())
      if (permissionOf(one, url) === null)
        throw new Error(`the route ${one} ${url} is in no permission; give it a line in http/permissions.ts`)
  })
  app.addHook('onRequest', async (request) => {
    const { url } = request.routeOptions
    if (url === undefined) return
    const permission = permissionOf(request.method, url)
    if (permission === null) throw new ApiProblem('forbidden', 'this route is in no permission')
    if (permission.who === 'carrier') return
    request.identity = await parts.sessions.identify(request)
    if (permission.who === 'intake') request.identity ??= await programOf(parts, request)
    if (permission.who === 'anyone') return
    checkRole(permission, request)
    checkCsrf(permission, request)
    checkReason(permission, request, parts.lab)
  })
  let deeds = 0
  app.addHook('onSend', async (request, reply, payload) => {
    deeds += 1
    if (isWrittenDown(request))
      await writeDown(parts, request, reply, idOf(deeds)).catch((error: unknown) => noteUnwritten(parts, reply, error))
    return payload
  })
}

/** A key counts in the business of the address alone. */
async function programOf({ store, clock }: GuardParts, request: FastifyRequest): Promise<Identity | null> {
  const key = /^Bearer (lk_[\w-]{40,80})$/.exec(request.headers.authorization ?? '')?.[1]
  const tenantId = parseTenantId(paramOf(request.params, 'tenantId'))
  if (key === undefined || tenantId === null) return null
  const found = await store.transaction(tenantId, (tx) => tx.intakeKeys.use(hashOfKey(key), clock.now()))
  return found === null ? null : intakeIdentity(found.name)
}

function checkRole({ who }: Permission, { identity, params }: FastifyRequest): void {
  if (identity === null) throw new ApiProblem('unauthorized')
  if (who === 'signed-in' || identity.role === 'operator' || (who === 'intake' && identity.role === 'intake')) return
  if (who === 'operator') throw new ApiProblem('forbidden')
  const tenantId = paramOf(params, 'tenantId')
  const membership = identity.memberships.find((one) => one.tenantId === tenantId)
  // The same answer as for a business that does not exist: nobody learns whose the others are.
  if (membership === undefined) throw new ApiProblem('tenant_not_found')
  if ((who === 'owner' || who === 'intake') && membership.role !== 'owner') throw new ApiProblem('forbidden', 'Only the owner may do this.')
}

function checkCsrf({ csrf }: Permission, request: FastifyRequest): void {
  const session = request.identity?.session ?? null
  if (session === null || csrf === false || READS.has(request.method)) return
  const given = request.headers['x-csrf-token']
  if (typeof given !== 'string' || !same(given, session.csrfToken)) throw new ApiProblem('csrf_token_missing')
}

/** A person who runs the installation has no business in customers' words without one. The bearer token belongs to programs, and the lab to nobody. */
function checkReason({ words }: Permission, request: FastifyRequest, lab: boolean): void {
  if (words !== true || lab || request.identity?.role !== 'operator' || request.identity.session === null) return
  const reason = reasonOf(request)
  if (reason === null || reason.length < REASON_LENGTH_MIN) throw new ApiProblem('reason_missing')
}

function reasonOf(request: FastifyRequest): string | null {
  const reason = request.headers['x-reason']
  return typeof reason === 'string' ? reason.trim().slice(0, REASON_LENGTH_MAX) : null
}

/** Every change, and every look at customers' words. */
function isWrittenDown({ identity, method, routeOptions }: FastifyRequest): boolean {
  if (identity === null || routeOptions.url === undefined || !routeOptions.url.startsWith('/api/')) return false
  return !READS.has(method) || permissionOf(method, routeOptions.url)?.words === true
}

/** Ids grow, so that deeds of one millisecond keep their order. */
function idOf(deeds: number): string {
  return `${String(deeds).padStart(10, '0')}-${randomUUID()}`
}

async function writeDown(parts: GuardParts, request: FastifyRequest, reply: FastifyReply, id: string): Promise<void> {
  const { identity, params, method, routeOptions } = request
  if (identity === null) return
  const others = Object.entries(params ?? {}).filter(([name]) => name !== 'tenantId')
  await parts.store.access((tx) =>
    tx.audit.add({
      id,
      at: parts.clock.now(),
      role: identity.role,
      name: nameOf(identity),
      tenantId: paramOf(params, 'tenantId'),
      act: `${method} ${routeOptions.url ?? ''}`,
      subject: others.length === 0 ? null : others.map(([, value]) => String(value)).join(' '),
      reason: reasonOf(request),
      status: reply.statusCode,
    }),
  )
}

/** What cannot be written down is not shown either. A refusal shows nothing, and stays the answer that it is. */
function noteUnwritten({ measures }: GuardParts, { statusCode }: FastifyReply, error: unknown): void {
  if (statusCode < REFUSED_FROM) throw error
  measures.effectFailed('audit', error)
}

function nameOf(identity: Identity): string {
  return identity.session === null && identity.role !== 'intake' ? `${identity.name} (token)` : identity.name
}

function paramOf(params: unknown, name: string): string | null {
  // Fastify's parameters are an object of texts.
  const value = (params as Record<string, string> | undefined)?.[name]
  return value ?? null
}

import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { attestationsOf } from '#core/ledger/entry-of-attestation.ts'
import { openSteps } from '#core/onboarding/setup-steps.ts'
import { parseTenantId, type TenantId } from '#core/values/tenant-id.ts'
import { newTenantSchema, tenantChangeSchema, tenantSchema, type TenantChange } from '#contract/tenant.ts'
import { tenantsQuerySchema, tenantSummarySchema } from '#contract/operator.ts'
import { pageOf } from '#contract/views.ts'
import { compareWithCarrier, isJustMovedIn } from '#flow/compare-with-carrier.ts'
import type { KnownTenant } from '#flow/tenants.ts'
import type { CarrierAccount } from '#ports/carrier.ts'
import { ApiProblem } from '../errors.ts'
import { tenantsByNeed } from './operator.ts'
import { presentTenant } from './present.ts'
import { refuseUnsayable } from './sayable.ts'
import { changedPolicy, policyOf } from './tenant-policy-of.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

/** Making, reading and changing businesses. */
export async function tenantRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  app.post('/tenants', { schema: { body: newTenantSchema, response: { 201: tenantSchema } } }, async (request, reply) => {
    const tenantId = newTenantId()
    const policy = policyOf(tenantId, request.body)
    refuseUnsayable(parts, policy, [])
    await saveTenant(parts, tenantId, policy, accountOf(request.body.twilio))
    return reply.code(201).send(await tenantView(parts, tenantId))
  })
  const lists = z.union([pageOf(tenantSchema), pageOf(tenantSummarySchema)])
  app.get('/tenants', { schema: { response: { 200: lists }, querystring: tenantsQuerySchema } }, async (request) => {
    const { sort, limit, cursor } = request.query
    if (sort === 'needs-me') return tenantsByNeed(parts, limit, cursor ?? null)
    const page = await parts.store.acrossTenants.tenants({ limit, cursor: cursor ?? null })
    const items = await Promise.all(page.items.map((record) => tenantView(parts, record.policy.tenantId)))
    return { items, nextCursor: page.nextCursor }
  })
  app.get('/tenants/:tenantId', { schema: { params: tenantParams, response: { 200: tenantSchema } } }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    return tenantView(parts, policy.tenantId)
  })
  pauseRoutes(scope, parts)
  app.patch(
    '/tenants/:tenantId',
    { schema: { params: tenantParams, body: tenantChangeSchema, response: { 200: tenantSchema } } },
    async (request) => {
      const { policy, overrides } = await tenantOf(parts, request.params.tenantId)
      refuseOperatorsFields(request, policy)
      if (request.body.status === 'active') await refuseUnready(parts, policy)
      const { twilio } = request.body
      const changed = changedPolicy(policy, request.body)
      refuseUnsayable(parts, changed, overrides)
      await saveTenant(parts, policy.tenantId, changed, twilio === undefined ? undefined : accountOf(twilio))
      return tenantView(parts, policy.tenantId)
    },
  )
}

/** Pausing keeps the line answered and the leads; only the assistant is quiet. */
function pauseRoutes(scope: FastifyInstance, parts: ApiParts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  for (const [act, status] of [
    ['pause', 'paused'],
    ['resume', 'active'],
  ] as const) {
    app.post(`/tenants/:tenantId/${act}`, { schema: { params: tenantParams, response: { 200: tenantSchema } } }, async (request) => {
      const { policy } = await tenantOf(parts, request.params.tenantId)
      if (status === 'active') await refuseUnready(parts, policy)
      await saveTenant(parts, policy.tenantId, { ...policy, status }, undefined)
      return tenantView(parts, policy.tenantId)
    })
  }
}

/** Not live twice, not before its setup is confirmed, and after a move not before what arrived meanwhile, an opt-out for one, is known here. */
async function refuseUnready(parts: ApiParts, policy: KnownTenant['policy']): Promise<void> {
  if (typeof policy.movedOutAt === 'number') throw new ApiProblem('moved_away')
  refuseUnfinished(policy)
  const at = parts.clock.now()
  if (policy.status !== 'paused' || !isJustMovedIn(policy, at)) return
  const tenant = await tenantOf(parts, policy.tenantId)
  if (!(await compareWithCarrier(parts, tenant, at))) throw new ApiProblem('carrier_unreachable')
}

/** Nothing is live before every step of a guided setup was confirmed. */
function refuseUnfinished({ setup }: KnownTenant['policy']): void {
  const open = openSteps(setup)
  if (open.length > 0) throw new ApiProblem('setup_unfinished', `Not confirmed yet: ${open.join(', ')}.`)
}

/** What an owner cannot vouch for, and what others pay for. */
const OPERATORS_FIELDS = ['numbers', 'limits', 'twilio', 'registration', 'ownerPhone', 'ownerPhoneVerified'] as const

/** A form sends every field that it shows; what stays as it is changes nothing. */
function refuseOperatorsFields(
  { identity, body }: Pick<FastifyRequest, 'identity'> & { body: TenantChange },
  policy: KnownTenant['policy'],
): void {
  if (identity?.role === 'operator') return
  const refused = OPERATORS_FIELDS.filter((field) => body[field] !== undefined && !isAsBefore(field, body, policy))
  if (refused.length > 0) throw new ApiProblem('forbidden', `Only the operator changes ${refused.join(', ')}.`)
}

function isAsBefore(field: (typeof OPERATORS_FIELDS)[number], body: TenantChange, policy: KnownTenant['policy']): boolean {
  if (field === 'ownerPhone') return body.ownerPhone === policy.ownerPhone
  if (field !== 'limits') return false
  const before: Readonly<Record<string, number>> = policy.limits
  return Object.entries(body.limits ?? {}).every(([name, value]) => before[name] === value)
}

/** Saves a business with the attestations that come with it. Throws `number_taken`. `account` undefined: stays as it is. */
export async function saveTenant(
  parts: ApiParts,
  tenantId: TenantId,
  policy: KnownTenant['policy'],
  account: CarrierAccount | null | undefined,
): Promise<void> {
  try {
    await parts.store.transaction(tenantId, async (tx) => {
      const before = (await tx.tenant.find())?.policy ?? null
      const at = parts.clock.now()
      await tx.tenant.save(policy, at)
      for (const attestation of attestationsOf(before, policy, at)) await tx.ledger.append(attestation)
      if (account !== undefined) await tx.tenant.saveAccount(account)
    })
  } catch (error) {
    if (error instanceof Error && error.name === 'NumberTaken') throw new ApiProblem('number_taken', error.message)
    throw error
  } finally {
    parts.tenants.forget(tenantId)
  }
}

/** A business as it is shown. */
export async function tenantView(parts: ApiParts, tenantId: TenantId) {
  const found = await parts.store.transaction(tenantId, async (tx) => ({
    record: await tx.tenant.find(),
    account: await tx.tenant.account(),
  }))
  if (found.record === null) throw new ApiProblem('tenant_not_found')
  return presentTenant(found.record.policy, found.record.createdAt, found.account, parts.webhookAddresses(parts.publicUrl, tenantId))
}

function accountOf(twilio: { accountSid: string | null; authToken: string | null }): CarrierAccount | null {
  return twilio.accountSid === null || twilio.authToken === null ? null : { accountSid: twilio.accountSid, authToken: twilio.authToken }
}

/** An id that nobody has. */
export function newTenantId(): TenantId {
  const tenantId = parseTenantId(`t_${randomUUID().replaceAll('-', '').slice(0, 20)}`)
  if (tenantId === null) throw new Error('a generated tenant id did not fit its own pattern')
  return tenantId
}

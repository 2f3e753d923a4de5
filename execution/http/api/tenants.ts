import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { attestationsOf } from '#core/ledger/entry-of-attestation.ts'
import { parseTenantId, type TenantId } from '#core/values/tenant-id.ts'
import { newTenantSchema, tenantChangeSchema, tenantSchema } from '#contract/tenant.ts'
import type { KnownTenant } from '#flow/tenants.ts'
import type { CarrierAccount } from '#ports/carrier.ts'
import { ApiProblem } from '../errors.ts'
import { presentTenant } from './present.ts'
import { changedPolicy, policyOf } from './tenant-policy-of.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

/** Making, reading and changing businesses. */
export async function tenantRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  app.post('/tenants', { schema: { body: newTenantSchema, response: { 201: tenantSchema } } }, async (request, reply) => {
    const tenantId = newTenantId()
    await save(parts, tenantId, policyOf(tenantId, request.body), accountOf(request.body.twilio))
    return reply.code(201).send(await view(parts, tenantId))
  })
  app.get(
    '/tenants',
    {
      schema: {
        response: { 200: z.object({ items: z.array(tenantSchema), nextCursor: z.string().nullable() }) },
        querystring: z.object({ cursor: z.string().optional() }),
      },
    },
    async (request) => {
      const page = await parts.store.acrossTenants.tenants({ limit: 100, cursor: request.query.cursor ?? null })
      const items = await Promise.all(page.items.map((record) => view(parts, record.policy.tenantId)))
      return { items, nextCursor: page.nextCursor }
    },
  )
  app.get('/tenants/:tenantId', { schema: { params: tenantParams, response: { 200: tenantSchema } } }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    return view(parts, policy.tenantId)
  })
  app.patch(
    '/tenants/:tenantId',
    { schema: { params: tenantParams, body: tenantChangeSchema, response: { 200: tenantSchema } } },
    async (request) => {
      const { policy } = await tenantOf(parts, request.params.tenantId)
      const { twilio } = request.body
      await save(parts, policy.tenantId, changedPolicy(policy, request.body), twilio === undefined ? undefined : accountOf(twilio))
      return view(parts, policy.tenantId)
    },
  )
}

async function save(
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

async function view(parts: ApiParts, tenantId: TenantId) {
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

function newTenantId(): TenantId {
  const tenantId = parseTenantId(`t_${randomUUID().replaceAll('-', '').slice(0, 20)}`)
  if (tenantId === null) throw new Error('a generated tenant id did not fit its own pattern')
  return tenantId
}

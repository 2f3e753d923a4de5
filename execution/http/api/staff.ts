import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { memberSchema, newStaffSchema } from '#contract/session.ts'
import { toIso } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import type { Member } from '#ports/access.ts'
import { ApiProblem } from '../errors.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

const members = z.object({ items: z.array(memberSchema) })

/** Who may sign in to a business besides its owner. Adding somebody vouches that they agreed to get sign-in codes. */
export async function staffRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const path = '/tenants/:tenantId/staff'
  app.get(path, { schema: { params: tenantParams, response: { 200: members } } }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    const found = await parts.store.transaction(policy.tenantId, (tx) => tx.members.list())
    return { items: found.map(present) }
  })
  app.post(path, { schema: { params: tenantParams, body: newStaffSchema, response: { 201: members } } }, async (request, reply) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    const phone = phoneOf(request.body.phone)
    const found = await parts.store.transaction(policy.tenantId, async (tx) => {
      await tx.members.saveStaff({ phone, name: request.body.name }, parts.clock.now())
      return tx.members.list()
    })
    return reply.code(201).send({ items: found.map(present) })
  })
  const params = tenantParams.extend({ phone: z.string().max(20) })
  app.delete(`${path}/:phone`, { schema: { params, response: { 200: members } } }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    const phone = phoneOf(request.params.phone)
    return parts.store.transaction(policy.tenantId, async (tx) => {
      if (!(await tx.members.removeStaff(phone))) throw new ApiProblem('staff_not_found')
      return { items: (await tx.members.list()).map(present) }
    })
  })
}

function present({ createdAt, ...member }: Member) {
  return { ...member, createdAt: toIso(createdAt) }
}

function phoneOf(text: string) {
  const phone = parsePhoneNumber(text)
  if (phone === null) throw new ApiProblem('invalid_request', 'phone: must be an E.164 number such as +12175550100')
  return phone
}

import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { phoneCodeSentSchema, phoneConfirmationSchema, phoneConfirmedSchema, phoneVerificationSchema } from '#contract/phones.ts'
import { CODES_PER_HOUR, type CodeVerdict } from '#core/one-time-code.ts'
import { toIso } from '#core/values/instant.ts'
import { parsePhoneNumber, type PhoneNumber } from '#core/values/phone-number.ts'
import { confirmPhone } from '#flow/phones/confirm-phone.ts'
import { verifyPhone } from '#flow/phones/verify-phone.ts'
import { ApiProblem } from '../errors.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

const NOT_RIGHT: Readonly<Record<Exclude<CodeVerdict, 'right'>, string>> = {
  wrong: 'These are not the digits that were texted.',
  expired: 'The code is older than ten minutes; ask for another.',
  used_up: 'Too many wrong tries; ask for another code.',
  none: 'No code is open for this phone; ask for one first.',
}

/** Showing that a phone of staff is theirs, before alerts go to it. */
export async function phoneRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const address = '/tenants/:tenantId/phones'
  app.post(
    `${address}/verify`,
    { schema: { params: tenantParams, body: phoneVerificationSchema, response: { 202: phoneCodeSentSchema } } },
    async (request, reply) => {
      const tenant = await tenantOf(parts, request.params.tenantId)
      const phone = phoneOf(request.body.phone)
      const asked = await verifyPhone(parts, tenant, phone)
      switch (asked.kind) {
        case 'on-its-way':
          return reply.code(202).send({ phone, validUntil: toIso(asked.until) })
        case 'not-of-staff':
          throw new ApiProblem('phone_not_of_staff')
        case 'too-many':
          throw new ApiProblem('too_many_codes', `${CODES_PER_HOUR} codes an hour to one phone; the next one after ${toIso(asked.until)}`)
        case 'may-not-send':
          throw new ApiProblem('may_not_send', null, asked.reasons)
        default:
          return asked satisfies never
      }
    },
  )
  app.post(
    `${address}/confirm`,
    { schema: { params: tenantParams, body: phoneConfirmationSchema, response: { 200: phoneConfirmedSchema } } },
    async (request) => {
      const tenant = await tenantOf(parts, request.params.tenantId)
      const phone = phoneOf(request.body.phone)
      const verdict = await confirmPhone(parts, tenant, phone, request.body.code)
      if (verdict !== 'right') throw new ApiProblem('code_not_right', NOT_RIGHT[verdict])
      return { phone, verified: true as const }
    },
  )
}

function phoneOf(text: string): PhoneNumber {
  const phone = parsePhoneNumber(text)
  if (phone === null) throw new ApiProblem('invalid_request', `phone: "${text}" is not an E.164 number such as +12175550100`)
  return phone
}

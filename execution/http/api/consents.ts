import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { newConsentSchema, newSuppressionSchema, permissionFactsSchema, suppressionUndoSchema } from '#contract/consents.ts'
import type { StaffEvent } from '#core/event.ts'
import { parseInstant, type Instant } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import { enterStaffWord } from '#flow/enter-staff-word.ts'
import { ApiProblem } from '../errors.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

const answered = { params: tenantParams, response: { 200: permissionFactsSchema } }

/** What staff know of a customer's wishes: consents with their evidence, opt-outs that were spoken, and the mistaken ones taken back. */
export async function consentRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  app.post('/tenants/:tenantId/consents', { schema: { ...answered, body: newConsentSchema } }, (request) => {
    const { phone, class: consentClass, occurredAt, ...evidence } = request.body
    return enter(parts, request, phone, { kind: 'consent-recorded', consentClass, occurredAt: instantOf(occurredAt), ...evidence })
  })
  app.post('/tenants/:tenantId/suppressions', { schema: { ...answered, body: newSuppressionSchema } }, (request) => {
    const { phone, words, by } = request.body
    return enter(parts, request, phone, { kind: 'opt-out-recorded', words, by })
  })
  app.post('/tenants/:tenantId/suppressions/undo', { schema: { ...answered, body: suppressionUndoSchema } }, (request) => {
    const { phone, reason, by } = request.body
    return enter(parts, request, phone, { kind: 'opt-out-undone', reason, by })
  })
}

type Asked = { params: { tenantId: string }; headers: Record<string, string | string[] | undefined> }

async function enter(parts: ApiParts, request: Asked, number: string, event: StaffEvent) {
  const tenant = await tenantOf(parts, request.params.tenantId)
  const phone = parsePhoneNumber(number)
  if (phone === null) throw new ApiProblem('invalid_request', `phone: "${number}" is not an E.164 number such as +12175550100`)
  const key = request.headers['idempotency-key']
  const id = `staff:${typeof key === 'string' && key !== '' ? key.slice(0, 200) : randomUUID()}`
  const entered = await enterStaffWord(parts, tenant, phone, { id, event })
  switch (entered.kind) {
    case 'done':
      return { phone, suppressed: entered.suppressed }
    case 'not_suppressed':
      throw new ApiProblem('not_suppressed')
    case 'blocked_by_carrier':
      throw new ApiProblem('blocked_by_carrier')
    case 'in_the_future':
      throw new ApiProblem('invalid_request', 'occurredAt: is in the future')
    default:
      return entered satisfies never
  }
}

function instantOf(text: string): Instant {
  const at = parseInstant(text)
  if (at === null) throw new ApiProblem('invalid_request', `occurredAt: "${text}" is not an ISO 8601 time with a zone`)
  return at
}

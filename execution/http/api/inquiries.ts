import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { leadTakenSchema, newLeadSchema, type NewLead } from '#contract/inquiries.ts'
import type { InquiryConsent } from '#core/inquiries/inquiry.ts'
import { typedPhone } from '#core/inquiries/typed-phone.ts'
import { parseInstant, toIso } from '#core/values/instant.ts'
import { receiveInquiry, type NewInquiry } from '#flow/receive-inquiry.ts'
import type { InquiryAnswer } from '#ports/inquiries.ts'
import { ApiProblem } from '../errors.ts'
import { presentLead } from './present.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

const KEY_MAX_LENGTH = 200

/** Leads from elsewhere: a lead seller, a website, any program with a key of the business. */
export async function inquiryRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const schema = { params: tenantParams, body: newLeadSchema, response: { 201: leadTakenSchema } }
  app.post('/tenants/:tenantId/leads', { schema }, async (request, reply) => {
    const tenant = await tenantOf(parts, request.params.tenantId)
    const key = request.headers['idempotency-key']
    if (typeof key !== 'string' || key === '' || key.length > KEY_MAX_LENGTH) throw new ApiProblem('idempotency_key_missing')
    const received = await receiveInquiry(parts, tenant, inquiryOf(request.body, key, request.identity))
    if (received.kind === 'another') throw new ApiProblem('idempotency_key_reused')
    const { answer } = received
    const lead = answer.lead ?? (await parts.store.transaction(tenant.policy.tenantId, (tx) => tx.leads.find(answer.leadId)))
    if (lead === null) throw new ApiProblem('lead_not_found')
    return reply.code(201).send({ lead: presentLead(lead), receivedAt: toIso(answer.receivedAt), text: textOf(answer) })
  })
}

function textOf({ decision, reasons, textFrom }: InquiryAnswer) {
  return { decision, reasons, from: textFrom }
}

function inquiryOf(posted: NewLead, key: string, identity: FastifyRequest['identity']): NewInquiry {
  const { name, message, address, zip, preferredTime, source } = posted
  const phone = typedPhone(posted.phone)
  if (phone === null)
    throw new ApiProblem('invalid_request', `phone: "${posted.phone}" is not a number of the United States or Canada such as +12175550142`)
  return {
    key,
    phone,
    name,
    message,
    address,
    zip,
    preferredTime,
    channel: 'api',
    label: source,
    consent: consentOf(posted.consent),
    doubt: null,
    by: identity?.name ?? null,
  }
}

function consentOf({ kind, text, at, pageUrl, ip, userAgent }: NewLead['consent']): InquiryConsent {
  return { ticked: kind === 'express', words: text, wordsVersion: null, at: at === null ? null : parseInstant(at), pageUrl, ip, userAgent }
}

import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import {
  erasureSchema,
  evidencePackSchema,
  evidenceQuerySchema,
  ledgerEntrySchema,
  ledgerVerdictSchema,
  newErasureSchema,
} from '#contract/ledger.ts'
import { pageOf, pageQuerySchema } from '#contract/views.ts'
import { factsOf } from '#core/ledger/entry-facts.ts'
import { instant, toIso } from '#core/values/instant.ts'
import { parsePhoneNumber, type PhoneNumber } from '#core/values/phone-number.ts'
import { erasePerson } from '#flow/ledger/erase-person.ts'
import { gatherEvidence } from '#flow/ledger/gather-evidence.ts'
import { verifyLedger } from '#flow/ledger/verify-ledger.ts'
import type { OpenedEntry } from '#ports/ledger.ts'
import { ApiProblem } from '../errors.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

/** The proof ledger: looking, checking, the evidence about one number, and erasing a person. */
export async function ledgerRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  app.get(
    '/tenants/:tenantId/ledger',
    { schema: { params: tenantParams, querystring: pageQuerySchema, response: { 200: pageOf(ledgerEntrySchema) } } },
    async (request) => {
      const { policy } = await tenantOf(parts, request.params.tenantId)
      const { limit, cursor } = request.query
      const page = await parts.store.transaction(policy.tenantId, (tx) => tx.ledger.list({ limit, cursor: cursor ?? null }))
      return { items: page.items.map(presentEntry), nextCursor: page.nextCursor }
    },
  )
  app.get(
    '/tenants/:tenantId/ledger/verify',
    { schema: { params: tenantParams, response: { 200: ledgerVerdictSchema } } },
    async (request) => {
      const { policy } = await tenantOf(parts, request.params.tenantId)
      return verifyLedger(parts.store, policy.tenantId)
    },
  )
  app.get(
    '/tenants/:tenantId/ledger/evidence',
    { schema: { params: tenantParams, querystring: evidenceQuerySchema, response: { 200: evidencePackSchema } } },
    async (request) => {
      const { policy } = await tenantOf(parts, request.params.tenantId)
      return gatherEvidence(parts, policy, phoneOf(request.query.number))
    },
  )
  app.post(
    '/tenants/:tenantId/erasures',
    { schema: { params: tenantParams, body: newErasureSchema, response: { 200: erasureSchema } } },
    async (request) => {
      const { policy } = await tenantOf(parts, request.params.tenantId)
      const answer = await erasePerson(parts, policy.tenantId, phoneOf(request.body.phone), 'operator')
      if (answer.kind === 'busy') throw new ApiProblem('erasure_busy')
      const { kind: _kind, blanked, ...rest } = answer
      return { erased: blanked, ...rest }
    },
  )
}

function presentEntry(entry: OpenedEntry) {
  const { sequence, at, kind, person, facts, personal, prevHash, hash } = entry
  const personalState = personal === 'destroyed' ? ('destroyed' as const) : personal === null ? ('none' as const) : ('readable' as const)
  return {
    sequence,
    at: toIso(instant(at)),
    kind: ledgerEntrySchema.shape.kind.parse(kind),
    person,
    facts: factsOf(facts),
    personal: personal === 'destroyed' ? null : personal,
    personalState,
    prevHash,
    hash,
  }
}

function phoneOf(text: string): PhoneNumber {
  const phone = parsePhoneNumber(text)
  if (phone === null) throw new ApiProblem('invalid_request', `"${text}" is not an E.164 number such as +12175550100`)
  return phone
}

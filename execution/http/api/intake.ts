import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { formChangeSchema, intakeSchema, madeIntakeKeySchema, newIntakeKeySchema, type IntakeView } from '#contract/inquiries.ts'
import { asOneLine, defaultConsentWords, missingIn, type ConsentNeed } from '#core/inquiries/consent-words.ts'
import { countedBySource } from '#core/results/by-source.ts'
import type { TenantPolicy, WebForm } from '#core/tenant-policy.ts'
import { DAY_MS, plus, toIso } from '#core/values/instant.ts'
import type { InquiryRow, IntakeKey } from '#ports/inquiries.ts'
import { ApiProblem } from '../errors.ts'
import { formAddresses, wordsOfForm } from '../form/form-key.ts'
import { hashOfKey, newIntakeKey } from '../sign-in/intake-key.ts'
import { saveTenant } from './tenants.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

const ARRIVALS_MAX = 20
const COUNTED_DAYS = 30

const OPEN_FORM: WebForm = { isOpen: true, words: null, privacyUrl: null }

/** What the owner sets about the form and the keys, and who came that way. */
export async function intakeRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const answered = { params: tenantParams, response: { 200: intakeSchema } }
  app.get('/tenants/:tenantId/intake', { schema: answered }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    return intakeOf(parts, policy)
  })
  app.patch('/tenants/:tenantId/intake/form', { schema: { ...answered, body: formChangeSchema } }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    const { isOpen, words, privacyUrl } = request.body
    const before = policy.webForm ?? OPEN_FORM
    const webForm: WebForm = {
      isOpen: isOpen ?? before.isOpen,
      words: words === undefined ? before.words : ownWords(words, policy),
      privacyUrl: privacyUrl === undefined ? before.privacyUrl : privacyUrl,
    }
    const next = { ...policy, webForm }
    await saveTenant(parts, policy.tenantId, next, undefined)
    return intakeOf(parts, next)
  })
  const making = { params: tenantParams, body: newIntakeKeySchema, response: { 201: madeIntakeKeySchema } }
  app.post('/tenants/:tenantId/intake/keys', { schema: making }, async (request, reply) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    const key = newIntakeKey()
    const made = { id: `ik_${randomUUID()}`, name: request.body.name, createdAt: parts.clock.now() }
    await parts.store.transaction(policy.tenantId, (tx) => tx.intakeKeys.add({ ...made, hash: hashOfKey(key) }))
    return reply.code(201).send({ ...keyShown({ ...made, lastUsedAt: null }), key })
  })
  const ending = { params: tenantParams.extend({ keyId: z.string().max(100) }), response: { 200: intakeSchema } }
  app.delete('/tenants/:tenantId/intake/keys/:keyId', { schema: ending }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    const revoked = await parts.store.transaction(policy.tenantId, (tx) => tx.intakeKeys.revoke(request.params.keyId))
    if (!revoked) throw new ApiProblem('intake_key_not_found')
    return intakeOf(parts, policy)
  })
}

const NEED_WORDS: Record<ConsentNeed, string> = {
  agrees: 'that they agree',
  texts: 'that it is about texts',
  name: 'the name of the business',
  automated: 'that some texts are automated',
  purpose: 'what the texts are about (request, appointment, service)',
  frequency: 'how often (message frequency varies)',
  rates: 'that message and data rates may apply',
  stop: 'STOP to end',
  help: 'HELP for help',
  no_condition: 'that agreeing is not a condition of buying',
  address: 'your mailing address (in Canada)',
  withdraw: 'that they can withdraw it (in Canada)',
}

/** Words that would not do as a consent are refused here rather than at every visitor. */
function ownWords(words: string | null, policy: TenantPolicy): string | null {
  if (words === null) return null
  const line = asOneLine(words)
  const missing = missingIn(line, policy)
  const lacks = missing.map((need) => NEED_WORDS[need])
  if (missing.length > 0) throw new ApiProblem('consent_words_faulty', `Still missing: ${lacks.join('; ')}.`, missing)
  return line === defaultConsentWords(policy) ? null : line
}

async function intakeOf(parts: ApiParts, policy: TenantPolicy): Promise<IntakeView> {
  const since = plus(parts.clock.now(), -COUNTED_DAYS * DAY_MS)
  const found = await parts.store.transaction(policy.tenantId, async (tx) => ({
    keys: await tx.intakeKeys.list(),
    arrivals: (await tx.inquiries.list({ limit: ARRIVALS_MAX, cursor: null })).items,
    bySource: countedBySource(await tx.inquiries.arrivals(since, plus(parts.clock.now(), 1))),
  }))
  const { words, version } = wordsOfForm(policy)
  const { isOpen, privacyUrl } = policy.webForm ?? OPEN_FORM
  const form = {
    isOpen,
    privacyUrl,
    words,
    version,
    defaultWords: defaultConsentWords(policy),
    ...formAddresses(parts, policy.tenantId),
  }
  return { form, keys: found.keys.map(keyShown), arrivals: found.arrivals.map(arrivalShown), bySource: found.bySource }
}

function keyShown({ id, name, createdAt, lastUsedAt }: IntakeKey): IntakeView['keys'][number] {
  return { id, name, createdAt: toIso(createdAt), lastUsedAt: lastUsedAt === null ? null : toIso(lastUsedAt) }
}

function arrivalShown({ at, leadId, label, channel, ticked, doubt, answer }: InquiryRow): IntakeView['arrivals'][number] {
  return { at: toIso(at), leadId, label, channel, ticked, doubt, decision: answer.decision }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { PROBLEMS } from '#contract/problem.ts'
import type { FlowParts } from '#flow/parts.ts'
import type { KnownTenant } from '#flow/tenants.ts'
import { sendProblem } from '../errors.ts'
import { formAddresses, tenantOfForm, wordsOfForm } from './form-key.ts'
import { createFormLimits } from './form-limits.ts'
import { formPage, privacyPage, wordsPage } from './form-page.ts'
import { newPass } from './form-pass.ts'
import { takeForm, inWords, type FormTaken } from './take-form.ts'

/** A form with every field full is below this. */
const FORM_BODY_MAX_BYTES = 32 * 1024

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'web', 'form')
const SCRIPT = readFileSync(join(FOLDER, 'embed.js'), 'utf8')
const STYLE = readFileSync(join(FOLDER, 'form.css'), 'utf8')

/** The page may be shown in a frame anywhere and does nothing but send itself here. */
const PAGE_POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors *"

type FormRequest = FastifyRequest<{ Params: { formKey: string } }>

/** The form of a business, for visitors of its website: as a page, in a frame, and drawn by a script into somebody else's page. */
export async function formRoutes(scope: FastifyInstance, parts: FlowParts): Promise<void> {
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_BODY_MAX_BYTES },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body.toString()))),
  )
  const limits = createFormLimits(parts.clock)
  const take = async (request: FormRequest, tenant: KnownTenant): Promise<FormTaken | 'too_many'> => {
    const { formKey } = request.params
    const counted = limits.count(formKey, request.ip)
    if (counted === 'refuse') return 'too_many'
    const { 'user-agent': userAgent = null } = request.headers
    return takeForm(parts, tenant, {
      formKey,
      body: request.body,
      ip: request.ip,
      userAgent: userAgent?.slice(0, 500) ?? null,
      isTooMany: counted === 'keep',
    })
  }
  pages(scope, parts, take)
  forScripts(scope, parts, take)
}

type Take = (request: FormRequest, tenant: KnownTenant) => Promise<FormTaken | 'too_many'>

function pages(scope: FastifyInstance, parts: FlowParts, take: Take): void {
  scope.get('/form/:formKey', async (request: FormRequest, reply) => {
    const tenant = await openForm(parts, request.params.formKey)
    return tenant === null ? closed(reply) : page(reply, shown(parts, tenant, request, { kind: 'wrong', errors: {}, post: tried(request) }))
  })
  scope.get('/form/:formKey/privacy', async (request: FormRequest, reply) => {
    const tenant = await openForm(parts, request.params.formKey)
    return tenant === null ? closed(reply) : page(reply, privacyPage(tenant.policy))
  })
  scope.post('/form/:formKey', { bodyLimit: FORM_BODY_MAX_BYTES }, async (request: FormRequest, reply) => {
    const tenant = await openForm(parts, request.params.formKey)
    if (tenant === null) return closed(reply)
    const taken = await take(request, tenant)
    if (taken === 'too_many') return page(reply.code(PROBLEMS.too_many_tries.status), wordsPage('Please call us', tooMany(tenant)))
    if (taken.kind === 'taken') return page(reply.code(201), wordsPage('Thank you', taken.sentences))
    return page(reply.code(422), shown(parts, tenant, request, taken))
  })
}

/** Scripts of other pages may send and read the answer; no cookie comes with it, and none is set. */
function forScripts(scope: FastifyInstance, parts: FlowParts, take: Take): void {
  const allowed = (reply: FastifyReply) =>
    reply
      .header('access-control-allow-origin', '*')
      .header('access-control-allow-headers', 'content-type')
      .header('access-control-allow-methods', 'POST')
      .header('access-control-max-age', '600')
      .header('cache-control', 'no-store')
  scope.options('/form/:formKey/inquiries', async (_request, reply) => allowed(reply).code(204).send())
  scope.post('/form/:formKey/inquiries', { bodyLimit: FORM_BODY_MAX_BYTES }, async (request: FormRequest, reply) => {
    const tenant = await openForm(parts, request.params.formKey)
    allowed(reply)
    if (tenant === null) return sendProblem(reply, 'form_not_found')
    const taken = await take(request, tenant)
    if (taken === 'too_many') return sendProblem(reply, 'too_many_tries', tooMany(tenant).join(' '))
    return taken.kind === 'taken' ? reply.code(201).send({ sentences: taken.sentences }) : reply.code(422).send({ errors: taken.errors })
  })
  scope.get('/embed/:file', async (request: FastifyRequest<{ Params: { file: string } }>, reply) => {
    const { file } = request.params
    reply.header('cross-origin-resource-policy', 'cross-origin').header('x-content-type-options', 'nosniff')
    if (file === 'form.css') return reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=3600').send(STYLE)
    const formKey = file.endsWith('.js') ? file.slice(0, -'.js'.length) : ''
    const tenant = await openForm(parts, formKey)
    if (tenant === null) return sendProblem(reply, 'form_not_found')
    // A new pass with every answer, so it may not be kept.
    return reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(scriptOf(parts, tenant, formKey))
  })
}

async function openForm(parts: FlowParts, formKey: string): Promise<KnownTenant | null> {
  const tenantId = tenantOfForm(parts, formKey)
  const tenant = tenantId === null ? null : await parts.tenants.find(tenantId)
  return tenant === null || tenant.policy.webForm?.isOpen === false ? null : tenant
}

function shown(
  parts: FlowParts,
  { policy }: KnownTenant,
  request: FormRequest,
  { errors, post }: Extract<FormTaken, { kind: 'wrong' }>,
): string {
  const { formKey } = request.params
  const { words, version } = wordsOfForm(policy)
  const { referer = '' } = request.headers
  // A form that is shown again after a mistake keeps its place in time: correcting a number is quick.
  const isAgain = post.pass !== '' && post.words === words
  const pass = isAgain ? post.pass : newPass(parts, formKey, version, parts.clock.now())
  const privacyUrl = policy.webForm?.privacyUrl ?? `/form/${formKey}/privacy`
  return formPage({ policy, formKey, words, privacyUrl, pass, page: post.page === '' ? referer : post.page, post, errors })
}

/** The lab and Setup open the form with a number filled in, so that it can be tried at once. */
function tried({ query }: FormRequest): Extract<FormTaken, { kind: 'wrong' }>['post'] {
  const phone =
    typeof query === 'object' && query !== null && 'phone' in query && typeof query.phone === 'string' ? query.phone.slice(0, 32) : ''
  return { name: '', phone, message: '', place: '', when: '', agree: '', words: '', pass: '', page: '', company: '' }
}

function scriptOf(parts: FlowParts, { policy }: KnownTenant, formKey: string): string {
  const { words, version } = wordsOfForm(policy)
  const { url } = formAddresses(parts, policy.tenantId)
  const config = {
    business: policy.name,
    url,
    words,
    pass: newPass(parts, formKey, version, parts.clock.now()),
    privacyUrl: policy.webForm?.privacyUrl ?? `${url}/privacy`,
    call: policy.businessPhone === null ? null : { address: `tel:${policy.businessPhone}`, words: inWords(policy.businessPhone) },
    style: STYLE,
  }
  return SCRIPT.replace('__CONFIG__', () => JSON.stringify(config))
}

function tooMany({ policy }: KnownTenant): string[] {
  const phone = policy.businessPhone
  return [`Too many requests came in at once. Please call ${policy.name}${phone === null ? '' : ` at ${inWords(phone)}`}.`]
}

function page(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', PAGE_POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-store')
    .send(html)
}

function closed(reply: FastifyReply): FastifyReply {
  return page(reply.code(404), wordsPage('This form is closed', ['There is no form at this address any more. Please call the business.']))
}

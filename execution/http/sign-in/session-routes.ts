import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import {
  codeCheckSchema,
  codeSentSchema,
  newCodeSchema,
  passwordCheckSchema,
  sessionSchema,
  signedInSchema,
  type SessionView,
  type SignedInView,
} from '#contract/session.ts'
import { CODE_LASTS_MS } from '#core/one-time-code.ts'
import { SECOND_MS, toIso } from '#core/values/instant.ts'
import { parsePhoneNumber, type PhoneNumber } from '#core/values/phone-number.ts'
import { askForCode } from '#flow/sign-in/ask-for-code.ts'
import { checkSignInCode } from '#flow/sign-in/check-sign-in-code.ts'
import type { FlowParts } from '#flow/parts.ts'
import type { Passwords } from '#ports/passwords.ts'
import { ApiProblem } from '../errors.ts'
import type { AttemptLimits } from './attempt-limits.ts'
import type { Identity } from './identity.ts'
import { same, type Sessions } from './sessions.ts'

export type SignInParts = FlowParts & {
  sessions: Sessions
  limits: AttemptLimits
  passwords: Passwords
  /** From the environment; null when the one in the database counts. */
  operatorPassword: string | null
  /** Open views end with the session. */
  live: { closeSession(session: string): void }
}

/** Coming in and going out: codes for owners and staff, the password for the operator. */
export async function sessionRoutes(scope: FastifyInstance, parts: SignInParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const { sessions } = parts
  app.get('/session', { schema: { response: { 200: sessionSchema } } }, (request, reply) => {
    void reply.header('cache-control', 'no-store')
    return viewOf(request.identity, parts.lab)
  })
  app.delete('/session', { schema: { response: { 200: sessionSchema } } }, async (request, reply) => {
    const session = request.identity?.session ?? null
    if (session !== null) {
      await sessions.end(reply, session)
      parts.live.closeSession(session.tokenHash)
    }
    return viewOf(null, parts.lab)
  })
  codeRoutes(scope, parts)
  passwordRoute(scope, parts)
}

function codeRoutes(scope: FastifyInstance, parts: SignInParts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const { limits } = parts
  app.post('/session/code', { schema: { body: newCodeSchema, response: { 202: codeSentSchema } } }, async (request, reply) => {
    limits.count('code', request.ip)
    const deliver = await askForCode(parts, phoneOf(request.body.phone))
    // After the answer has left: whether somebody has this number must not be heard in how long it takes.
    if (deliver !== null) parts.clock.after(0, () => void deliver().catch((error: unknown) => parts.measures.effectFailed('code', error)))
    return reply.code(202).send({ accepted: true, expiresInSeconds: CODE_LASTS_MS / SECOND_MS })
  })
  app.post('/session/code/check', { schema: { body: codeCheckSchema, response: { 200: signedInSchema } } }, async (request, reply) => {
    limits.count('code-check', request.ip)
    const phone = phoneOf(request.body.phone)
    const memberships = await checkSignInCode(parts, phone, request.body.code)
    if (memberships.length === 0) throw new ApiProblem('wrong_code')
    return startSession(parts, request, reply, phone)
  })
}

function passwordRoute(scope: FastifyInstance, parts: SignInParts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  app.post('/session/password', { schema: { body: passwordCheckSchema, response: { 200: signedInSchema } } }, async (request, reply) => {
    parts.limits.count('password', request.ip)
    const { password } = request.body
    const phc = await parts.store.access((tx) => tx.operator.password())
    // Both are always computed, so that the time tells nothing of how the password is set.
    const isStored = await parts.passwords.check(password, phc)
    const isGiven = parts.operatorPassword !== null && same(password, parts.operatorPassword)
    if (parts.operatorPassword === null ? !isStored : !isGiven) throw new ApiProblem('wrong_password')
    return startSession(parts, request, reply, null)
  })
}

/** Signs the browser in and answers as `GET /session` does. A session that the browser had before ends. */
export async function startSession(
  parts: Pick<SignInParts, 'sessions' | 'lab'>,
  request: FastifyRequest,
  reply: FastifyReply,
  phone: PhoneNumber | null,
): Promise<SignedInView> {
  const before = request.identity?.session ?? null
  if (before !== null) await parts.sessions.end(reply, before)
  const identity = await parts.sessions.start(reply, phone)
  if (identity === null) throw new ApiProblem('wrong_code')
  request.identity = identity
  void reply.header('cache-control', 'no-store')
  // A started session always has its own part.
  return viewOf(identity, parts.lab) as SignedInView
}

function viewOf(identity: Identity | null, lab: boolean): SessionView {
  // A program with a key has no session either.
  if (identity === null || identity.session === null || identity.role === 'intake') return { signedIn: false, lab }
  const { role, name, memberships, session } = identity
  return {
    signedIn: true,
    lab,
    role,
    name,
    tenants: memberships.map(({ tenantId, tenantName }) => ({ id: tenantId, name: tenantName })),
    csrfToken: session.csrfToken,
    expiresAt: toIso(session.expiresAt),
  }
}

function phoneOf(text: z.infer<typeof newCodeSchema>['phone']): PhoneNumber {
  const phone = parsePhoneNumber(text)
  if (phone === null) throw new ApiProblem('invalid_request', 'phone: must be an E.164 number such as +12175550100')
  return phone
}

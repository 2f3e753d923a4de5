import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { passkeyAnswerSchema, passkeyOptionsSchema, passkeySchema, signedInSchema, type PasskeyView } from '#contract/session.ts'
import { MINUTE_MS, toIso } from '#core/values/instant.ts'
import type { PasskeyRow } from '#ports/access.ts'
import type { Clock } from '#ports/clock.ts'
import type { Passkeys } from '#ports/passkeys.ts'
import { ApiProblem } from '../errors.ts'
import { startSession, type SignInParts } from './session-routes.ts'

/** How long a browser may take to answer a challenge. */
const CHALLENGE_LASTS_MS = 5 * MINUTE_MS
const CHALLENGES_MAX = 1_000
const DEFAULT_NAME = 'Passkey'

export type PasskeyParts = SignInParts & { passkeys: Passkeys }

type Challenges = { keep(challenge: string): string; take(id: string): string }

/** The operator's passkeys: making, listing and removing them, and signing in with one. */
export async function passkeyRoutes(scope: FastifyInstance, parts: PasskeyParts): Promise<void> {
  const challenges = createChallenges(parts.clock)
  signInRoutes(scope, parts, challenges)
  ownRoutes(scope, parts, challenges)
}

function signInRoutes(scope: FastifyInstance, parts: PasskeyParts, challenges: Challenges): void {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const { passkeys, limits, store, clock } = parts
  app.post('/session/passkey/options', { schema: { response: { 200: passkeyOptionsSchema } } }, async (request) => {
    limits.count('passkey', request.ip)
    return offered(passkeys, challenges, () => passkeys.signInOptions())
  })
  app.post('/session/passkey', { schema: { body: passkeyAnswerSchema, response: { 200: signedInSchema } } }, async (request, reply) => {
    limits.count('passkey', request.ip)
    const challenge = challenges.take(request.body.challengeId)
    const id = passkeys.idOf(request.body.response)
    const passkey = id === null ? null : await store.access((tx) => tx.passkeys.find(id))
    const checked = passkey === null ? null : await passkeys.checkSignIn(request.body.response, challenge, passkey)
    if (passkey === null || checked === null) throw new ApiProblem('wrong_passkey')
    await store.access((tx) => tx.passkeys.used(passkey.id, checked.counter, clock.now()))
    return startSession(parts, request, reply, null)
  })
}

function ownRoutes(scope: FastifyInstance, parts: PasskeyParts, challenges: Challenges): void {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const { passkeys, store, clock } = parts
  app.get('/passkeys', { schema: { response: { 200: z.object({ items: z.array(passkeySchema) }) } } }, async () => ({
    items: (await store.access((tx) => tx.passkeys.list())).map(present),
  }))
  app.post('/passkeys/options', { schema: { response: { 200: passkeyOptionsSchema } } }, async () => {
    const known = await store.access((tx) => tx.passkeys.list())
    return offered(passkeys, challenges, () => passkeys.registrationOptions(known))
  })
  app.post('/passkeys', { schema: { body: passkeyAnswerSchema, response: { 201: passkeySchema } } }, async (request, reply) => {
    const { challengeId, response, name } = request.body
    const made = await passkeys.checkRegistration(response, challenges.take(challengeId))
    if (made === null) throw new ApiProblem('wrong_passkey')
    const row: PasskeyRow = { ...made, name: name || DEFAULT_NAME, createdAt: clock.now(), lastUsedAt: null }
    await store.access(async (tx) => {
      await tx.passkeys.remove(row.id)
      await tx.passkeys.add(row)
    })
    return reply.code(201).send(present(row))
  })
  const params = z.object({ passkeyId: z.string().max(1_400) })
  app.delete('/passkeys/:passkeyId', { schema: { params, response: { 200: z.object({ removed: z.literal(true) }) } } }, async (request) => {
    if (!(await store.access((tx) => tx.passkeys.remove(request.params.passkeyId)))) throw new ApiProblem('passkey_not_found')
    return { removed: true as const }
  })
}

async function offered(passkeys: Passkeys, challenges: Challenges, make: () => ReturnType<Passkeys['signInOptions']>) {
  if (passkeys.unavailable !== null) throw new ApiProblem('passkeys_unavailable', passkeys.unavailable)
  const { challenge, options } = await make()
  return { challengeId: challenges.keep(challenge), options }
}

function present({ id, name, createdAt, lastUsedAt }: PasskeyRow): PasskeyView {
  return { id, name, createdAt: toIso(createdAt), lastUsedAt: lastUsedAt === null ? null : toIso(lastUsedAt) }
}

/** Challenges that wait for their answer, each good once. In memory: after a restart the browser asks for another. */
function createChallenges(clock: Pick<Clock, 'now'>): Challenges {
  const waiting = new Map<string, { challenge: string; until: number }>()
  return {
    keep(challenge) {
      const id = randomUUID()
      waiting.set(id, { challenge, until: clock.now() + CHALLENGE_LASTS_MS })
      for (const oldest of waiting.keys()) {
        if (waiting.size <= CHALLENGES_MAX) break
        waiting.delete(oldest)
      }
      return id
    },
    take(id) {
      const found = waiting.get(id)
      waiting.delete(id)
      if (found === undefined || found.until < clock.now()) throw new ApiProblem('wrong_passkey', 'The challenge has expired; try again.')
      return found.challenge
    },
  }
}

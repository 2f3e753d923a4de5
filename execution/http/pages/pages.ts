import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyHelmet from '@fastify/helmet'
import { z } from 'zod'
import type { Lab } from '#ports/lab.ts'
import { ApiProblem } from '../errors.ts'
import type { SignInParts } from '../sign-in/session-routes.ts'
import { webFiles } from './web-files.ts'

export type PageParts = Pick<SignInParts, 'publicUrl' | 'sessions' | 'limits'> & { labScreen: Lab | null }

/** What `scripts/build-web.mjs` makes of `web/`. */
const BUILT = join(import.meta.dirname, '..', '..', '..', 'web', 'dist')

const ringBody = z.object({ caller: z.string().max(40), owner: z.string().max(40), mode: z.string().max(40) })
const textBody = z.object({ body: z.string().max(2_000) })

/** What a browser sees. Everything is a file of ours: no code inside the page, nothing from elsewhere. */
export async function pageRoutes(scope: FastifyInstance, parts: PageParts): Promise<void> {
  await scope.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
      },
    },
    strictTransportSecurity: parts.publicUrl.startsWith('https:'),
  })
  const { shell } = webFiles(scope, BUILT)
  scope.get('/sign-in', (request: FastifyRequest<{ Querystring: { token?: string } }>, reply) =>
    typeof request.query.token === 'string'
      ? signInByLink(parts, request.query.token, request, reply, () => shell(request, reply.code(403)))
      : shell(request, reply),
  )
  const lab = parts.labScreen
  if (lab !== null) await scope.register((inner) => labRoutes(inner, lab))
}

/** A link that is not, or no longer, right leads to the ordinary sign-in. */
async function signInByLink(
  parts: PageParts,
  token: string,
  request: FastifyRequest,
  reply: FastifyReply,
  otherwise: () => FastifyReply,
): Promise<FastifyReply> {
  parts.limits.count('link', request.ip)
  if (!parts.sessions.isOperatorToken(token)) return otherwise()
  await parts.sessions.start(reply, null)
  return reply.redirect('/')
}

async function labRoutes(scope: FastifyInstance, lab: Lab): Promise<void> {
  scope.get('/lab/view', (request: FastifyRequest<{ Querystring: { since?: string } }>) => lab.view(Number(request.query.since ?? 0) || 0))
  scope.post('/lab/ring', (request) => orProblem(lab.ring(parsed(ringBody, request.body))))
  scope.post('/lab/text', async (request) => {
    await orProblem(lab.text(parsed(textBody, request.body).body))
    return { ok: true }
  })
  scope.post('/lab/next-customer', async () => {
    await lab.nextCustomer()
    return { ok: true }
  })
}

function parsed<Shape extends z.ZodType>(shape: Shape, body: unknown): z.output<Shape> {
  const result = shape.safeParse(body)
  if (!result.success) throw new ApiProblem('invalid_request', z.prettifyError(result.error))
  return result.data
}

async function orProblem<Result>(work: Promise<Result>): Promise<Result> {
  return work.catch((error: unknown) => {
    if (error instanceof Error && error.name === 'LabProblem') throw new ApiProblem('invalid_request', error.message)
    throw error
  })
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyHelmet from '@fastify/helmet'
import { z } from 'zod'
import type { Lab } from '#ports/lab.ts'
import { ApiProblem } from '../errors.ts'
import type { SignInParts } from '../sign-in/session-routes.ts'

export type PageParts = Pick<SignInParts, 'publicUrl' | 'sessions' | 'limits'> & { labScreen: Lab | null }

const PUBLIC = join(import.meta.dirname, 'public')

const FILES = {
  '/lab.css': 'text/css; charset=utf-8',
  '/lab.js': 'text/javascript; charset=utf-8',
  '/icon.svg': 'image/svg+xml',
} as const

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
  scope.get('/', (request, reply) =>
    page(reply, parts.labScreen === null ? 'live.html' : request.identity !== null ? 'lab.html' : 'signed-out.html'),
  )
  scope.get('/sign-in', (request: FastifyRequest<{ Querystring: { token?: string } }>, reply) => signInByLink(parts, request, reply))
  for (const [path, type] of Object.entries(FILES)) {
    const content = readFileSync(join(PUBLIC, path))
    scope.get(path, (_request, reply) => reply.type(type).header('cache-control', 'no-cache').send(content))
  }
  const lab = parts.labScreen
  if (lab !== null) await scope.register((inner) => labRoutes(inner, lab))
}

function page(reply: FastifyReply, file: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(readFileSync(join(PUBLIC, file)))
}

async function signInByLink(
  parts: PageParts,
  request: FastifyRequest<{ Querystring: { token?: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  parts.limits.count('link', request.ip)
  const isRight = typeof request.query.token === 'string' && parts.sessions.isOperatorToken(request.query.token)
  if (!isRight) return page(reply.code(403), 'signed-out.html')
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

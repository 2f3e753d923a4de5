import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyHelmet from '@fastify/helmet'
import type { Lab } from '#ports/lab.ts'
import type { SignInParts } from '../sign-in/session-routes.ts'
import { labRoutes } from './lab-routes.ts'
import { webFiles } from './web-files.ts'

export type PageParts = Pick<SignInParts, 'publicUrl' | 'sessions' | 'limits'> & { labScreen: Lab | null }

/** What `scripts/build-web.mjs` makes of `web/`. */
const BUILT = join(import.meta.dirname, '..', '..', '..', 'web', 'dist')

/** What a browser sees. Everything is a file of ours: no code inside the page, nothing from elsewhere. */
export async function pageRoutes(scope: FastifyInstance, parts: PageParts): Promise<void> {
  await scope.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Voicemails and pictures that an operator fetches with a reason are shown out of the page's own memory.
        imgSrc: ["'self'", 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
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

import fastifyCookie from '@fastify/cookie'
import fastify, { type FastifyInstance } from 'fastify'
import { apiRoutes } from './api/api.ts'
import type { RegistrationApiParts } from './api/registration.ts'
import { drainBeforeAnswer } from './drain-request.ts'
import { formRoutes } from './form/form-routes.ts'
import { errorHandler, sendProblem } from './errors.ts'
import { pageRoutes, type PageParts } from './pages/pages.ts'
import { type FeedParts, visitFeed } from './pages/visit-feed.ts'
import { guard } from './sign-in/guard.ts'
import type { WebhookParts } from './webhooks/answer-webhook.ts'
import { serverWithWebhooks, webhookRoutes } from './webhooks/webhooks.ts'

/** Requests of the API and the pages; webhooks have their own, smaller limit. */
const BODY_MAX_BYTES = 256 * 1024
const REQUEST_TIMEOUT_MS = 30_000
const KEEP_ALIVE_MS = 65_000

export type ServerParts = WebhookParts &
  RegistrationApiParts &
  PageParts &
  FeedParts & { readiness: () => Promise<boolean>; metricsText: () => Promise<string> }

/** Three scopes behind one table of permissions: the carrier's webhooks, the API, the pages of the browser. */
export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const refuse = errorHandler((error) => parts.measures.effectFailed('http', error))
  const app = fastify({
    logger: false,
    serverFactory: (handler) => {
      const server = serverWithWebhooks(handler, parts)
      server.requestTimeout = REQUEST_TIMEOUT_MS
      server.keepAliveTimeout = KEEP_ALIVE_MS
      return server
    },
    bodyLimit: BODY_MAX_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    routerOptions: { maxParamLength: 300 },
    trustProxy: false,
    // What the router itself refuses, such as an address with an endless id, is answered like everything else.
    frameworkErrors: (error, request, reply) => void refuse(error, request, reply),
  })
  app.setErrorHandler(refuse)
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, 'not_found'))
  drainBeforeAnswer(app)
  await app.register(fastifyCookie)
  guard(app, parts)
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) =>
    (await parts.readiness())
      ? { status: 'ready' }
      : reply.code(503).send({ status: 'not ready', why: 'The database does not take a write.' }),
  )
  app.get('/metrics', async (_request, reply) => reply.type('text/plain; version=0.0.4').send(await parts.metricsText()))
  await app.register((scope) => webhookRoutes(scope, parts))
  await app.register((scope) => apiRoutes(scope, parts), { prefix: '/api/v1' })
  await app.register((scope) => visitFeed(scope, parts))
  await app.register((scope) => formRoutes(scope, parts))
  await app.register((scope) => pageRoutes(scope, parts))
  return app
}

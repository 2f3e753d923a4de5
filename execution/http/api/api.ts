import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createHash, timingSafeEqual } from 'node:crypto'
import { jsonSchemaTransform, jsonSchemaTransformObject, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import fastifySwagger from '@fastify/swagger'
import { ApiProblem, errorHandler, sendProblem } from '../errors.ts'
import { bookingRoutes } from './booking.ts'
import { directiveRoutes } from './directives.ts'
import { consentRoutes } from './consents.ts'
import { explainRoutes } from './explain.ts'
import { leadActRoutes } from './lead-acts.ts'
import { ledgerRoutes } from './ledger.ts'
import { listRoutes } from './lists.ts'
import { messageRoutes } from './messages.ts'
import { phoneRoutes } from './phones.ts'
import { registrationRoutes, type RegistrationApiParts } from './registration.ts'
import { tenantRoutes } from './tenants.ts'
import { visitRoutes } from './visits.ts'

/** `/api/v1`: JSON in, JSON out, problem documents, one schema that validates, types and documents. */
export async function apiRoutes(scope: FastifyInstance, parts: RegistrationApiParts): Promise<void> {
  scope.setValidatorCompiler(validatorCompiler)
  scope.setSerializerCompiler(serializerCompiler)
  scope.setErrorHandler(errorHandler((error) => parts.measures.effectFailed('api', error)))
  scope.setNotFoundHandler((_request, reply) => sendProblem(reply, 'not_found'))
  scope.removeContentTypeParser('application/json')
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, parseJson)
  await scope.register(fastifySwagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Lead agent', version: '1', description: 'The API of the AI lead response agent.' } },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  scope.addHook('onRequest', async (request) => {
    if (request.routeOptions.url === '/api/v1/openapi.json') return
    if (!hasToken(request, parts.operatorToken) && !parts.isSignedIn(request)) throw new ApiProblem('unauthorized')
  })
  scope.get('/openapi.json', { schema: { hide: true } }, async () => scope.swagger())
  await scope.register((inner) => tenantRoutes(inner, parts))
  await scope.register((inner) => listRoutes(inner, parts))
  await scope.register((inner) => leadActRoutes(inner, parts))
  await scope.register((inner) => messageRoutes(inner, parts))
  await scope.register((inner) => ledgerRoutes(inner, parts))
  await scope.register((inner) => bookingRoutes(inner, parts))
  await scope.register((inner) => visitRoutes(inner, parts))
  await scope.register((inner) => directiveRoutes(inner, parts))
  await scope.register((inner) => registrationRoutes(inner, parts))
  await scope.register((inner) => explainRoutes(inner, parts))
  await scope.register((inner) => consentRoutes(inner, parts))
  await scope.register((inner) => phoneRoutes(inner, parts))
}

function hasToken(request: FastifyRequest, token: string): boolean {
  const header = request.headers.authorization ?? ''
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(header), digest(`Bearer ${token}`))
}

/** JSON, where nothing at all counts as an empty object: commands without details need no body. */
function parseJson(_request: FastifyRequest, body: string | Buffer, done: (error: Error | null, value?: unknown) => void): void {
  const text = body.toString()
  try {
    done(null, text.trim() === '' ? {} : JSON.parse(text))
  } catch {
    done(new ApiProblem('invalid_request', 'the body is not JSON'))
  }
}

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import fastifyHelmet from '@fastify/helmet'
import fastifySwagger from '@fastify/swagger'
import { ApiProblem, errorHandler, sendProblem } from '../errors.ts'
import { bookingRoutes } from './booking.ts'
import { consentRoutes } from './consents.ts'
import { correctionRoutes } from './corrections.ts'
import { directiveRoutes } from './directives.ts'
import { explainRoutes } from './explain.ts'
import { exportRoutes } from './export.ts'
import { inquiryRoutes } from './inquiries.ts'
import { intakeRoutes } from './intake.ts'
import { leadActRoutes } from './lead-acts.ts'
import { ledgerRoutes } from './ledger.ts'
import { listRoutes } from './lists.ts'
import { liveRoutes } from './live.ts'
import { mediaRoutes } from './media.ts'
import { messageRoutes } from './messages.ts'
import { movingRoutes } from './moving.ts'
import { onboardingRoutes } from './onboarding.ts'
import { phoneRoutes } from './phones.ts'
import { registrationRoutes, type RegistrationApiParts } from './registration.ts'
import { passkeyRoutes } from '../sign-in/passkey-routes.ts'
import { sessionRoutes } from '../sign-in/session-routes.ts'
import { nowRoutes } from './now.ts'
import { auditRoutes } from './operator.ts'
import { resultRoutes } from './results.ts'
import { sayItBackRoutes } from './say-it-back.ts'
import { selfTestRoutes } from './self-test.ts'
import { staffRoutes } from './staff.ts'
import { tenantRoutes } from './tenants.ts'
import { visitRoutes } from './visits.ts'

/** `/api/v1`: JSON in, JSON out, problem documents, one schema that validates, types and documents. */
export async function apiRoutes(scope: FastifyInstance, parts: RegistrationApiParts): Promise<void> {
  await scope.register(fastifyHelmet, {
    // What the API answers is data: if a browser ever shows it as a page, the page may do nothing.
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    strictTransportSecurity: parts.publicUrl.startsWith('https:'),
  })
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
  scope.get('/openapi.json', { schema: { hide: true } }, async () => scope.swagger())
  await scope.register((inner) => sessionRoutes(inner, parts))
  await scope.register((inner) => passkeyRoutes(inner, parts))
  await scope.register((inner) => tenantRoutes(inner, parts))
  await scope.register((inner) => movingRoutes(inner, parts))
  await scope.register((inner) => onboardingRoutes(inner, parts))
  await scope.register((inner) => staffRoutes(inner, parts))
  await scope.register((inner) => listRoutes(inner, parts))
  await scope.register((inner) => leadActRoutes(inner, parts))
  await scope.register((inner) => nowRoutes(inner, parts))
  await scope.register((inner) => selfTestRoutes(inner, parts))
  await scope.register((inner) => correctionRoutes(inner, parts))
  await scope.register((inner) => resultRoutes(inner, parts))
  await scope.register((inner) => sayItBackRoutes(inner, parts))
  await scope.register((inner) => liveRoutes(inner, parts))
  await scope.register((inner) => exportRoutes(inner, parts))
  await scope.register((inner) => auditRoutes(inner, parts))
  await scope.register((inner) => messageRoutes(inner, parts))
  await scope.register((inner) => mediaRoutes(inner, parts))
  await scope.register((inner) => ledgerRoutes(inner, parts))
  await scope.register((inner) => bookingRoutes(inner, parts))
  await scope.register((inner) => visitRoutes(inner, parts))
  await scope.register((inner) => directiveRoutes(inner, parts))
  await scope.register((inner) => registrationRoutes(inner, parts))
  await scope.register((inner) => explainRoutes(inner, parts))
  await scope.register((inner) => consentRoutes(inner, parts))
  await scope.register((inner) => phoneRoutes(inner, parts))
  await scope.register((inner) => inquiryRoutes(inner, parts))
  await scope.register((inner) => intakeRoutes(inner, parts))
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

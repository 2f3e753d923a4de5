import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { PROBLEMS, type ProblemCode } from '#contract/problem.ts'

/** An answer that is not a success, with a stable code (RFC 9457). Throw it from a handler. */
export class ApiProblem extends Error {
  override name = 'ApiProblem'
  readonly code: ProblemCode
  readonly detail: string | null
  readonly reasons: string[] | null
  constructor(code: ProblemCode, detail: string | null = null, reasons: string[] | null = null) {
    super(detail ?? PROBLEMS[code].title)
    this.code = code
    this.detail = detail
    this.reasons = reasons
  }
}

export function sendProblem(
  reply: FastifyReply,
  code: ProblemCode,
  detail: string | null = null,
  reasons: string[] | null = null,
): FastifyReply {
  const { status, title } = PROBLEMS[code]
  const body = {
    type: `https://lead-agent.example/problems/${code}`,
    status,
    code,
    title,
    ...(detail === null ? {} : { detail }),
    ...(reasons === null ? {} : { reasons }),
  }
  return reply.code(status).type('application/problem+json').serializer(JSON.stringify).send(body)
}

/** Turns whatever was thrown into a problem document; `note` hears of what was our fault. */
export function errorHandler(note: (error: unknown) => void) {
  return (error: FastifyError | ApiProblem, _request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (error instanceof ApiProblem) return sendProblem(reply, error.code, error.detail, error.reasons)
    if (hasZodFastifySchemaValidationErrors(error)) {
      const first = error.validation
        .slice(0, 5)
        .map((one) => `${one.instancePath.replaceAll('/', '.').replace(/^\./, '') || 'the request'}: ${one.message ?? 'is wrong'}`)
      return sendProblem(reply, 'invalid_request', first.join('; '))
    }
    if (error.name === 'BadCursor') return sendProblem(reply, 'invalid_request', 'cursor: use the nextCursor of the page before')
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return sendProblem(reply, 'body_too_large')
    if (error.statusCode !== undefined && error.statusCode < 500) return sendProblem(reply, 'invalid_request', error.message)
    note(error)
    return sendProblem(reply, 'internal')
  }
}

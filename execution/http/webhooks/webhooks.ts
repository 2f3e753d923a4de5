import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerWebhook, type WebhookParts, type WireAnswer } from './answer-webhook.ts'

/** The carrier's documents are far below this; its own limit for what we answer is 64 KB. */
export const WEBHOOK_BODY_MAX_BYTES = 64 * 1024

const PREFIX = '/twilio/'

const TOO_LARGE: WireAnswer = {
  status: 413,
  contentType: 'application/problem+json',
  body: JSON.stringify({
    type: 'about:blank',
    status: 413,
    code: 'body_too_large',
    detail: `A webhook has at most ${WEBHOOK_BODY_MAX_BYTES} bytes.`,
  }),
}
const FAILED: WireAnswer = { status: 500, contentType: null, body: '' }

/**
 * The server with a short way in for the carrier: webhooks are most of the load and need nothing of the router, its hooks or its parsers. Everything else
 * goes to `handler`. Measured with `npm run bench`; the decision is in docs/decisions/0008.
 */
export function serverWithWebhooks(handler: RequestListener, parts: WebhookParts): Server {
  const server = createServer((request, response) => {
    if (request.url?.startsWith(PREFIX) === true) void answerOnWire(request, response, parts, () => !server.listening)
    else handler(request, response)
  })
  return server
}

async function answerOnWire(
  request: IncomingMessage,
  response: ServerResponse,
  parts: WebhookParts,
  isStopping: () => boolean,
): Promise<void> {
  const write = (answer: WireAnswer) => writeAnswer(response, answer, isStopping())
  try {
    const body = await bodyOf(request)
    write(body === null ? TOO_LARGE : await answerWebhook(parts, { target: request.url ?? '', headers: request.headers, body }))
  } catch (error) {
    parts.measures.effectFailed('webhook', error)
    write(FAILED)
  }
}

/** The raw body; null when it is longer than a webhook may be. Rejects when the connection breaks. */
function bodyOf(request: IncomingMessage): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= WEBHOOK_BODY_MAX_BYTES) chunks.push(chunk)
    })
    request.on('end', () => resolve(bytes > WEBHOOK_BODY_MAX_BYTES ? null : Buffer.concat(chunks).toString('utf8')))
    request.on('error', reject)
  })
}

/** While stopping, a connection that is kept alive would keep the process alive too. */
function writeAnswer(response: ServerResponse, { status, contentType, body }: WireAnswer, isLast: boolean): void {
  if (response.headersSent || response.destroyed) return
  if (isLast) response.setHeader('connection', 'close')
  const length = Buffer.byteLength(body)
  response.writeHead(
    status,
    contentType === null ? { 'content-length': length } : { 'content-type': contentType, 'content-length': length },
  )
  response.end(body)
}

/** The same way in for requests that do not come over a socket (`app.inject()`): one function answers both. */
export async function webhookRoutes(scope: FastifyInstance, parts: WebhookParts): Promise<void> {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: WEBHOOK_BODY_MAX_BYTES }, (_request, body, done) => done(null, body))
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const body = typeof request.body === 'string' ? request.body : ''
    const given = await answerWebhook(parts, { target: request.raw.url ?? '', headers: request.headers, body })
    return reply
      .code(given.status)
      .headers(given.contentType === null ? {} : { 'content-type': given.contentType })
      .send(given.body)
  }
  scope.post(`${PREFIX}*`, answer)
  scope.get(`${PREFIX}*`, answer)
}

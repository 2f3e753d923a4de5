import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'

/** Of a body that nobody wants, this much is still read. What sends more sees its connection closed. */
const DRAINED_BYTES_MAX = 64 * 1024 * 1024

/**
 * Answers only when the request has been sent to its end. Most clients read the answer after they have sent everything, and a connection that is closed in
 * between is a reset to them: they would never see the 413 or 401 that says what is wrong. How long that may take is the server's `requestTimeout`.
 */
export function drainBeforeAnswer(app: FastifyInstance): void {
  app.addHook('onSend', async (request, _reply, payload: unknown) => {
    await drained(request.raw)
    return payload
  })
}

function drained(request: IncomingMessage): Promise<void> {
  const hasBody = request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined
  if (!hasBody || request.readableEnded || request.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > DRAINED_BYTES_MAX) resolve()
    })
    for (const end of ['end', 'close', 'error']) request.once(end, () => resolve())
    request.resume()
  })
}

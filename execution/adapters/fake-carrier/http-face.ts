import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RestAnswer, RestRequest } from './rest-answer.ts'
import { ConnectionLost } from './rest-answer.ts'

/** A listening HTTP face. `origin` is what belongs into `TWILIO_API_BASE_URL`. */
export type HttpFace = { origin: string; port: number; close(): Promise<void> }

const BODY_BYTES_MAX = 2_000_000

/** Serves the REST interface over plain HTTP; every host of Twilio's is the same here. */
export function listenForRest(rest: (request: RestRequest) => Promise<RestAnswer>, port: number, host: string): Promise<HttpFace> {
  const server = createServer((request, response) => {
    void serve(rest, request, response)
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      // A server that listens on a TCP port has an address object.
      const { port: boundPort } = server.address() as AddressInfo
      resolve({
        origin: `http://${host}:${boundPort}`,
        port: boundPort,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            server.closeAllConnections()
          }),
      })
    })
  })
}

async function serve(
  rest: (request: RestRequest) => Promise<RestAnswer>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = await readBody(request)
    const headers: Record<string, string | undefined> = {}
    for (const [name, value] of Object.entries(request.headers)) headers[name] = Array.isArray(value) ? value.join(', ') : value
    const answer = await rest({ method: request.method ?? 'GET', path: request.url ?? '/', headers, body })
    response.writeHead(answer.status, { ...answer.headers })
    response.end(answer.body)
  } catch (error) {
    if (error instanceof ConnectionLost) {
      request.socket.destroy()
      return
    }
    response.writeHead(500, { 'content-type': 'text/plain' })
    response.end(error instanceof Error ? error.message : String(error))
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    // Without an encoding set, a request stream yields buffers.
    const buffer = chunk as Buffer
    bytes += buffer.byteLength
    if (bytes > BODY_BYTES_MAX) throw new Error(`the request body is larger than ${BODY_BYTES_MAX} bytes`)
    chunks.push(buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

import { once } from 'node:events'
import { createServer } from 'node:http'

export type Received = { path: string; key: string | null; authorization: string | null; body: Record<string, unknown> }

export type StandInCrm = {
  origin: string
  /** What arrived at this path and was accepted, in order. */
  at(path: string): Received[]
  /** The next requests to `/rows` fail. */
  breakDown(times: number): void
  close(): Promise<void>
}

/** Somebody's CRM and somebody's inbox: keeps what it gets. */
export async function openStandInCrm(): Promise<StandInCrm> {
  const received: Received[] = []
  let failures = 0
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      const path = request.url ?? ''
      if (path === '/rows' && failures > 0) {
        failures -= 1
        response.writeHead(500).end('{}')
        return
      }
      const key = request.headers['idempotency-key']
      const { authorization = null } = request.headers
      // Whatever is posted here is an object.
      const body = JSON.parse(text) as Record<string, unknown>
      received.push({ path, key: typeof key === 'string' ? key : null, authorization, body })
      response.writeHead(201, { 'content-type': 'application/json' }).end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    origin: `http://127.0.0.1:${port}`,
    at: (path) => received.filter((one) => one.path === path),
    breakDown: (times) => void (failures = times),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { closeServer } from './close-server.ts'

const clock = { after: () => () => {} }

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A TCP server has an address with a port.
  return (server.address() as AddressInfo).port
}

test('a request that is under way is answered before the server is closed, and its connection is not kept', async () => {
  let answer: () => void = () => {}
  const arrived = Promise.withResolvers<void>()
  const server = createServer((_request, response) => {
    answer = () => response.end('done')
    arrived.resolve()
  })
  const port = await listening(server)
  const agent = new Agent({ keepAlive: true })
  const outgoing = request({ port, host: '127.0.0.1', agent }).end()
  const answered = once(outgoing, 'response')
  await arrived.promise
  let closed = false
  const closing = closeServer(server, clock).then(() => {
    closed = true
  })
  assert.equal(server.listening, false)
  assert.equal(closed, false)
  answer()
  const [response] = await answered
  response.resume()
  await once(response, 'end')
  agent.destroy()
  await closing
  assert.equal(response.statusCode, 200)
})

test('a server that never listened is closed at once', async () => {
  await closeServer(createServer(), clock)
})

/**
 * Goal: who sends far too much reads why it was refused. Method: a client over a real socket that sends all of its body before it reads, as most do, and asks for the
 * connection to be closed; without the hook the connection is reset under it.
 */
import assert from 'node:assert/strict'
import net from 'node:net'
import { test } from 'node:test'
import fastify from 'fastify'
import { drainBeforeAnswer } from './drain-request.ts'

const LARGE_BYTES = 20 * 1024 * 1024

/** The status line that the client reads after it has sent everything, or the code of the error that met it before. */
async function statusAfterSending(drains: boolean, framing: 'length' | 'chunked'): Promise<string> {
  const app = fastify({ bodyLimit: 1024 })
  if (drains) drainBeforeAnswer(app)
  app.post('/', async () => 'fine')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  assert.ok(typeof address === 'object' && address !== null)
  const head = `POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n`
  const body = Buffer.alloc(LARGE_BYTES, 'a')
  const framed =
    framing === 'length'
      ? [`Content-Length: ${LARGE_BYTES}\r\n\r\n`, body]
      : [`Transfer-Encoding: chunked\r\n\r\n${LARGE_BYTES.toString(16)}\r\n`, body, '\r\n0\r\n\r\n']
  try {
    return await new Promise<string>((resolve) => {
      const socket = net.connect(address.port, address.address)
      socket.pause()
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
      socket.write(head)
      for (const [place, part] of framed.entries())
        socket.write(part, () => {
          if (place < framed.length - 1) return
          socket.once('data', (chunk: Buffer) => resolve(chunk.toString('latin1').split('\r\n')[0] ?? ''))
          socket.resume()
        })
    })
  } finally {
    await app.close()
  }
}

for (const framing of ['length', 'chunked'] as const)
  test(`a body of 20 MB is refused with a readable answer (${framing})`, async () => {
    assert.equal(await statusAfterSending(true, framing), 'HTTP/1.1 413 Payload Too Large')
  })

test('without it the same client sees a broken connection', async () => {
  const seen = await statusAfterSending(false, 'length')
  assert.ok(['ECONNRESET', 'EPIPE'].includes(seen), seen)
})

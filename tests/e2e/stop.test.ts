import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { startPeer } from '../../scripts/bench/peer.ts'
import { createProduct, OPERATOR_TOKEN, type Product } from '../../scripts/bench/product.ts'

/** Goal: a stop that was asked for cuts nobody off. Method: a webhook whose last byte is held back until the stop is under way. */

const ends: (() => Promise<unknown>)[] = []
after(async () => {
  for (const end of ends) await end()
})

async function started(): Promise<Product> {
  const peer = await startPeer({})
  const product = await createProduct({ peerOrigin: peer.origin })
  ends.push(product.stop, async () => peer.close())
  await product.start()
  return product
}

test('a request that is under way when the stop is asked for gets its answer', { timeout: 60_000 }, async () => {
  const product = await started()
  const { port, hostname } = new URL(product.origin)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.write(
    'POST /twilio/t_nobody/sms HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 4\r\n\r\na=b',
  )
  // The request must have arrived before the stop; nothing tells us so but the passing of a moment.
  await pause(300)
  process.kill(product.supervisorPid(), 'SIGTERM')
  await pause(300)
  socket.write('c')
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  const answer = Buffer.concat(chunks).toString('utf8')
  assert.match(answer, /^HTTP\/1\.1 404 /)
  assert.match(answer, /connection: close/i)
})

test('what a live product prints, and a log may collect, holds no operator token', { timeout: 60_000 }, async () => {
  const product = await started()
  await product.stop()
  assert.match(product.output(), /Sign in with/)
  assert.ok(!product.output().includes(OPERATOR_TOKEN))
})

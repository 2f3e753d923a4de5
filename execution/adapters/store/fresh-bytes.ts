import { randomBytes } from 'node:crypto'

/** Asking the system for randomness costs as much as sealing a text, so it is asked for a few thousand bytes at once. */
const POOL_BYTES = 4_096

let pool = Buffer.alloc(0)

/** Random bytes for keys and nonces; no byte is given out twice. */
export function freshBytes(count: number): Buffer {
  if (pool.byteLength < count) pool = randomBytes(Math.max(POOL_BYTES, count))
  const bytes = pool.subarray(0, count)
  pool = pool.subarray(count)
  return bytes
}

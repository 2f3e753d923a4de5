import { createHash, randomBytes } from 'node:crypto'

const KEY_BYTES = 32

/** A new key. It begins with its own mark, so that whoever finds one in a program knows what it is. */
export function newIntakeKey(): string {
  return `lk_${randomBytes(KEY_BYTES).toString('base64url')}`
}

/** All that is kept of a key. It is random, so a plain hash tells nobody what it was. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

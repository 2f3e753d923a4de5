import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Passwords } from '#ports/passwords.ts'

/** OWASP Password Storage Cheat Sheet (2025): argon2id with at least 19 MiB, 2 passes, 1 lane; we take the memory of its first recommendation, 46 MiB, and 2 passes. */
const COST: Cost = { memoryKib: 47_104, passes: 2, lanes: 1 }
/** What a stored hash may ask of us, so that a damaged row cannot take all memory. */
const MEMORY_KIB_MAX = 262_144
const PASSES_MAX = 10
const SALT_BYTES = 16
const HASH_BYTES = 32

type Cost = { memoryKib: number; passes: number; lanes: number }

const derive = promisify(argon2)

/** Argon2id (RFC 9106) of Node's own crypto, stored as PHC strings. */
export const argon2idPasswords: Passwords = {
  async hash(password) {
    const salt = randomBytes(SALT_BYTES)
    const hash = await hashOf(password, salt, COST)
    return `$argon2id$v=19$m=${COST.memoryKib},t=${COST.passes},p=${COST.lanes}$${base64(salt)}$${base64(hash)}`
  },
  async check(password, phc) {
    const read = phc === null ? null : readPhc(phc)
    const { cost, salt, hash } = read ?? { cost: COST, salt: Buffer.alloc(SALT_BYTES), hash: Buffer.alloc(HASH_BYTES) }
    const found = await hashOf(password, salt, cost)
    return read !== null && timingSafeEqual(found, hash)
  },
}

function hashOf(password: string, salt: Buffer, { memoryKib, passes, lanes }: Cost): Promise<Buffer> {
  const message = Buffer.from(password.normalize('NFKC'))
  return derive('argon2id', { message, nonce: salt, parallelism: lanes, tagLength: HASH_BYTES, memory: memoryKib, passes })
}

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/

function readPhc(phc: string): { cost: Cost; salt: Buffer; hash: Buffer } | null {
  const match = PHC.exec(phc)
  if (match === null) return null
  const [, memory, passes, lanes, salt, hash] = match
  const cost = { memoryKib: Number(memory), passes: Number(passes), lanes: Number(lanes) }
  if (cost.memoryKib > MEMORY_KIB_MAX || cost.passes > PASSES_MAX || cost.lanes === 0) return null
  return { cost, salt: Buffer.from(salt ?? '', 'base64'), hash: Buffer.from(hash ?? '', 'base64') }
}

/** Base64 without padding, as the PHC format wants it. */
function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}

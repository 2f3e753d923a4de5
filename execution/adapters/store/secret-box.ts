import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { freshBytes } from './fresh-bytes.ts'

export const SECRET_KEY_BYTES = 32
/** NIST SP 800-38D section 8.2 (2007): 96 random bits for each sealing under one key. */
const NONCE_BYTES = 12
const TAG_BYTES = 16
const ALGORITHM = 'aes-256-gcm'

/** Seals texts with AES-256-GCM. `owner` is authenticated with the text: a sealed text that is copied to another owner does not open. */
export class SecretBox {
  /** Made once: handing over raw bytes costs five times the sealing itself. */
  readonly #key: KeyObject

  /** Throws when the key does not have 32 bytes. */
  constructor(key: Uint8Array) {
    if (key.byteLength !== SECRET_KEY_BYTES) {
      throw new Error(`LEAD_AGENT_SECRET_KEY must hold ${SECRET_KEY_BYTES} bytes, not ${key.byteLength}`)
    }
    this.#key = createSecretKey(key)
  }

  /** Another 32 bytes for each label, always the same ones: without this box's key nobody can make them (HMAC-SHA256 as a pseudo-random function). */
  derive(label: string): Buffer {
    return createHmac('sha256', this.#key).update(label).digest()
  }

  seal(text: string, owner: string): Uint8Array {
    const nonce = freshBytes(NONCE_BYTES)
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce, { authTagLength: TAG_BYTES })
    cipher.setAAD(Buffer.from(owner))
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
  }

  /** Throws, naming LEAD_AGENT_SECRET_KEY, when the key or the owner is not the one it was sealed with, or a byte was changed. */
  open(sealed: Uint8Array, owner: string): string {
    const bytes = Buffer.from(sealed)
    try {
      const decipher = createDecipheriv(ALGORITHM, this.#key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(owner))
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
    } catch (error) {
      throw new Error(
        `the stored credentials of ${owner} do not open with this LEAD_AGENT_SECRET_KEY; start with the key they were stored under, or store them again`,
        { cause: error },
      )
    }
  }
}

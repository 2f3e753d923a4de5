import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { SECRET_KEY_BYTES, SecretBox } from './secret-box.ts'

/** Half of SHA-256 names every number there is with a chance of 2^-61 for any two to meet; shorter entries cost less. */
const PSEUDONYM_BYTES = 16

/** Opened keys and pseudonyms are kept in memory, because making them costs more than everything else about an entry. */
const KEPT = 10_000

/**
 * Keys of the ledger. Each tenant has one that makes pseudonyms out of numbers, each person one that seals their part of the entries. Both
 * are random, and stored only sealed by the store's own secret. What is kept in memory is found by its sealed form alone, which is read from the table
 * each time: a row that was removed, or rolled back, takes its key with it.
 */
export class PersonVault {
  readonly #secrets: SecretBox
  readonly #tenantKeys = new Map<string, KeyObject>()
  readonly #pseudonyms = new Map<string, string>()
  readonly #boxes = new Map<string, SecretBox>()

  constructor(secrets: SecretBox) {
    this.#secrets = secrets
  }

  /** A new random key, sealed for its owner. */
  newKey(owner: string): Uint8Array {
    return this.#secrets.seal(randomBytes(SECRET_KEY_BYTES).toString('base64'), owner)
  }

  /** A new person's key and what seals with it. */
  newBox(owner: string): { sealedKey: Uint8Array; box: SecretBox } {
    const key = randomBytes(SECRET_KEY_BYTES)
    const sealedKey = this.#secrets.seal(key.toString('base64'), owner)
    return { sealedKey, box: kept(this.#boxes, nameOf(sealedKey), () => new SecretBox(key)) }
  }

  /** Names a person without saying who it is: only with the tenant's key can anybody tell whether it stands for a given number. */
  pseudonym(sealedTenantKey: Uint8Array, tenantId: string, person: string): string {
    const sealedName = nameOf(sealedTenantKey)
    return kept(this.#pseudonyms, `${sealedName}${person}`, () => {
      const key = kept(this.#tenantKeys, sealedName, () => createSecretKey(this.#opened(sealedTenantKey, tenantId)))
      return createHmac('sha256', key).update(person).digest().subarray(0, PSEUDONYM_BYTES).toString('base64url')
    })
  }

  /** What seals and opens with a person's key. */
  boxOf(sealedKey: Uint8Array, owner: string): SecretBox {
    return kept(this.#boxes, nameOf(sealedKey), () => new SecretBox(this.#opened(sealedKey, owner)))
  }

  /** After an erasure nothing that it destroyed stays in memory. */
  forgetAll(): void {
    this.#boxes.clear()
    this.#pseudonyms.clear()
  }

  #opened(sealed: Uint8Array, owner: string): Buffer {
    return Buffer.from(this.#secrets.open(sealed, owner), 'base64')
  }
}

/** What the map has under this name, or what `make` makes; a full map starts anew. */
function kept<Value>(map: Map<string, Value>, name: string, make: () => Value): Value {
  const known = map.get(name)
  if (known !== undefined) return known
  const made = make()
  if (map.size >= KEPT) map.clear()
  map.set(name, made)
  return made
}

function nameOf(sealed: Uint8Array): string {
  return Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength).toString('latin1')
}

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { freshBytes } from './fresh-bytes.ts'
import { SECRET_KEY_BYTES, SecretBox } from './secret-box.ts'

/** Half of SHA-256 names every number there is with a chance of 2^-61 for any two to meet; shorter entries cost less. */
const PSEUDONYM_BYTES = 16

/** Keys and pseudonyms are kept in memory, because making them costs as much as everything else about an entry. */
const KEPT = 10_000

/**
 * Keys of the ledger. Each tenant has one that makes pseudonyms out of numbers: random, and stored sealed, so that a store that is opened with another
 * secret says so, and does not quietly take everybody for a stranger who never opted out. Each person has one that seals their part of the
 * entries: derived from the store's secret and 32 random bytes, its seed, that are stored in one row and nowhere else. Without the secret the seed
 * says nothing, and when the row is gone nobody can make the key again. What is kept in memory is found by what is stored alone, which is read from
 * the table each time: a row that was removed, or rolled back, takes its key with it.
 */
export class PersonVault {
  readonly #secrets: SecretBox
  readonly #tenantKeys = new Map<string, KeyObject>()
  readonly #pseudonyms = new Map<string, string>()
  readonly #boxes = new Map<string, SecretBox>()

  constructor(secrets: SecretBox) {
    this.#secrets = secrets
  }

  /** A new key for a tenant's pseudonyms, sealed. */
  newTenantKey(tenantId: string): string {
    return Buffer.from(this.#secrets.seal(this.newSeed(), tenantId)).toString('base64')
  }

  newSeed(): string {
    return freshBytes(SECRET_KEY_BYTES).toString('base64')
  }

  /** Names a person without saying who it is: only with the tenant's key can anybody tell whether it stands for a given number. */
  pseudonym(sealedTenantKey: string, tenantId: string, person: string): string {
    return kept(this.#pseudonyms, sealedTenantKey + person, () => {
      const key = kept(this.#tenantKeys, sealedTenantKey, () => this.#tenantKey(sealedTenantKey, tenantId))
      return createHmac('sha256', key).update(person).digest().subarray(0, PSEUDONYM_BYTES).toString('base64url')
    })
  }

  /** What seals and opens with a person's key. */
  boxOf(seed: string, tenantId: string, person: string): SecretBox {
    return kept(this.#boxes, seed, () => new SecretBox(this.keyOf(seed, tenantId, person)))
  }

  /** The key itself, to carry it to another installation. Throws, naming LEAD_AGENT_SECRET_KEY, when a carried one was sealed under another secret. */
  keyOf(seed: string, tenantId: string, person: string): Buffer {
    if (!seed.startsWith(CARRIED)) return this.#secrets.derive(`ledger person ${tenantId} ${person} ${seed}`)
    const sealed = Buffer.from(seed.slice(CARRIED.length), 'base64')
    return Buffer.from(this.#secrets.open(sealed, carriedOwner(tenantId, person)), 'base64')
  }

  /** Stands in the place of a seed for a key that was made in another installation: entries keep their bytes, so they keep their key. */
  carriedSeed(key: Uint8Array, tenantId: string, person: string): string {
    const sealed = this.#secrets.seal(Buffer.from(key).toString('base64'), carriedOwner(tenantId, person))
    return `${CARRIED}${Buffer.from(sealed).toString('base64')}`
  }

  /** After an erasure nothing that it destroyed stays in memory. */
  forgetAll(): void {
    this.#boxes.clear()
    this.#pseudonyms.clear()
  }

  /** Throws, naming LEAD_AGENT_SECRET_KEY, when it was sealed under another secret. */
  #tenantKey(sealed: string, tenantId: string): KeyObject {
    return createSecretKey(Buffer.from(this.#secrets.open(Buffer.from(sealed, 'base64'), tenantId), 'base64'))
  }
}

/** Not in the alphabet of base64, of which every seed is made. */
const CARRIED = 'carried:'

function carriedOwner(tenantId: string, person: string): string {
  return `${tenantId}/carried/${person}`
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

import type { Instant } from '#core/values/instant.ts'
import type { JsonObject } from './canonical-json.ts'

/**
 * What a ledger proves. `consent` and `revocation`: what somebody did that changes what we may send them. `attestation`: what staff or the
 * operator vouch for. `decision`: a text that was put off or may never leave. `send`: a text that the carrier took. `outcome`: a text that
 * came to another end. `registration`: the carriers have approved, rejected or suspended the business's texts. `erasure`: a person's key was destroyed.
 */
export const LEDGER_KINDS = ['consent', 'revocation', 'attestation', 'decision', 'send', 'outcome', 'registration', 'erasure'] as const
export type LedgerKind = (typeof LEDGER_KINDS)[number]

/** An entry before it has a place in the chain. */
export type NewLedgerEntry = {
  kind: LedgerKind
  at: Instant
  /** The number of the person, or another name of somebody who has none; stored as a keyed pseudonym. Null: it is about nobody. */
  person: string | null
  /** Must hold nothing that names a person or repeats their words: it stays readable after an erasure. */
  facts: JsonObject
  /** Number, words, names, ids that the carrier could trace back: sealed with the person's key. Null when there is none; needs `person`. */
  personal: JsonObject | null
}

/** Stands for the operator where an attestation names no other person. */
export const OPERATOR = 'operator'

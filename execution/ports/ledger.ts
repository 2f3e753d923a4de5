import type { JsonObject } from '#core/ledger/canonical-json.ts'
import type { ChainedEntry, ChainPosition, ChainVerdict } from '#core/ledger/chain.ts'
import type { LedgerKind, NewLedgerEntry } from '#core/ledger/ledger-entry.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { Page, PageQuery } from './store.ts'

/** An entry with its personal part opened: null when it has none, `destroyed` when the person's key is gone. */
export type OpenedEntry = ChainedEntry & { personal: JsonObject | 'destroyed' | null }

/**
 * The proof ledger of one tenant: a chain of entries that can only grow. An entry is written in the transaction of what it proves, so
 * neither is ever there without the other.
 */
export interface LedgerRepository {
  /** Gives the entry the next place in the chain. The personal part is sealed with a key of this person alone. */
  append(entry: NewLedgerEntry): Promise<ChainPosition>
  /** The newest entry's place and hash; null before the first one. */
  head(): Promise<ChainPosition | null>
  /** Newest first. */
  list(query: PageQuery): Promise<Page<OpenedEntry>>
  /** Up to `limit` entries that follow the one with this number, in their order, as they are exported. */
  after(sequence: number, limit: number): Promise<ChainedEntry[]>
  /** Checks up to `limit` entries after `from`; on the last ones also that the chain ends where the stored head says. `done`: nothing follows. */
  verify(from: ChainPosition, limit: number): Promise<{ verdict: ChainVerdict; done: boolean }>
  /** All entries about a person, in their order. */
  entriesOfPerson(person: string): Promise<OpenedEntry[]>
  /** The number of the person's newest entry of this kind; null when there is none. */
  newestOfPerson(person: string, kind: LedgerKind): Promise<number | null>
  /** Destroys the person's key: the entries stay, their personal part can never be read again. Answers whether there was a key. */
  erasePerson(person: string): Promise<boolean>
}

/** An opt-out that outlives the data of the person who said it. */
export type KeptSuppression = { since: Instant; rule: string | null }

/** How many rows were blanked or removed. */
export type BlankedRows = { conversations: number; leads: number; calls: number; messages: number; events: number; alerts: number }

/** What is kept, or no longer kept, of one person besides the ledger. */
export interface PersonRepository {
  /** True while a deed for this person is under way at the carrier or may have happened there: blanking must wait. */
  isBusy(phone: PhoneNumber): Promise<boolean>
  /** Takes number, names, words, addresses and recordings of this person out of every row, and ends what still waits for them. */
  blank(phone: PhoneNumber): Promise<BlankedRows>
  /** By a keyed hash of the number; null when nothing is kept. */
  suppression(phone: PhoneNumber): Promise<KeptSuppression | null>
  /** Replaces what was kept; null keeps nothing. */
  keepSuppression(phone: PhoneNumber, kept: KeptSuppression | null): Promise<void>
}

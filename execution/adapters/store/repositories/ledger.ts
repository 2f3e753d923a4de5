import { canonicalJson, type JsonObject } from '#core/ledger/canonical-json.ts'
import { GENESIS_HASH, hashOfEntry, verifyChain, type ChainedEntry, type ChainPosition, type ChainVerdict } from '#core/ledger/chain.ts'
import type { LedgerKind, NewLedgerEntry } from '#core/ledger/ledger-entry.ts'
import type { LedgerRepository, OpenedEntry } from '#ports/ledger.ts'
import type { Page, PageQuery } from '#ports/store.ts'
import { fromJson } from '../column-values.ts'
import { pageOf, startOf } from '../page.ts'
import type { PersonVault } from '../person-vault.ts'
import type { TenantScope } from '../query-scope.ts'
import type { LedgerTable } from '../schema.ts'
import { sha256 } from '../sha256.ts'
import { findHead, headOrNew, type LedgerHead } from './ledger-head.ts'
import { ADD, ADD_PERSON, AFTER, MOVE_HEAD, NEWEST_OF_PERSON, OF_PERSON, PERSON, REMOVE_PERSON } from './ledger-queries.ts'

/** The proof ledger. The table refuses updates and removals by itself; the chain shows what was done to the file behind its back. */
export class SqlLedger implements LedgerRepository {
  readonly #scope: TenantScope
  readonly #vault: PersonVault

  constructor(scope: TenantScope, vault: PersonVault) {
    this.#scope = scope
    this.#vault = vault
  }

  async append(entry: NewLedgerEntry): Promise<ChainPosition> {
    const { tenantId } = this.#scope
    const head = await headOrNew(this.#scope, this.#vault)
    const person = entry.person === null ? null : this.#vault.pseudonym(head.sealed_key, tenantId, entry.person)
    const sequence = head.sequence + 1
    const sealed = entry.personal === null ? null : await this.#seal(canonicalJson(entry.personal), person, sequence)
    const facts = canonicalJson(entry.facts)
    const { at, kind } = entry
    const prevHash = head.hash
    const hash = hashOfEntry({ tenantId, sequence, at, kind, person, facts, sealed, prevHash }, sha256)
    await this.#scope.run(ADD, { tenant_id: tenantId, sequence, at, kind, person, facts, sealed, prev_hash: prevHash, hash })
    await this.#scope.run(MOVE_HEAD, { tenant_id: tenantId, sequence, hash })
    return { sequence, hash }
  }

  async head(): Promise<ChainPosition | null> {
    const head = await this.#head()
    return head === null || head.sequence === 0 ? null : { sequence: head.sequence, hash: head.hash }
  }

  async list(query: PageQuery): Promise<Page<OpenedEntry>> {
    const { limit, after } = startOf(query)
    const rows = await this.#scope.db
      .selectFrom('ledger')
      .selectAll()
      .where('tenant_id', '=', this.#scope.tenantId)
      .$if(after !== null, (select) => select.where('sequence', '<', after?.at ?? 0))
      .orderBy('sequence', 'desc')
      .limit(limit + 1)
      .execute()
    const page = pageOf(
      rows,
      limit,
      (row) => row,
      (row) => ({ at: row.sequence, id: '' }),
    )
    return { items: await this.#opened(page.items), nextCursor: page.nextCursor }
  }

  async after(sequence: number, limit: number): Promise<ChainedEntry[]> {
    const rows = await this.#scope.rows(AFTER, { tenant_id: this.#scope.tenantId, sequence, limit })
    return rows.map((row) => toChained(row))
  }

  async verify(from: ChainPosition, limit: number): Promise<{ verdict: ChainVerdict; done: boolean }> {
    const entries = await this.after(from.sequence, limit)
    const verdict = verifyChain(entries, sha256, from)
    if (!verdict.ok || entries.length === limit) return { verdict, done: !verdict.ok }
    const head = (await this.head()) ?? { sequence: 0, hash: GENESIS_HASH }
    if (head.sequence === verdict.entries && head.hash === verdict.head) return { verdict, done: true }
    return { verdict: wrongEnd(head, verdict.entries), done: true }
  }

  async entriesOfPerson(person: string): Promise<OpenedEntry[]> {
    const head = await this.#head()
    if (head === null) return []
    const { tenantId } = this.#scope
    const rows = await this.#scope.rows(OF_PERSON, {
      tenant_id: tenantId,
      person: this.#vault.pseudonym(head.sealed_key, tenantId, person),
    })
    return this.#opened(rows)
  }

  async newestOfPerson(person: string, kind: LedgerKind): Promise<number | null> {
    const head = await this.#head()
    if (head === null) return null
    const { tenantId } = this.#scope
    const pseudonym = this.#vault.pseudonym(head.sealed_key, tenantId, person)
    return (await this.#scope.first(NEWEST_OF_PERSON, { tenant_id: tenantId, person: pseudonym, kind }))?.sequence ?? null
  }

  async erasePerson(person: string): Promise<boolean> {
    const head = await this.#head()
    if (head === null) return false
    const { tenantId } = this.#scope
    const pseudonym = this.#vault.pseudonym(head.sealed_key, tenantId, person)
    const removed = await this.#scope.run(REMOVE_PERSON, { tenant_id: tenantId, person: pseudonym })
    this.#vault.forgetAll()
    return removed > 0
  }

  #head(): Promise<LedgerHead | null> {
    return findHead(this.#scope)
  }

  async #seal(text: string, person: string | null, sequence: number): Promise<string> {
    if (person === null) throw new Error('a ledger entry with a personal part needs the person whose key seals it')
    const { tenantId } = this.#scope
    const known = await this.#scope.first(PERSON, { tenant_id: tenantId, person })
    const seed = known?.seed ?? this.#vault.newSeed()
    if (known === null) await this.#scope.run(ADD_PERSON, { tenant_id: tenantId, person, seed })
    const sealed = this.#vault.boxOf(seed, tenantId, person).seal(text, placeOf(tenantId, sequence))
    return Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength).toString('base64')
  }

  async #opened(rows: readonly LedgerTable[]): Promise<OpenedEntry[]> {
    const opened: OpenedEntry[] = []
    for (const row of rows) opened.push({ ...toChained(row), personal: await this.#open(row) })
    return opened
  }

  async #open(row: LedgerTable): Promise<JsonObject | 'destroyed' | null> {
    if (row.sealed === null || row.person === null) return null
    const { tenantId } = this.#scope
    const known = await this.#scope.first(PERSON, { tenant_id: tenantId, person: row.person })
    if (known === null) return 'destroyed'
    const box = this.#vault.boxOf(known.seed, tenantId, row.person)
    try {
      return fromJson<JsonObject>(box.open(Buffer.from(row.sealed, 'base64'), placeOf(tenantId, row.sequence)))
    } catch {
      // Sealed with a key of the same person that was destroyed before they came back. A changed byte ends here too; `verify` tells the two apart.
      return 'destroyed'
    }
  }
}

function toChained(row: LedgerTable): ChainedEntry {
  const { tenant_id: tenantId, sequence, at, kind, person, facts, sealed, prev_hash: prevHash, hash } = row
  return { tenantId, sequence, at, kind, person, facts, sealed, prevHash, hash }
}

function wrongEnd(head: ChainPosition, last: number): ChainVerdict {
  if (head.sequence > last)
    return { ok: false, entry: last + 1, problem: `entry ${last + 1} is missing: the ledger had ${head.sequence} entries` }
  return { ok: false, entry: last, problem: `the note of the newest entry names entry ${head.sequence} with another hash` }
}

/** A sealed part that is copied to another entry does not open. */
function placeOf(tenantId: string, sequence: number): string {
  return `${tenantId}/${sequence}`
}

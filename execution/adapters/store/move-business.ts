import { CHAIN_START } from '#core/ledger/chain.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { Instant } from '#core/values/instant.ts'
import { parseTenantId, type TenantId } from '#core/values/tenant-id.ts'
import type { LedgerRepository } from '#ports/ledger.ts'
import type { Move } from '#ports/moving.ts'
import { fromJson } from './column-values.ts'
import { readMoveFile, refused, writeMoveFile, type MoveHeader, type MoveRow } from './move-file.ts'
import type { PersonVault } from './person-vault.ts'
import { SecretBox } from './secret-box.ts'
import type { MoveTables } from './move-tables.ts'

type Value = MoveRow['row'][string]
type Row = Record<string, string | number | null | Uint8Array>
type Keys = { secrets: SecretBox; vault: PersonVault }

/**
 * Tables with rows of a business that stay behind: codes that only this installation can check, and the record of who looked here.
 * Every other table with a `tenant_id` goes along, also one that is added later.
 */
const STAYS = new Set(['audit', 'phone_codes'])

/** Rows that others refer to come first; within a table the order of these columns is kept. */
const FIRST = 'tenants'
const ORDER: Readonly<Record<string, string>> = { ledger: 'sequence', outbox: 'sequence' }

/** Columns that each installation counts for itself. */
const OWN_COUNT: Readonly<Record<string, string>> = { outbox: 'sequence' }

/** Secrets, with what each is sealed for. A `sealed` column that is missing here is found by a test. */
export const SEALED: Readonly<Record<string, { column: string; ownerOf: (row: Row) => string }>> = {
  tenant_accounts: { column: 'sealed', ownerOf: (row) => textIn(row, 'tenant_id') },
  calendars: { column: 'sealed', ownerOf: (row) => `${textIn(row, 'tenant_id')}/calendar/${textIn(row, 'id')}` },
  registration_drafts: { column: 'sealed', ownerOf: (row) => `${textIn(row, 'tenant_id')}/registration-draft` },
  tenant_registrations: { column: 'sealed', ownerOf: (row) => `${textIn(row, 'tenant_id')}/registration` },
  ledger_heads: { column: 'sealed_key', ownerOf: (row) => textIn(row, 'tenant_id') },
}

/** Reads a business as the lines of a file and calls off what waits to be sent here. Inside the caller's transaction. */
export async function moveOut(tables: MoveTables, keys: Keys, tenantId: TenantId, { key, at }: Move): Promise<string[]> {
  await refuseUnderWay(tables, tenantId)
  const box = new SecretBox(key)
  const rows: MoveRow[] = []
  for (const table of await movingTables(tables)) {
    for (const row of await rowsOf(tables, table, tenantId)) rows.push({ table, row: travelling(table, row, keys, box) })
  }
  const [head] = await tables.query<{ sequence: number; hash: string }>('select sequence, hash from ledger_heads where tenant_id = ?', [
    tenantId,
  ])
  const about: MoveHeader = { schema: await schemaOf(tables), tenantId, exportedAt: at, ledger: head ?? null }
  await callOff(tables, tenantId, at)
  return writeMoveFile(about, rows, box)
}

/** Writes the rows of a file. Inside the caller's transaction, which must be undone when this throws. Answers whose they are. */
export async function moveIn(
  tables: MoveTables,
  keys: Keys,
  lines: readonly string[],
  { key, at }: Move,
): Promise<{ tenantId: TenantId; about: MoveHeader }> {
  const box = new SecretBox(key)
  const { about, rows } = readMoveFile(lines, box)
  const tenantId = parseTenantId(about.tenantId)
  if (tenantId === null) throw refused('file', `"${about.tenantId}" is no id of a business`)
  const schema = await schemaOf(tables)
  if (schema.join() !== about.schema.join())
    throw refused(
      'file',
      `the file comes from a database with ${about.schema.length} migrations and this one has ${schema.length}; run the same version on both sides`,
    )
  if ((await tables.query('select 1 from tenants where tenant_id = ?', [tenantId])).length > 0)
    throw refused('exists', `the business ${tenantId} is here already; nothing was changed`)
  await refuseTakenNumbers(tables, rows)
  const columns = new Map<string, string[]>()
  for (const table of await movingTables(tables)) columns.set(table, await columnsOf(tables, table))
  for (const { table, row } of rows) {
    const known = columns.get(table)
    if (known === undefined || row['tenant_id'] !== tenantId) throw refused('file', `a row of "${table}" does not belong to this business`)
    await insert(tables, table, known, arrived(table, row, keys, box))
  }
  await settleIn(tables, tenantId, about, at)
  return { tenantId, about }
}

async function movingTables(tables: MoveTables): Promise<string[]> {
  const names = (await tables.ofBusinesses()).filter((name) => !STAYS.has(name) && name !== FIRST)
  return [FIRST, ...names]
}

async function columnsOf(tables: MoveTables, table: string): Promise<string[]> {
  return (await tables.columnsOf(table)).filter((name) => name !== OWN_COUNT[table])
}

/** Names of tables and columns come from the schema, never from a file. */
async function rowsOf(tables: MoveTables, table: string, tenantId: TenantId): Promise<Row[]> {
  const order = ORDER[table] === undefined ? '' : ` order by ${ORDER[table]}`
  const columns = await columnsOf(tables, table)
  return tables.query<Row>(`select ${columns.join(', ')} from ${table} where tenant_id = ?${order}`, [tenantId])
}

async function insert(tables: MoveTables, table: string, columns: readonly string[], row: Row): Promise<void> {
  const strange = Object.keys(row).filter((name) => !columns.includes(name))
  if (strange.length > 0) throw refused('file', `"${table}" has no column ${strange.join(', ')}`)
  const sql = `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`
  await tables.run(
    sql,
    columns.map((name) => row[name] ?? null),
  )
}

/** As it stands in the file: secrets opened with this installation's key and sealed with that of the move. */
function travelling(table: string, row: Row, { secrets, vault }: Keys, box: SecretBox): MoveRow['row'] {
  const secret = SEALED[table]
  const values = Object.entries(row).map(([name, value]): [string, Value] => {
    if (table === 'tenants' && name === 'policy') return [name, JSON.stringify({ ...policyOf(value), movedOutAt: null })]
    if (table === 'ledger_people' && name === 'seed') {
      const key = vault.keyOf(String(value), textIn(row, 'tenant_id'), textIn(row, 'person'))
      return [name, { sealed: base64(box.seal(base64(key), personOwner(row))) }]
    }
    if (secret !== undefined && name === secret.column) {
      return [name, { sealed: base64(box.seal(secrets.open(bytesOf(value), secret.ownerOf(row)), secret.ownerOf(row))) }]
    }
    if (value instanceof Uint8Array) throw new Error(`the column ${table}.${name} holds bytes that nobody said how to move`)
    return [name, value]
  })
  return Object.fromEntries(values)
}

/** The other way round: sealed anew with the key of this installation. */
function arrived(table: string, row: MoveRow['row'], { secrets, vault }: Keys, box: SecretBox): Row {
  const plain: Row = {}
  const sealed: { name: string; text: string }[] = []
  for (const [name, value] of Object.entries(row)) {
    if (value === null || typeof value !== 'object') plain[name] = value
    else sealed.push({ name, text: value.sealed })
  }
  for (const { name, text } of sealed) {
    const secret = SEALED[table]
    const bytes = Buffer.from(text, 'base64')
    if (table === 'ledger_people' && name === 'seed') {
      const key = Buffer.from(box.open(bytes, personOwner(plain)), 'base64')
      plain[name] = vault.carriedSeed(key, textIn(plain, 'tenant_id'), textIn(plain, 'person'))
    } else if (secret !== undefined && secret.column === name) {
      const anew = secrets.seal(box.open(bytes, secret.ownerOf(plain)), secret.ownerOf(plain))
      plain[name] = name === 'sealed' ? anew : base64(anew)
    } else throw refused('file', `"${table}.${name}" holds a secret that this version does not know`)
  }
  return plain
}

function personOwner(row: Row): string {
  return `${textIn(row, 'tenant_id')}/person/${textIn(row, 'person')}`
}

/** Whatever is on its way to the carrier right now cannot be in two places. */
async function refuseUnderWay(tables: MoveTables, tenantId: TenantId): Promise<void> {
  const under = await tables.query(`select 1 from outbox where tenant_id = ? and state = 'claimed' limit 1`, [tenantId])
  if (under.length > 0) throw refused('busy', 'something of this business is being done right now; try again in a minute')
}

/** From here on nothing of the business is done in this installation; its calls are still answered until the carrier is told of the new place. */
async function callOff(tables: MoveTables, tenantId: TenantId, at: Instant): Promise<void> {
  await tables.run(`update outbox set state = 'canceled', due_at = null where tenant_id = ? and state in ('waiting', 'unknown')`, [
    tenantId,
  ])
  await tables.run(`update messages set status = 'canceled', waits_until = null where tenant_id = ? and status = 'waiting'`, [tenantId])
  await savePolicy(tables, tenantId, (policy) => ({ ...policy, status: 'paused', movedOutAt: policy.movedOutAt ?? at }))
}

async function settleIn(tables: MoveTables, tenantId: TenantId, { exportedAt }: MoveHeader, at: Instant): Promise<void> {
  // The number was read as any number; an instant is one, in milliseconds.
  const since = exportedAt as Instant
  await savePolicy(tables, tenantId, (policy) => ({ ...policy, status: 'paused', movedOutAt: null, movedIn: { at, exportedAt: since } }))
}

async function savePolicy(tables: MoveTables, tenantId: TenantId, change: (policy: TenantPolicy) => TenantPolicy): Promise<void> {
  const [row] = await tables.query<{ policy: string }>('select policy from tenants where tenant_id = ?', [tenantId])
  if (row === undefined) throw refused('file', 'the business itself is missing')
  await tables.run('update tenants set policy = ? where tenant_id = ?', [JSON.stringify(change(policyOf(row.policy))), tenantId])
}

async function refuseTakenNumbers(tables: MoveTables, rows: readonly MoveRow[]): Promise<void> {
  for (const { table, row } of rows) {
    if (table !== 'tenant_numbers') continue
    const number = textIn(row, 'e164')
    if ((await tables.query('select 1 from tenant_numbers where e164 = ?', [number])).length > 0)
      throw refused('number-taken', `the number ${number} belongs to another business here; take it from that one first`)
  }
}

function textIn(row: MoveRow['row'] | Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw refused('file', `a row has no ${column}`)
  return value
}

async function schemaOf(tables: MoveTables): Promise<string[]> {
  return (await tables.query<{ name: string }>('select name from schema_migrations order by number')).map(({ name }) => name)
}

function policyOf(value: Row[string] | undefined): TenantPolicy {
  return fromJson<TenantPolicy>(String(value))
}

function bytesOf(value: Row[string] | undefined): Uint8Array {
  return value instanceof Uint8Array ? value : Buffer.from(String(value), 'base64')
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

/** The chain is checked before anything counts: a file that does not hold together leaves nothing behind. */
export async function proveMovedIn(ledger: LedgerRepository, about: MoveHeader): Promise<void> {
  const { verdict } = await ledger.verify(CHAIN_START, Number.MAX_SAFE_INTEGER)
  const head = about.ledger ?? CHAIN_START
  if (!verdict.ok) throw refused('file', `the ledger does not hold together at entry ${verdict.entry}: ${verdict.problem}`)
  if (verdict.entries !== head.sequence || verdict.head !== head.hash) throw refused('file', 'the ledger does not end where the file says')
}

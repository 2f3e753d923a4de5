import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { Instant } from '#core/values/instant.ts'
import { parseTenantId, type TenantId } from '#core/values/tenant-id.ts'
import type { Move } from '#ports/moving.ts'
import { fromJson } from './column-values.ts'
import { readMoveFile, refused, writeMoveFile, type MoveHeader, type MoveRow } from './move-file.ts'
import type { PersonVault } from './person-vault.ts'
import { SecretBox } from './secret-box.ts'
import type { SqliteConnection } from './sqlite.ts'

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
export function moveOut(connection: SqliteConnection, keys: Keys, tenantId: TenantId, { key, at }: Move): string[] {
  refuseUnderWay(connection, tenantId)
  const box = new SecretBox(key)
  const rows = movingTables(connection).flatMap((table) =>
    rowsOf(connection, table, tenantId).map((row): MoveRow => ({ table, row: travelling(table, row, keys, box) })),
  )
  const [head] = connection.query<{ sequence: number; hash: string }>('select sequence, hash from ledger_heads where tenant_id = ?', [
    tenantId,
  ])
  const about: MoveHeader = { schema: schemaOf(connection), tenantId, exportedAt: at, ledger: head ?? null }
  callOff(connection, tenantId, at)
  return writeMoveFile(about, rows, box)
}

/** Writes the rows of a file. Inside the caller's transaction, which must be undone when this throws. Answers whose they are. */
export function moveIn(
  connection: SqliteConnection,
  keys: Keys,
  lines: readonly string[],
  { key, at }: Move,
): { tenantId: TenantId; about: MoveHeader } {
  const box = new SecretBox(key)
  const { about, rows } = readMoveFile(lines, box)
  const tenantId = parseTenantId(about.tenantId)
  if (tenantId === null) throw refused('file', `"${about.tenantId}" is no id of a business`)
  const schema = schemaOf(connection)
  if (schema.join() !== about.schema.join())
    throw refused(
      'file',
      `the file comes from a database with ${about.schema.length} migrations and this one has ${schema.length}; run the same version on both sides`,
    )
  if (connection.query('select 1 from tenants where tenant_id = ?', [tenantId]).length > 0)
    throw refused('exists', `the business ${tenantId} is here already; nothing was changed`)
  refuseTakenNumbers(connection, rows)
  const columns = new Map(movingTables(connection).map((table) => [table, columnsOf(connection, table)]))
  for (const { table, row } of rows) {
    const known = columns.get(table)
    if (known === undefined || row['tenant_id'] !== tenantId) throw refused('file', `a row of "${table}" does not belong to this business`)
    insert(connection, table, known, arrived(table, row, keys, box))
  }
  settleIn(connection, tenantId, about, at)
  return { tenantId, about }
}

function movingTables(connection: SqliteConnection): string[] {
  const found = connection.query<{ name: string }>(
    `select m.name from sqlite_master m where m.type = 'table' and exists (select 1 from pragma_table_info(m.name) c where c.name = 'tenant_id') order by m.name`,
  )
  const names = found.map(({ name }) => name).filter((name) => !STAYS.has(name) && name !== FIRST)
  return [FIRST, ...names]
}

function columnsOf(connection: SqliteConnection, table: string): string[] {
  const columns = connection.query<{ name: string }>('select name from pragma_table_info(?)', [table]).map(({ name }) => name)
  return columns.filter((name) => name !== OWN_COUNT[table])
}

/** Names of tables and columns come from the schema, never from a file. */
function rowsOf(connection: SqliteConnection, table: string, tenantId: TenantId): Row[] {
  const order = ORDER[table] === undefined ? '' : ` order by ${ORDER[table]}`
  return connection.query<Row>(`select ${columnsOf(connection, table).join(', ')} from ${table} where tenant_id = ?${order}`, [tenantId])
}

function insert(connection: SqliteConnection, table: string, columns: readonly string[], row: Row): void {
  const strange = Object.keys(row).filter((name) => !columns.includes(name))
  if (strange.length > 0) throw refused('file', `"${table}" has no column ${strange.join(', ')}`)
  const sql = `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`
  connection.prepare(sql).run(columns.map((name) => row[name] ?? null))
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
function refuseUnderWay(connection: SqliteConnection, tenantId: TenantId): void {
  const under = connection.query(`select 1 from outbox where tenant_id = ? and state = 'claimed' limit 1`, [tenantId])
  if (under.length > 0) throw refused('busy', 'something of this business is being done right now; try again in a minute')
}

/** From here on nothing of the business is done in this installation; its calls are still answered until the carrier is told of the new place. */
function callOff(connection: SqliteConnection, tenantId: TenantId, at: Instant): void {
  connection
    .prepare(`update outbox set state = 'canceled', due_at = null where tenant_id = ? and state in ('waiting', 'unknown')`)
    .run([tenantId])
  connection
    .prepare(`update messages set status = 'canceled', waits_until = null where tenant_id = ? and status = 'waiting'`)
    .run([tenantId])
  savePolicy(connection, tenantId, (policy) => ({ ...policy, status: 'paused', movedOutAt: policy.movedOutAt ?? at }))
}

function settleIn(connection: SqliteConnection, tenantId: TenantId, { exportedAt }: MoveHeader, at: Instant): void {
  // The number was read as any number; an instant is one, in milliseconds.
  const since = exportedAt as Instant
  savePolicy(connection, tenantId, (policy) => ({ ...policy, status: 'paused', movedOutAt: null, movedIn: { at, exportedAt: since } }))
}

function savePolicy(connection: SqliteConnection, tenantId: TenantId, change: (policy: TenantPolicy) => TenantPolicy): void {
  const [row] = connection.query<{ policy: string }>('select policy from tenants where tenant_id = ?', [tenantId])
  if (row === undefined) throw refused('file', 'the business itself is missing')
  connection.prepare('update tenants set policy = ? where tenant_id = ?').run([JSON.stringify(change(policyOf(row.policy))), tenantId])
}

function refuseTakenNumbers(connection: SqliteConnection, rows: readonly MoveRow[]): void {
  for (const { table, row } of rows) {
    if (table !== 'tenant_numbers') continue
    const number = textIn(row, 'e164')
    if (connection.query('select 1 from tenant_numbers where e164 = ?', [number]).length > 0)
      throw refused('number-taken', `the number ${number} belongs to another business here; take it from that one first`)
  }
}

function textIn(row: MoveRow['row'] | Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw refused('file', `a row has no ${column}`)
  return value
}

function schemaOf(connection: SqliteConnection): string[] {
  return connection.query<{ name: string }>('select name from schema_migrations order by number').map(({ name }) => name)
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

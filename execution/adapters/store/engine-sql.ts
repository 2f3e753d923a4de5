/**
 * Everything in which the SQL of the engines differs, side by side; all other SQL of this folder is understood by SQLite and PostgreSQL.
 * A second engine adds its entry here and passes the same contract suite.
 */
export type EngineSql = {
  /** Texts, ids and JSON. */
  text: string
  /** Instants in milliseconds, money in millionths, counts, and 0 or 1. */
  integer: string
  /** Sealed secrets. */
  bytes: string
  /** A number that the engine gives each new row, greater than that of every row before it. */
  sequence: string
  /** Ends `create table`. */
  table: string
  /** Ends `create table` of narrow rows that are only reached by their primary key: the row lives in the key's own tree. */
  keyedTable: string
  /** A field of a JSON column as text. */
  jsonText: (column: string, field: string) => string
  /** Statements that make the engine itself refuse every change, removal or replacement of a row, and a gap in the owner's sequence. */
  growsOnly: (rows: { table: string; owner: string; sequence: string }) => string[]
}

export const SQLITE_SQL: EngineSql = {
  text: 'text',
  integer: 'integer',
  bytes: 'blob',
  sequence: 'integer primary key',
  table: 'strict',
  keyedTable: 'strict, without rowid',
  jsonText: (column, field) => `cast(json_extract(${column}, '$.${field}') as text)`,
  growsOnly: ({ table, owner, sequence }) => [
    `create trigger ${table}_no_change before update on ${table} begin select raise(abort, '${table}: entries are never changed'); end`,
    `create trigger ${table}_no_removal before delete on ${table} begin select raise(abort, '${table}: entries are never removed'); end`,
    // Also stops "insert or replace", which removes without asking the trigger above.
    `create trigger ${table}_no_gap before insert on ${table}
when new.${sequence} <> 1 + coalesce((select max(${sequence}) from ${table} where ${owner} = new.${owner}), 0)
begin select raise(abort, '${table}: entries follow each other without gaps'); end`,
  ],
}

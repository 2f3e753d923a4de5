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
}

export const SQLITE_SQL: EngineSql = {
  text: 'text',
  integer: 'integer',
  bytes: 'blob',
  sequence: 'integer primary key',
  table: 'strict',
  keyedTable: 'strict, without rowid',
}

/**
 * Everything in which the tables of the engines differ, side by side; all other SQL of the migrations is understood by SQLite and PostgreSQL.
 * Queries differ only where `writers` is asked: with many of them, what is read to be changed is locked.
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

export const POSTGRES_SQL: EngineSql = {
  // Compared byte by byte as in SQLite: pages and ranges of ids rest on that order, and a database may have the rules of any language.
  text: 'text collate "C"',
  integer: 'bigint',
  bytes: 'bytea',
  sequence: 'bigint generated always as identity primary key',
  table: '',
  keyedTable: '',
  jsonText: (column, field) => `(${column}::json ->> '${field}')`,
  growsOnly: ({ table, owner, sequence }) => [
    `create function ${table}_grows_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then raise exception '${table}: entries are never changed'; end if;
  if tg_op in ('DELETE', 'TRUNCATE') then raise exception '${table}: entries are never removed'; end if;
  if new.${sequence} <> 1 + coalesce((select max(${sequence}) from ${table} where ${owner} = new.${owner}), 0) then
    raise exception '${table}: entries follow each other without gaps';
  end if;
  return new;
end $$`,
    `create trigger ${table}_rows before insert or update or delete on ${table} for each row execute function ${table}_grows_only()`,
    `create trigger ${table}_whole before truncate on ${table} for each statement execute function ${table}_grows_only()`,
  ],
}

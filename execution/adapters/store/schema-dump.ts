import { migrate } from './migrate.ts'
import { SqliteConnection } from './sqlite.ts'

/** Triggers after the table that they stand on, so that the text could be run as it is. */
const PLACE_OF_TYPE = "case type when 'table' then 0 when 'index' then 1 else 2 end"

/** The schema that the migrations lead to, as SQL text, tables and indexes by name. `schema.sql` is its committed copy. */
export function dumpSchema(): string {
  const connection = new SqliteConnection(':memory:', 'NORMAL')
  migrate(connection)
  // Rows without text belong to indexes that the engine made by itself.
  const rows = connection.query<{ sql: string }>(
    `select sql from sqlite_schema where sql is not null order by tbl_name, ${PLACE_OF_TYPE}, name`,
  )
  connection.close()
  return `${rows.map((row) => `${row.sql};`).join('\n\n')}\n`
}

if (import.meta.main) process.stdout.write(dumpSchema())

import type { PostgresConnection } from './postgres.ts'
import type { SqliteConnection } from './sqlite.ts'

/** What moving a business asks of an engine: SQL that both understand, with `?` at the place of each parameter, and which tables there are. */
export type MoveTables = {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>
  run(sql: string, parameters: readonly unknown[]): Promise<void>
  /** The tables with rows of businesses, by name. */
  ofBusinesses(): Promise<string[]>
  columnsOf(table: string): Promise<string[]>
}

export function sqliteTables(connection: SqliteConnection): MoveTables {
  const namesOf = async (sql: string, parameters: readonly unknown[] = []) =>
    connection.query<{ name: string }>(sql, parameters).map(({ name }) => name)
  return {
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) => connection.query<Row>(sql, parameters),
    run: async (sql, parameters) => void connection.prepare(sql).run(parameters),
    ofBusinesses: () =>
      namesOf(
        `select m.name from sqlite_master m where m.type = 'table' and exists (select 1 from pragma_table_info(m.name) c where c.name = 'tenant_id') order by m.name`,
      ),
    columnsOf: (table) => namesOf('select name from pragma_table_info(?)', [table]),
  }
}

export function postgresTables(connection: PostgresConnection): MoveTables {
  const query = async <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => {
    let place = 0
    const numbered = sql.replaceAll('?', () => `$${(place += 1)}`)
    return (await connection.query<Row>(numbered, parameters)).rows
  }
  const columns = `from information_schema.columns where table_schema = current_schema()`
  const namesOf = async (sql: string, parameters: readonly unknown[] = []) =>
    (await query<{ name: string }>(sql, parameters)).map(({ name }) => name)
  return {
    query,
    run: async (sql, parameters) => void (await query(sql, parameters)),
    ofBusinesses: () => namesOf(`select table_name as name ${columns} and column_name = 'tenant_id' order by table_name collate "C"`),
    columnsOf: (table) => namesOf(`select column_name as name ${columns} and table_name = ? order by ordinal_position`, [table]),
  }
}

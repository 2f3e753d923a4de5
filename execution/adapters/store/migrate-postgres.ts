import { POSTGRES_SQL } from './engine-sql.ts'
import { MIGRATIONS, newerDatabase } from './migrate.ts'
import type { PostgresConnection } from './postgres.ts'
import { wallStatements } from './row-walls.ts'

/** Any number that no other program on the same server is likely to lock. */
const MIGRATION_LOCK = 7_305_808_869_229_535n

/**
 * Brings the schema to the newest version, all of it or nothing, under an advisory lock so that two processes that start together do not both
 * try. Throws when the database was made by a newer version of the program.
 */
export async function migratePostgres(connection: PostgresConnection): Promise<void> {
  await connection.query('begin')
  try {
    await connection.query(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`)
    await applyMissing(connection)
    await connection.query('commit')
  } catch (error) {
    if (!connection.isBroken) await connection.query('rollback')
    throw error
  }
}

async function applyMissing(connection: PostgresConnection): Promise<void> {
  const { integer, text } = POSTGRES_SQL
  await connection.query(`create table if not exists schema_migrations (number ${integer} not null primary key, name ${text} not null)`)
  const { rows } = await connection.query<{ number: number }>('select coalesce(max(number), 0) as number from schema_migrations')
  const applied = rows[0]?.number ?? 0
  if (applied > MIGRATIONS.length) throw newerDatabase(applied)
  if (applied === MIGRATIONS.length) return
  for (const [index, { name, statements }] of MIGRATIONS.slice(applied).entries()) {
    for (const statement of statements(POSTGRES_SQL)) await connection.query(statement)
    await connection.query('insert into schema_migrations (number, name) values ($1, $2)', [applied + index + 1, name])
  }
  for (const statement of await wallStatements(connection)) await connection.query(statement)
}

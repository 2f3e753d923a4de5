import { SQLITE_SQL } from './engine-sql.ts'
import type { EngineSql } from './engine-sql.ts'
import { firstTables } from './migrations/0001-first-tables.ts'
import { proofLedger } from './migrations/0002-proof-ledger.ts'
import { registrations } from './migrations/0003-registrations.ts'
import { paceAndCodes } from './migrations/0004-pace-and-codes.ts'
import { leadOutcomes } from './migrations/0005-lead-outcomes.ts'
import { signInAndResults } from './migrations/0008-sign-in-and-results.ts'
import { bookings } from './migrations/0009-bookings.ts'
import { replayAndJudgement } from './migrations/0006-replay-and-judgement.ts'
import { inquiries } from './migrations/0012-inquiries.ts'
import { media } from './migrations/0014-media.ts'
import { selfTests } from './migrations/0015-self-tests.ts'
import { domainEvents } from './migrations/0017-domain-events.ts'
import { inboxByAge } from './migrations/0018-inbox-by-age.ts'
import { comparedWithCarrier } from './migrations/0019-compared-with-carrier.ts'
import type { SqliteConnection } from './sqlite.ts'
import { UnusableDatabase } from './unusable-database.ts'

/** Forward only. A migration that was ever released is never changed; the next one corrects it. Its place in the list is its number. */
export const MIGRATIONS: readonly { name: string; statements: (engine: EngineSql) => string[] }[] = [
  { name: 'first-tables', statements: firstTables },
  { name: 'proof-ledger', statements: proofLedger },
  { name: 'registrations', statements: registrations },
  { name: 'pace-and-codes', statements: paceAndCodes },
  { name: 'lead-outcomes', statements: leadOutcomes },
  { name: 'sign-in-and-results', statements: signInAndResults },
  { name: 'bookings', statements: bookings },
  { name: 'replay-and-judgement', statements: replayAndJudgement },
  { name: 'inquiries', statements: inquiries },
  { name: 'media', statements: media },
  { name: 'self-tests', statements: selfTests },
  { name: 'domain-events', statements: domainEvents },
  { name: 'inbox-by-age', statements: inboxByAge },
  { name: 'compared-with-carrier', statements: comparedWithCarrier },
]

/**
 * Brings the schema to the newest version, all of it or nothing, under the file's write lock so that two processes that start
 * together do not both try. Throws when the file was made by a newer version of the program.
 */
export function migrate(connection: SqliteConnection): void {
  connection.execute('begin immediate')
  try {
    const { integer, text, table } = SQLITE_SQL
    connection.execute(
      `create table if not exists schema_migrations (number ${integer} not null primary key, name ${text} not null) ${table}`,
    )
    const applied = appliedCount(connection)
    if (applied > MIGRATIONS.length) throw newerDatabase(applied)
    MIGRATIONS.slice(applied).forEach((migration, index) => {
      for (const statement of migration.statements(SQLITE_SQL)) connection.execute(statement)
      connection.prepare('insert into schema_migrations (number, name) values (?, ?)').run([applied + index + 1, migration.name])
    })
    connection.execute('commit')
  } catch (error) {
    if (connection.inTransaction) connection.execute('rollback')
    throw error
  }
}

function appliedCount(connection: SqliteConnection): number {
  const [row] = connection.query<{ number: number }>('select coalesce(max(number), 0) as number from schema_migrations')
  return row?.number ?? 0
}

export function newerDatabase(applied: number): Error {
  return new UnusableDatabase(
    `the database has schema version ${applied} and this program knows ${MIGRATIONS.length}; start the version that made it, or a newer one`,
  )
}

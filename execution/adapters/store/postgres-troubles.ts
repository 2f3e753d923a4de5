import { EXIT_BAD_CONFIG } from '#core/supervision/after-end.ts'
import { codeOf } from './postgres.ts'

/** How often a transaction is done in all when the server undoes it for the sake of another one. */
export const TRANSACTION_ATTEMPTS_MAX = 3

/** PostgreSQL, appendix A: serialization_failure and deadlock_detected. */
const UNDONE_FOR_ANOTHER = new Set(['40001', '40P01'])

/** Runs a transaction, and again when it lost against another one that was under way at the same time. */
export async function again<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      if (attempt >= TRANSACTION_ATTEMPTS_MAX || !lostAgainstAnother(error)) throw error
    }
  }
}

function lostAgainstAnother(error: unknown): boolean {
  const code = codeOf(error)
  if (code === null) return false
  // Two businesses claimed the same number at once: asked again, the slower one sees to whom it belongs.
  const numberWasTaken = code === '23505' && error instanceof Error && 'constraint' in error && error.constraint === 'tenant_numbers_pkey'
  return numberWasTaken || UNDONE_FOR_ANOTHER.has(code)
}

/** What a person must do when the database cannot be opened. Names the setting, never the password. */
export function openingTrouble(error: unknown, url: string): Error {
  const { hostname, port, username, pathname } = new URL(url)
  const place = `${hostname || 'localhost'}:${port || '5432'}`
  const database = decodeURIComponent(pathname.slice(1))
  const user = decodeURIComponent(username)
  const lasting = (words: string) => Object.assign(new Error(`DATABASE_URL: ${words}`, { cause: error }), { exitCode: EXIT_BAD_CONFIG })
  const words = error instanceof Error ? error.message : String(error)
  switch (codeOf(error)) {
    case '28P01':
    case '28000':
      return lasting(
        `the server at ${place} does not let the user "${user}" in; check user and password, and write % and @ in them as %25 and %40`,
      )
    case '3D000':
      return lasting(`there is no database "${database}" at ${place}; make it (createdb ${database}) or name another one`)
    case '42501':
      return lasting(
        `the user "${user}" may not make tables in "${database}" at ${place} (${words}); let it own the database, or grant it "create" on the schema`,
      )
    case null:
      if (/password must be a string/.test(words))
        return lasting(`the server at ${place} wants a password; write postgres://user:password@host/database`)
      return new Error(`DATABASE_URL: no PostgreSQL server answers at ${place} (${causeOf(error, words)}); start it, or mend the address`, {
        cause: error,
      })
    default:
      return new Error(`DATABASE_URL: the database at ${place} cannot be used: ${words}`, { cause: error })
  }
}

/** A refused connection to a name with two addresses has a code and no words. */
function causeOf(error: unknown, words: string): string {
  return error instanceof Error && 'code' in error ? String(error.code) : words
}

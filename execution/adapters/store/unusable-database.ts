import { EXIT_BAD_CONFIG } from '#core/supervision/after-end.ts'

/** A person must act first: trying again is vain, and the exit code tells the supervisor so. */
export class UnusableDatabase extends Error {
  override name = 'UnusableDatabase'
  readonly exitCode = EXIT_BAD_CONFIG
}

/** The primary result codes of SQLite that do not pass by themselves (sqlite.org/rescode.html). */
const LASTING: Readonly<Record<number, string>> = {
  8: 'may only be read; make it and its folder writable for the user who runs this',
  11: 'is damaged; put it back from a backup',
  14: 'cannot be opened; check that its folder exists and may be written',
  26: 'is not a database; name another file, or put it back from a backup',
}
/** Those that may pass: starting again is worth a try. */
const PASSING: Readonly<Record<number, string>> = {
  5: 'is locked by another program; end that program',
  10: 'cannot be read or written; is the disk full or failing?',
  13: 'cannot be written; the disk is full',
}
const PRIMARY_CODE_BITS = 0xff

/** What a person must do about a file that SQLite refuses; any other error as it is. */
export function ofFile(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return error
  const code = error.errcode & PRIMARY_CODE_BITS
  const [lasting, passing] = [LASTING[code], PASSING[code]]
  if (lasting !== undefined) return new UnusableDatabase(`the database file ${path} ${lasting} (DATABASE_URL, DATA_DIR)`, { cause: error })
  return passing === undefined ? error : new Error(`the database file ${path} ${passing}`, { cause: error })
}

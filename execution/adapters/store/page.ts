import type { Page, PageQuery } from '#ports/store.ts'

export const PAGE_LIMIT_MAX = 200

/** The last row of the page before. */
export type Position = { at: number; id: string }

/**
 * Reads where a page starts. Throws a `RangeError` for a limit outside 1 to 200, and an error named `BadCursor` for a cursor that no page gave.
 */
export function startOf(query: PageQuery): { limit: number; after: Position | null } {
  const { limit, cursor } = query
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_LIMIT_MAX) {
    throw new RangeError(`limit must be a whole number from 1 to ${PAGE_LIMIT_MAX}, not ${limit}`)
  }
  return { limit, after: cursor === null ? null : readCursor(cursor) }
}

/** Makes a page of up to `limit` items of rows that were asked for with one more than that. */
export function pageOf<Row, Item>(rows: Row[], limit: number, item: (row: Row) => Item, positionOf: (row: Row) => Position): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const more = rows.length > limit && last !== undefined
  return { items: shown.map(item), nextCursor: more ? writeCursor(positionOf(last)) : null }
}

function writeCursor({ at, id }: Position): string {
  return Buffer.from(`${at}.${id}`).toString('base64url')
}

function readCursor(cursor: string): Position {
  const match = /^(\d{1,16})\.(.*)$/s.exec(Buffer.from(cursor, 'base64url').toString())
  if (match?.[1] === undefined || match[2] === undefined) throw badCursor(cursor)
  return { at: Number(match[1]), id: match[2] }
}

function badCursor(cursor: string): Error {
  const error = new Error(`the cursor ${JSON.stringify(cursor.slice(0, 80))} was not given by a page; ask without one for the first page`)
  error.name = 'BadCursor'
  return error
}

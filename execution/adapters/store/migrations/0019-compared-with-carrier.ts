import type { EngineSql } from '../engine-sql.ts'

/** Until when the carrier's list of calls and texts was read in full; null: never yet. */
export function comparedWithCarrier({ integer }: EngineSql): string[] {
  return [`alter table tenants add column compared_until ${integer}`]
}

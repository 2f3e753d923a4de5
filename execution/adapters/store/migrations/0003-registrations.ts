import type { EngineSql } from '../engine-sql.ts'

/** One sealed document per tenant: where its registration with the carriers stands. */
export function registrations({ text, bytes, keyedTable }: EngineSql): string[] {
  return [
    `create table tenant_registrations (
  tenant_id ${text} not null primary key,
  sealed ${bytes} not null
) ${keyedTable}`,
  ]
}

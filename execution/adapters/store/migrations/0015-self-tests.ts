import type { EngineSql } from '../engine-sql.ts'

/** The last self-test of each business, and when the next one is due: every business has a row from its first moment on. `tested_at` is that of the result, for the count of businesses that nobody tests. */
export function selfTests({ text, integer, table }: EngineSql): string[] {
  return [
    `create table self_tests (
  tenant_id ${text} not null,
  result ${text},
  doubt ${text},
  fault ${text},
  tested_at ${integer},
  next_at ${integer} not null,
  lease_until ${integer},
  primary key (tenant_id)
) ${table}`,
    'create index self_tests_by_next on self_tests (next_at, tenant_id)',
    'insert into self_tests (tenant_id, next_at) select tenant_id, 0 from tenants',
  ]
}

import type { PostgresConnection } from './postgres.ts'

/*
 * The second wall between businesses (row-level security). The first is that repositories name their business in every query; behind it the
 * server itself shows a transaction the rows of its own business only, whatever a query forgets. It binds the owner of the tables as well, but
 * never a superuser: the program's role should not be one.
 */

/** The setting that says, for the length of one transaction, whose rows may be seen. */
const SETTING = 'lead_agent.tenant'
/** Stands for all of them: what belongs to no business, and the migrations. No id of a business has this form. */
export const EVERYBODY = '*'

/** Whoever saves a business asks here whether another has one of its numbers. */
const WITHOUT_WALL = new Set(['tenant_numbers'])

/** A statement that opens the wall for a business, whose id is written as a literal of SQL. */
export function openingFor(literal: string, until: 'commit' | 'end of session' = 'commit'): string {
  return `select set_config('${SETTING}', ${literal}, ${until === 'commit'})`
}

/** What is missing: a wall in front of each table with rows of businesses, also those that a later migration adds. */
export async function wallStatements(connection: PostgresConnection): Promise<string[]> {
  const { rows } = await connection.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and a.attname = 'tenant_id' and not c.relrowsecurity order by c.relname`,
  )
  return rows
    .filter(({ name }) => !WITHOUT_WALL.has(name))
    .flatMap(({ name }) => [
      `alter table ${name} enable row level security`,
      `alter table ${name} force row level security`,
      `create policy one_business on ${name} using ((select current_setting('${SETTING}', true)) in (tenant_id, '${EVERYBODY}'))`,
    ])
}

import type { EngineSql } from '../engine-sql.ts'

/** What people did about a lead: who looked after it and what became of it. Money in cents, only ever a person's word. */
export function leadOutcomes({ text, integer }: EngineSql): string[] {
  return [
    `alter table leads add column outcome ${text} not null default 'open'`,
    `alter table leads add column amount_cents ${integer}`,
    `alter table leads add column acknowledged_by ${text}`,
    `alter table leads add column acknowledged_at ${integer}`,
  ]
}

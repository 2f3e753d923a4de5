import type { EngineSql } from '../engine-sql.ts'

/**
 * What a decision was made with, so that it can be made again; a business's own procedures; and how a lead was judged: why it has its score, which
 * other leads are of the same household, whether it lies in the service area.
 */
export function replayAndJudgement({ text, integer, table }: EngineSql): string[] {
  return [
    `alter table inbox add column context ${text}`,
    `create table snapshots (
  tenant_id ${text} not null,
  hash ${text} not null,
  content ${text} not null,
  primary key (tenant_id, hash)
) ${table}`,
    `create table directive_overrides (
  tenant_id ${text} not null,
  name ${text} not null,
  markdown ${text} not null,
  updated_at ${integer} not null,
  primary key (tenant_id, name)
) ${table}`,
    `alter table decisions add column directive ${text}`,
    `alter table leads add column score_reasons ${text} not null default '[]'`,
    `alter table leads add column household ${text}`,
    `alter table leads add column lead_group ${text}`,
    `alter table leads add column service_area ${text}`,
    'create index leads_of_household on leads (tenant_id, household, created_at) where household is not null',
  ]
}

import type { EngineSql } from '../engine-sql.ts'

/** What came in through forms and programs, with what was answered, and the keys of those programs. */
export function inquiries({ text, integer, table }: EngineSql): string[] {
  return [
    `create table inquiries (
  tenant_id ${text} not null,
  id ${text} not null,
  at ${integer} not null,
  conversation_key ${text} not null,
  lead_id ${text} not null,
  label ${text} not null,
  channel ${text} not null,
  ticked ${integer} not null,
  words ${text},
  words_version ${text},
  page_url ${text},
  doubt ${text},
  fingerprint ${text} not null,
  answer ${text} not null,
  primary key (tenant_id, id)
) ${table}`,
    'create index inquiries_newest on inquiries (tenant_id, at, id)',
    'create index inquiries_of_person on inquiries (tenant_id, conversation_key, at)',
    `create table intake_keys (
  tenant_id ${text} not null,
  id ${text} not null,
  name ${text} not null,
  hash ${text} not null,
  created_at ${integer} not null,
  last_used_at ${integer},
  primary key (tenant_id, id)
) ${table}`,
  ]
}

import type { EngineSql } from '../engine-sql.ts'

/** Voicemails and pictures of customers. The bytes lie in files below `DATA_DIR/media`. */
export function media({ text, integer, table }: EngineSql): string[] {
  return [
    `create table media (
  tenant_id ${text} not null,
  id ${text} not null,
  conversation_key ${text} not null,
  subject ${text} not null,
  kind ${text} not null,
  source ${text} not null,
  state ${text} not null,
  content_type ${text},
  bytes ${integer},
  reason ${text},
  at ${integer} not null,
  transcript ${text},
  primary key (tenant_id, id)
) ${table}`,
    'create index media_of_subject on media (tenant_id, subject, id)',
    'create index media_by_age on media (tenant_id, at)',
  ]
}

import type { EngineSql } from '../engine-sql.ts'

/** The pace of a tenant's texts with each text's place in it, applications before they are handed in, and codes by which staff show that a phone is theirs. */
export function paceAndCodes({ text, integer, bytes, keyedTable }: EngineSql): string[] {
  return [
    `alter table outbox add column place_at ${integer}`,
    `create table tenant_paces (
  tenant_id ${text} not null primary key,
  queue_ends ${integer} not null,
  next_at ${integer} not null,
  day_ends ${integer} not null,
  segments ${integer} not null
) ${keyedTable}`,
    `create table registration_drafts (
  tenant_id ${text} not null primary key,
  sealed ${bytes} not null
) ${keyedTable}`,
    `create table phone_codes (
  tenant_id ${text} not null,
  phone ${text} not null,
  code ${text},
  asked_at ${text} not null,
  primary key (tenant_id, phone)
) ${keyedTable}`,
  ]
}

import type { EngineSql } from '../engine-sql.ts'

/** Visits, closed days, and other calendars with what they say. Addresses and sign-ins of calendars are sealed. */
export function bookings({ text, integer, bytes, table, keyedTable }: EngineSql): string[] {
  return [
    `create table bookings (
  tenant_id ${text} not null,
  id ${text} not null,
  lead_id ${text} not null,
  conversation_key ${text} not null,
  starts_at ${integer} not null,
  ends_at ${integer} not null,
  state ${text} not null,
  held_until ${integer},
  updated_at ${integer} not null,
  primary key (tenant_id, id)
) ${table}`,
    'create index bookings_by_start on bookings (tenant_id, starts_at, id)',
    'create index bookings_of_lead on bookings (tenant_id, lead_id, updated_at)',
    `create table closed_days (
  tenant_id ${text} not null,
  date ${text} not null,
  primary key (tenant_id, date)
) ${keyedTable}`,
    `create table calendars (
  tenant_id ${text} not null,
  id ${text} not null,
  sealed ${bytes} not null,
  read_at ${integer},
  problem ${text},
  primary key (tenant_id, id)
) ${table}`,
    `create table calendar_busy (
  tenant_id ${text} not null,
  starts_at ${integer} not null,
  calendar_id ${text} not null,
  place ${integer} not null,
  ends_at ${integer} not null,
  primary key (tenant_id, starts_at, calendar_id, place)
) ${keyedTable}`,
  ]
}

import type { EngineSql } from '../engine-sql.ts'

/** Who may come in, who did what, what the first screen and the charts are read from, and the corrections that people made. */
export function signInAndResults(engine: EngineSql): string[] {
  return [...accessTables(engine), ...resultTables(engine), ...leadNeeds(engine)]
}

function accessTables({ text, integer, table, keyedTable, jsonText }: EngineSql): string[] {
  return [
    `create table members (
  tenant_id ${text} not null,
  phone ${text} not null,
  role ${text} not null,
  name ${text} not null,
  verified ${integer} not null,
  created_at ${integer} not null,
  primary key (tenant_id, role, phone)
) ${keyedTable}`,
    'create index members_of_phone on members (phone)',
    `insert into members (tenant_id, phone, role, name, verified, created_at)
select tenant_id, ${jsonText('policy', 'ownerPhone')}, 'owner', coalesce(${jsonText('policy', 'ownerName')}, 'Owner'),
  case when ${jsonText('policy', 'ownerPhoneVerified')} in ('1', 'true') then 1 else 0 end, created_at
from tenants where ${jsonText('policy', 'ownerPhone')} is not null`,
    `create table sessions (
  token_hash ${text} not null primary key,
  phone ${text},
  created_at ${integer} not null,
  expires_at ${integer} not null
) ${keyedTable}`,
    'create index sessions_by_expiry on sessions (expires_at)',
    'create index sessions_of_phone on sessions (phone)',
    `create table sign_in_codes (
  person ${text} not null primary key,
  kept ${text},
  asked_at ${text} not null,
  changed_at ${integer} not null
) ${keyedTable}`,
    'create index sign_in_codes_by_age on sign_in_codes (changed_at)',
    `create table passkeys (
  id ${text} not null primary key,
  name ${text} not null,
  public_key ${text} not null,
  counter ${integer} not null,
  transports ${text} not null,
  created_at ${integer} not null,
  last_used_at ${integer}
) ${keyedTable}`,
    `create table operator_passwords (
  id ${integer} not null primary key,
  phc ${text} not null,
  changed_at ${integer} not null
) ${table}`,
    `create table audit (
  at ${integer} not null,
  id ${text} not null,
  role ${text} not null,
  name ${text} not null,
  tenant_id ${text},
  act ${text} not null,
  subject ${text},
  reason ${text},
  status ${integer} not null,
  primary key (at, id)
) ${keyedTable}`,
  ]
}

function resultTables({ text, integer, keyedTable }: EngineSql): string[] {
  return [
    `create table result_days (
  tenant_id ${text} not null,
  day ${text} not null,
  missed ${integer} not null,
  texted ${integer} not null,
  replied ${integer} not null,
  qualified ${integer} not null,
  booked ${integer} not null,
  won ${integer} not null,
  money_cents ${integer} not null,
  unmarked ${integer} not null,
  primary key (tenant_id, day)
) ${keyedTable}`,
    `create table result_speeds (
  tenant_id ${text} not null,
  day ${text} not null,
  tenths ${integer} not null,
  texts ${integer} not null,
  primary key (tenant_id, day, tenths)
) ${keyedTable}`,
    `create table corrections (
  tenant_id ${text} not null,
  at ${integer} not null,
  id ${text} not null,
  conversation_key ${text} not null,
  lead_id ${text} not null,
  field ${text} not null,
  was ${text},
  words ${text},
  value ${text},
  body ${text},
  by_name ${text} not null,
  primary key (tenant_id, at, id)
) ${keyedTable}`,
  ]
}

/** The first screen asks for a few leads of many: only those that need somebody are in this index. */
function leadNeeds({ text, integer }: EngineSql): string[] {
  return [
    `alter table leads add column need ${text}`,
    `alter table leads add column need_since ${integer}`,
    `update leads set need_since = created_at, need = case when urgency = 'emergency' then 'emergency' when status = 'open' then 'talking' else 'ready' end
where status in ('open', 'qualified', 'handed_over')`,
    'create index leads_needed on leads (tenant_id, need, need_since, id) where need is not null',
    // Of all decisions only what a person did is looked up by customer; the rest costs this index nothing.
    `create index decisions_of_persons on decisions (tenant_id, conversation_key, at) where subject in ('person-took-over', 'person-released', 'person-corrected')`,
  ]
}

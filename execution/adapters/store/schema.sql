CREATE TABLE alerts (
  tenant_id text not null,
  id text not null,
  at integer not null,
  kind text not null,
  body text not null,
  lead_id text,
  status text not null,
  once_key text,
  primary key (tenant_id, id)
) strict;

CREATE INDEX alerts_newest on alerts (tenant_id, at, id);

CREATE TABLE audit (
  at integer not null,
  id text not null,
  role text not null,
  name text not null,
  tenant_id text,
  act text not null,
  subject text,
  reason text,
  status integer not null,
  primary key (at, id)
) strict, without rowid;

CREATE TABLE bookings (
  tenant_id text not null,
  id text not null,
  lead_id text not null,
  conversation_key text not null,
  starts_at integer not null,
  ends_at integer not null,
  state text not null,
  held_until integer,
  updated_at integer not null,
  primary key (tenant_id, id)
) strict;

CREATE INDEX bookings_by_start on bookings (tenant_id, starts_at, id);

CREATE INDEX bookings_of_lead on bookings (tenant_id, lead_id, updated_at);

CREATE TABLE calendar_busy (
  tenant_id text not null,
  starts_at integer not null,
  calendar_id text not null,
  place integer not null,
  ends_at integer not null,
  primary key (tenant_id, starts_at, calendar_id, place)
) strict, without rowid;

CREATE TABLE calendars (
  tenant_id text not null,
  id text not null,
  sealed blob not null,
  read_at integer,
  problem text,
  primary key (tenant_id, id)
) strict;

CREATE TABLE calls (
  tenant_id text not null,
  call_sid text not null,
  conversation_key text not null,
  lead_id text,
  from_number text not null,
  to_number text not null,
  stage text not null,
  mode text not null,
  started_at integer not null,
  missed_at integer,
  ended_at integer,
  disclosure_played_at integer,
  recording_sid text,
  recording_url text,
  recording_seconds integer,
  primary key (tenant_id, call_sid)
) strict;

CREATE INDEX calls_newest on calls (tenant_id, started_at, call_sid);

CREATE TABLE closed_days (
  tenant_id text not null,
  date text not null,
  primary key (tenant_id, date)
) strict, without rowid;

CREATE TABLE conversations (
  tenant_id text not null,
  conversation_key text not null,
  conversation text not null,
  updated_at integer not null,
  primary key (tenant_id, conversation_key)
) strict;

CREATE TABLE corrections (
  tenant_id text not null,
  at integer not null,
  id text not null,
  conversation_key text not null,
  lead_id text not null,
  field text not null,
  was text,
  words text,
  value text,
  body text,
  by_name text not null,
  primary key (tenant_id, at, id)
) strict, without rowid;

CREATE TABLE decisions (
  tenant_id text not null,
  at integer not null,
  id text not null,
  conversation_key text not null,
  kind text not null,
  subject text not null,
  reasons text not null, directive text,
  primary key (tenant_id, at, id)
) strict;

CREATE INDEX decisions_of_persons on decisions (tenant_id, conversation_key, at) where subject in ('person-took-over', 'person-released', 'person-corrected');

CREATE TABLE directive_overrides (
  tenant_id text not null,
  name text not null,
  markdown text not null,
  updated_at integer not null,
  primary key (tenant_id, name)
) strict;

CREATE TABLE inbox (
  tenant_id text not null,
  id text not null,
  at integer not null,
  conversation_key text not null,
  event text not null,
  reply text not null, context text,
  primary key (tenant_id, id)
) strict;

CREATE INDEX inbox_by_age on inbox (tenant_id, at);

CREATE TABLE inquiries (
  tenant_id text not null,
  id text not null,
  at integer not null,
  conversation_key text not null,
  lead_id text not null,
  label text not null,
  channel text not null,
  ticked integer not null,
  words text,
  words_version text,
  page_url text,
  doubt text,
  fingerprint text not null,
  answer text not null,
  primary key (tenant_id, id)
) strict;

CREATE INDEX inquiries_newest on inquiries (tenant_id, at, id);

CREATE INDEX inquiries_of_person on inquiries (tenant_id, conversation_key, at);

CREATE TABLE intake_keys (
  tenant_id text not null,
  id text not null,
  name text not null,
  hash text not null,
  created_at integer not null,
  last_used_at integer,
  primary key (tenant_id, id)
) strict;

CREATE TABLE leads (
  tenant_id text not null,
  id text not null,
  conversation_key text not null,
  phone text,
  status text not null,
  intent text,
  urgency text not null,
  safety integer not null,
  service text,
  name text,
  street text,
  city text,
  zip text,
  preferred_time text,
  score integer not null,
  source text not null,
  created_at integer not null, outcome text not null default 'open', amount_cents integer, acknowledged_by text, acknowledged_at integer, need text, need_since integer, score_reasons text not null default '[]', household text, lead_group text, service_area text,
  primary key (tenant_id, id)
) strict;

CREATE INDEX leads_needed on leads (tenant_id, need, need_since, id) where need is not null;

CREATE INDEX leads_newest on leads (tenant_id, created_at, id);

CREATE INDEX leads_of_household on leads (tenant_id, household, created_at) where household is not null;

CREATE TABLE ledger (
  tenant_id text not null,
  sequence integer not null,
  at integer not null,
  kind text not null,
  person text,
  facts text not null,
  sealed text,
  prev_hash text not null,
  hash text not null,
  primary key (tenant_id, sequence)
) strict;

CREATE INDEX ledger_of_person on ledger (tenant_id, person, kind, sequence) where person is not null;

CREATE TRIGGER ledger_no_change before update on ledger begin select raise(abort, 'ledger: entries are never changed'); end;

CREATE TRIGGER ledger_no_gap before insert on ledger
when new.sequence <> 1 + coalesce((select max(sequence) from ledger where tenant_id = new.tenant_id), 0)
begin select raise(abort, 'ledger: entries follow each other without gaps'); end;

CREATE TRIGGER ledger_no_removal before delete on ledger begin select raise(abort, 'ledger: entries are never removed'); end;

CREATE TABLE ledger_heads (
  tenant_id text not null primary key,
  sealed_key text not null,
  sequence integer not null,
  hash text not null
) strict, without rowid;

CREATE TABLE ledger_people (
  tenant_id text not null,
  person text not null,
  seed text not null,
  primary key (tenant_id, person)
) strict, without rowid;

CREATE TABLE media (
  tenant_id text not null,
  id text not null,
  conversation_key text not null,
  subject text not null,
  kind text not null,
  source text not null,
  state text not null,
  content_type text,
  bytes integer,
  reason text,
  at integer not null,
  transcript text,
  primary key (tenant_id, id)
) strict;

CREATE INDEX media_by_age on media (tenant_id, at);

CREATE INDEX media_of_subject on media (tenant_id, subject, id);

CREATE TABLE members (
  tenant_id text not null,
  phone text not null,
  role text not null,
  name text not null,
  verified integer not null,
  created_at integer not null,
  primary key (tenant_id, role, phone)
) strict, without rowid;

CREATE INDEX members_of_phone on members (phone);

CREATE TABLE messages (
  tenant_id text not null,
  id text not null,
  conversation_key text not null,
  lead_id text,
  direction text not null,
  from_number text not null,
  to_number text not null,
  body text not null,
  kind text not null,
  status text not null,
  carrier_id text,
  error_code integer,
  segments integer not null,
  created_at integer not null,
  sent_at integer,
  waits_until integer,
  reasons text not null,
  primary key (tenant_id, id)
) strict;

CREATE INDEX messages_newest on messages (tenant_id, created_at, id);

CREATE INDEX messages_of_carrier on messages (tenant_id, carrier_id) where carrier_id is not null;

CREATE INDEX messages_of_conversation on messages (tenant_id, conversation_key, created_at, id);

CREATE INDEX messages_sent_to on messages (tenant_id, to_number, created_at) where carrier_id is not null;

CREATE TABLE operator_passwords (
  id integer not null primary key,
  phc text not null,
  changed_at integer not null
) strict;

CREATE TABLE outbox (
  sequence integer primary key,
  tenant_id text not null,
  id text not null,
  conversation_key text not null,
  effect_kind text not null,
  sms_kind text,
  effect text not null,
  state text not null,
  not_before integer not null,
  due_at integer,
  created_at integer not null,
  cancel_key text,
  once_key text,
  lane text,
  attempts integer not null,
  tried_at integer,
  was_unknown integer not null,
  lease_until integer, place_at integer,
  unique (tenant_id, id)
) strict;

CREATE INDEX outbox_due on outbox (due_at, sequence, tenant_id) where due_at is not null;

CREATE INDEX outbox_events on outbox (not_before, sequence) where effect_kind = 'run-workflow' and state in ('waiting', 'unknown');

CREATE INDEX outbox_leased on outbox (lease_until) where lease_until is not null;

CREATE UNIQUE INDEX outbox_once on outbox (tenant_id, once_key) where once_key is not null;

CREATE INDEX outbox_unfinished on outbox (tenant_id, conversation_key, sequence, lane, state) where state in ('waiting', 'claimed', 'unknown');

CREATE TABLE passkeys (
  id text not null primary key,
  name text not null,
  public_key text not null,
  counter integer not null,
  transports text not null,
  created_at integer not null,
  last_used_at integer
) strict, without rowid;

CREATE TABLE phone_codes (
  tenant_id text not null,
  phone text not null,
  code text,
  asked_at text not null,
  primary key (tenant_id, phone)
) strict, without rowid;

CREATE TABLE registration_drafts (
  tenant_id text not null primary key,
  sealed blob not null
) strict, without rowid;

CREATE TABLE result_days (
  tenant_id text not null,
  day text not null,
  missed integer not null,
  texted integer not null,
  replied integer not null,
  qualified integer not null,
  booked integer not null,
  won integer not null,
  money_cents integer not null,
  unmarked integer not null,
  primary key (tenant_id, day)
) strict, without rowid;

CREATE TABLE result_speeds (
  tenant_id text not null,
  day text not null,
  tenths integer not null,
  texts integer not null,
  primary key (tenant_id, day, tenths)
) strict, without rowid;

CREATE TABLE schema_migrations (number integer not null primary key, name text not null) strict;

CREATE TABLE self_tests (
  tenant_id text not null,
  result text,
  doubt text,
  fault text,
  tested_at integer,
  next_at integer not null,
  lease_until integer,
  primary key (tenant_id)
) strict;

CREATE INDEX self_tests_by_next on self_tests (next_at, tenant_id);

CREATE TABLE sessions (
  token_hash text not null primary key,
  phone text,
  created_at integer not null,
  expires_at integer not null
) strict, without rowid;

CREATE INDEX sessions_by_expiry on sessions (expires_at);

CREATE INDEX sessions_of_phone on sessions (phone);

CREATE TABLE sign_in_codes (
  person text not null primary key,
  kept text,
  asked_at text not null,
  changed_at integer not null
) strict, without rowid;

CREATE INDEX sign_in_codes_by_age on sign_in_codes (changed_at);

CREATE TABLE snapshots (
  tenant_id text not null,
  hash text not null,
  content text not null,
  primary key (tenant_id, hash)
) strict;

CREATE TABLE store_checks (
  id integer not null primary key,
  commits integer not null
) strict, without rowid;

CREATE TABLE suppressions (
  tenant_id text not null,
  person text not null,
  since integer not null,
  rule text,
  primary key (tenant_id, person)
) strict, without rowid;

CREATE TABLE tenant_accounts (
  tenant_id text not null primary key references tenants (tenant_id),
  sealed blob not null
) strict, without rowid;

CREATE TABLE tenant_numbers (
  e164 text not null primary key,
  tenant_id text not null references tenants (tenant_id),
  topology text not null
) strict, without rowid;

CREATE INDEX tenant_numbers_of_tenant on tenant_numbers (tenant_id);

CREATE TABLE tenant_paces (
  tenant_id text not null primary key,
  queue_ends integer not null,
  next_at integer not null,
  day_ends integer not null,
  segments integer not null
) strict, without rowid;

CREATE TABLE tenant_rates (
  tenant_id text not null primary key,
  minute integer not null,
  used integer not null
) strict, without rowid;

CREATE TABLE tenant_registrations (
  tenant_id text not null primary key,
  sealed blob not null
) strict, without rowid;

CREATE TABLE tenants (
  tenant_id text not null primary key,
  policy text not null,
  created_at integer not null,
  updated_at integer not null
, compared_until integer) strict;

CREATE INDEX tenants_newest on tenants (created_at, tenant_id);

CREATE TABLE usage (
  tenant_id text not null,
  hour integer not null,
  requests integer not null,
  texts integer not null,
  segments integer not null,
  cost_micros integer not null,
  primary key (tenant_id, hour)
) strict, without rowid;

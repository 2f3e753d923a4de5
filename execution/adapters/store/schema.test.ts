import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { migrate } from './migrate.ts'
import { dumpSchema } from './schema-dump.ts'
import type { Schema } from './schema.ts'
import { SqliteConnection } from './sqlite.ts'

/** The compiler makes this list complete: every table and column of `Schema`, no other. */
const COLUMNS: { [Table in keyof Schema]: Record<keyof Schema[Table], true> } = {
  members: { tenant_id: true, phone: true, role: true, name: true, verified: true, created_at: true },
  inquiries: {
    tenant_id: true,
    id: true,
    at: true,
    conversation_key: true,
    lead_id: true,
    label: true,
    channel: true,
    ticked: true,
    words: true,
    words_version: true,
    page_url: true,
    doubt: true,
    fingerprint: true,
    answer: true,
  },
  intake_keys: { tenant_id: true, id: true, name: true, hash: true, created_at: true, last_used_at: true },
  sessions: { token_hash: true, phone: true, created_at: true, expires_at: true },
  sign_in_codes: { person: true, kept: true, asked_at: true, changed_at: true },
  self_tests: { tenant_id: true, result: true, doubt: true, fault: true, tested_at: true, next_at: true, lease_until: true },
  passkeys: { id: true, name: true, public_key: true, counter: true, transports: true, created_at: true, last_used_at: true },
  operator_passwords: { id: true, phc: true, changed_at: true },
  audit: { at: true, id: true, role: true, name: true, tenant_id: true, act: true, subject: true, reason: true, status: true },
  result_days: {
    tenant_id: true,
    day: true,
    missed: true,
    texted: true,
    replied: true,
    qualified: true,
    booked: true,
    won: true,
    money_cents: true,
    unmarked: true,
  },
  result_speeds: { tenant_id: true, day: true, tenths: true, texts: true },
  corrections: {
    tenant_id: true,
    at: true,
    id: true,
    conversation_key: true,
    lead_id: true,
    field: true,
    was: true,
    words: true,
    value: true,
    body: true,
    by_name: true,
  },
  media: {
    tenant_id: true,
    id: true,
    conversation_key: true,
    subject: true,
    kind: true,
    source: true,
    state: true,
    content_type: true,
    bytes: true,
    reason: true,
    at: true,
    transcript: true,
  },
  tenants: { tenant_id: true, policy: true, created_at: true, updated_at: true, compared_until: true },
  tenant_numbers: { e164: true, tenant_id: true, topology: true },
  tenant_accounts: { tenant_id: true, sealed: true },
  inbox: { tenant_id: true, id: true, at: true, conversation_key: true, event: true, reply: true, context: true },
  conversations: { tenant_id: true, conversation_key: true, conversation: true, updated_at: true },
  leads: {
    tenant_id: true,
    id: true,
    conversation_key: true,
    phone: true,
    status: true,
    intent: true,
    urgency: true,
    safety: true,
    service: true,
    name: true,
    street: true,
    city: true,
    zip: true,
    preferred_time: true,
    score: true,
    source: true,
    created_at: true,
    outcome: true,
    amount_cents: true,
    acknowledged_by: true,
    acknowledged_at: true,
    need: true,
    need_since: true,
    score_reasons: true,
    household: true,
    lead_group: true,
    service_area: true,
  },
  calls: {
    tenant_id: true,
    call_sid: true,
    conversation_key: true,
    lead_id: true,
    from_number: true,
    to_number: true,
    stage: true,
    mode: true,
    started_at: true,
    missed_at: true,
    ended_at: true,
    disclosure_played_at: true,
    recording_sid: true,
    recording_url: true,
    recording_seconds: true,
  },
  messages: {
    tenant_id: true,
    id: true,
    conversation_key: true,
    lead_id: true,
    direction: true,
    from_number: true,
    to_number: true,
    body: true,
    kind: true,
    status: true,
    carrier_id: true,
    error_code: true,
    segments: true,
    created_at: true,
    sent_at: true,
    waits_until: true,
    reasons: true,
  },
  decisions: { tenant_id: true, at: true, id: true, conversation_key: true, kind: true, subject: true, reasons: true, directive: true },
  alerts: { tenant_id: true, id: true, at: true, kind: true, body: true, lead_id: true, status: true, once_key: true },
  outbox: {
    sequence: true,
    tenant_id: true,
    id: true,
    conversation_key: true,
    effect_kind: true,
    sms_kind: true,
    effect: true,
    state: true,
    not_before: true,
    due_at: true,
    created_at: true,
    cancel_key: true,
    once_key: true,
    lane: true,
    attempts: true,
    tried_at: true,
    was_unknown: true,
    lease_until: true,
    place_at: true,
  },
  tenant_rates: { tenant_id: true, minute: true, used: true },
  usage: { tenant_id: true, hour: true, requests: true, texts: true, segments: true, cost_micros: true },
  store_checks: { id: true, commits: true },
  ledger: { tenant_id: true, sequence: true, at: true, kind: true, person: true, facts: true, sealed: true, prev_hash: true, hash: true },
  ledger_heads: { tenant_id: true, sealed_key: true, sequence: true, hash: true },
  ledger_people: { tenant_id: true, person: true, seed: true },
  suppressions: { tenant_id: true, person: true, since: true, rule: true },
  bookings: {
    tenant_id: true,
    id: true,
    lead_id: true,
    conversation_key: true,
    starts_at: true,
    ends_at: true,
    state: true,
    held_until: true,
    updated_at: true,
  },
  closed_days: { tenant_id: true, date: true },
  calendars: { tenant_id: true, id: true, sealed: true, read_at: true, problem: true },
  calendar_busy: { tenant_id: true, starts_at: true, calendar_id: true, place: true, ends_at: true },
  snapshots: { tenant_id: true, hash: true, content: true },
  directive_overrides: { tenant_id: true, name: true, markdown: true, updated_at: true },
  tenant_registrations: { tenant_id: true, sealed: true },
  tenant_paces: { tenant_id: true, queue_ends: true, next_at: true, day_ends: true, segments: true },
  registration_drafts: { tenant_id: true, sealed: true },
  phone_codes: { tenant_id: true, phone: true, code: true, asked_at: true },
}

test('the committed schema is the one that the migrations lead to', async () => {
  const committed = await readFile(new URL('schema.sql', import.meta.url), 'utf8')
  assert.equal(dumpSchema(), committed, 'write it anew: node execution/adapters/store/schema-dump.ts > execution/adapters/store/schema.sql')
})

test('the tables and columns that the queries are typed with are those of the live schema', () => {
  const live: Record<string, string[]> = {}
  for (const { table, column } of liveColumns()) (live[table] ??= []).push(column)
  const typed = Object.fromEntries(Object.entries(COLUMNS).map(([table, columns]) => [table, Object.keys(columns)]))
  assert.deepEqual(live, typed)
})

test('every table is strict, so a value of the wrong type is refused', () => {
  const tables = dumpSchema()
    .split(';')
    .filter((statement) => statement.includes('CREATE TABLE'))
  assert.ok(tables.length > 10)
  for (const table of tables) assert.match(table, /\) strict(, without rowid)?$/)
})

function liveColumns(): { table: string; column: string }[] {
  const connection = new SqliteConnection(':memory:', 'NORMAL')
  migrate(connection)
  const rows = connection.query<{ table: string; column: string }>(
    `select t.name as "table", c.name as "column" from sqlite_schema t, pragma_table_info(t.name) c
     where t.type = 'table' and t.name <> 'schema_migrations' order by t.rowid, c.cid`,
  )
  connection.close()
  return rows
}

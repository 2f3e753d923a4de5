// Long because it is one table of data: every table of the database with its columns.
import type { Generated } from 'kysely'
import type { BookingState } from '#core/booking/booking.ts'
import type { AlertKind, Effect } from '#core/effect.ts'
import type { SmsKind } from '#core/event.ts'
import type { Outcome } from '#core/owner/lead-act.ts'
import type { Topology } from '#core/tenant-policy.ts'
import type { DirectiveName } from '#ports/directives.ts'
import type { LeadNeed } from '#core/conversation/lead-need.ts'
import type { MemberRole } from '#ports/access.ts'
import type { AlertRow, OutboxState } from '#ports/outbox.ts'
import type { MediaRow } from '#ports/media.ts'
import type { MessageRow } from '#ports/messages.ts'
import type { DecisionRow } from '#ports/store.ts'

/** The tables as Kysely knows them; a test compares the names with the live schema. Instants are milliseconds, money is millionths of a US dollar. */
export type Schema = {
  tenants: { tenant_id: string; policy: string; created_at: number; updated_at: number; compared_until: number | null }
  tenant_numbers: { e164: string; tenant_id: string; topology: Topology }
  tenant_accounts: { tenant_id: string; sealed: Uint8Array }
  inbox: { tenant_id: string; id: string; at: number; conversation_key: string; event: string; reply: string; context: string | null }
  /** What decisions were made with: JSON under its hash, in hexadecimal. */
  snapshots: { tenant_id: string; hash: string; content: string }
  directive_overrides: { tenant_id: string; name: DirectiveName; markdown: string; updated_at: number }
  conversations: { tenant_id: string; conversation_key: string; conversation: string; updated_at: number }
  leads: LeadsTable
  calls: CallsTable
  messages: MessagesTable
  media: MediaTable
  decisions: {
    tenant_id: string
    at: number
    id: string
    conversation_key: string
    kind: DecisionRow['kind']
    subject: string
    reasons: string
    directive: string | null
  }
  alerts: {
    tenant_id: string
    id: string
    at: number
    kind: AlertKind
    body: string
    lead_id: string | null
    status: AlertRow['status']
    once_key: string | null
  }
  outbox: OutboxTable
  tenant_rates: { tenant_id: string; minute: number; used: number }
  usage: { tenant_id: string; hour: number; requests: number; texts: number; segments: number; cost_micros: number }
  tenant_paces: { tenant_id: string; queue_ends: number; next_at: number; day_ends: number; segments: number }
  /** One-time codes to phones of staff: a keyed hash each, and when the last ones were asked for. */
  phone_codes: { tenant_id: string; phone: string; code: string | null; asked_at: string }
  registration_drafts: { tenant_id: string; sealed: Uint8Array }
  tenant_registrations: { tenant_id: string; sealed: Uint8Array }
  store_checks: { id: number; commits: number }
  ledger: LedgerTable
  /** Where each tenant's chain ends, and the sealed key that makes its pseudonyms. */
  ledger_heads: { tenant_id: string; sealed_key: string; sequence: number; hash: string }
  /** The seed of each person's key; removing the row is the erasure. */
  ledger_people: { tenant_id: string; person: string; seed: string }
  members: { tenant_id: string; phone: string; role: MemberRole; name: string; verified: number; created_at: number }
  sessions: { token_hash: string; phone: string | null; created_at: number; expires_at: number }
  sign_in_codes: { person: string; kept: string | null; asked_at: string; changed_at: number }
  passkeys: PasskeysTable
  operator_passwords: { id: number; phc: string; changed_at: number }
  audit: AuditTable
  result_days: ResultDaysTable
  result_speeds: { tenant_id: string; day: string; tenths: number; texts: number }
  corrections: CorrectionsTable
  suppressions: { tenant_id: string; person: string; since: number; rule: string | null }
  inquiries: InquiriesTable
  intake_keys: IntakeKeysTable
  bookings: {
    tenant_id: string
    id: string
    lead_id: string
    conversation_key: string
    starts_at: number
    ends_at: number
    state: BookingState
    held_until: number | null
    updated_at: number
  }
  closed_days: { tenant_id: string; date: string }
  calendars: { tenant_id: string; id: string; sealed: Uint8Array; read_at: number | null; problem: string | null }
  /** What other calendars say; `place` counts the stretches of one reading. */
  calendar_busy: { tenant_id: string; starts_at: number; calendar_id: string; place: number; ends_at: number }
  /** One row per tenant. `result` and `doubt` are JSON, `tested_at` that of the result. */
  self_tests: {
    tenant_id: string
    result: string | null
    doubt: string | null
    fault: 'warn' | 'down' | null
    tested_at: number | null
    next_at: number
    lease_until: number | null
  }
}

export type InquiriesTable = {
  tenant_id: string
  id: string
  at: number
  conversation_key: string
  lead_id: string
  label: string
  channel: string
  /** 0 or 1. */
  ticked: number
  words: string | null
  words_version: string | null
  page_url: string | null
  doubt: string | null
  fingerprint: string
  answer: string
}

/** `hash`: of the whole key, in hexadecimal. */
export type IntakeKeysTable = {
  tenant_id: string
  id: string
  name: string
  hash: string
  created_at: number
  last_used_at: number | null
}

export type LedgerTable = {
  tenant_id: string
  sequence: number
  at: number
  kind: string
  /** Keyed pseudonym. */
  person: string | null
  /** Canonical JSON. */
  facts: string
  /** Base64. */
  sealed: string | null
  /** Hexadecimal. */
  prev_hash: string
  hash: string
}

export type LeadsTable = {
  tenant_id: string
  id: string
  conversation_key: string
  phone: string | null
  status: string
  intent: string | null
  urgency: string
  /** 0 or 1. */
  safety: number
  service: string | null
  name: string | null
  street: string | null
  city: string | null
  zip: string | null
  preferred_time: string | null
  score: number
  source: string
  created_at: number
  /** JSON. */
  score_reasons: string
  /** Street and ZIP in one form, once both are known. */
  household: string | null
  lead_group: string | null
  service_area: string | null
  outcome: Outcome
  amount_cents: number | null
  acknowledged_by: string | null
  acknowledged_at: number | null
  /** Why it is on the first screen, and since when; null when nobody is needed. */
  need: LeadNeed | null
  need_since: number | null
}

export type PasskeysTable = {
  id: string
  name: string
  /** Base64url. */
  public_key: string
  counter: number
  /** JSON. */
  transports: string
  created_at: number
  last_used_at: number | null
}

export type AuditTable = {
  at: number
  id: string
  role: string
  name: string
  tenant_id: string | null
  act: string
  subject: string | null
  reason: string | null
  status: number
}

export type ResultDaysTable = {
  tenant_id: string
  /** `YYYY-MM-DD` of the business's own calendar. */
  day: string
  missed: number
  texted: number
  replied: number
  qualified: number
  booked: number
  won: number
  money_cents: number
  unmarked: number
}

export type CorrectionsTable = {
  tenant_id: string
  at: number
  id: string
  conversation_key: string
  lead_id: string
  field: string
  /** JSON. */
  was: string | null
  words: string | null
  /** JSON. */
  value: string | null
  /** The customer's text that was read. */
  body: string | null
  by_name: string
}

export type CallsTable = {
  tenant_id: string
  call_sid: string
  conversation_key: string
  lead_id: string | null
  from_number: string
  to_number: string
  stage: string
  mode: string
  started_at: number
  missed_at: number | null
  ended_at: number | null
  disclosure_played_at: number | null
  recording_sid: string | null
  recording_url: string | null
  recording_seconds: number | null
}

export type MediaTable = {
  tenant_id: string
  id: string
  conversation_key: string
  subject: string
  kind: MediaRow['kind']
  source: string
  state: MediaRow['state']
  content_type: MediaRow['contentType']
  bytes: number | null
  reason: string | null
  at: number
  transcript: string | null
}

export type MessagesTable = {
  tenant_id: string
  id: string
  conversation_key: string
  lead_id: string | null
  direction: MessageRow['direction']
  from_number: string
  to_number: string
  body: string
  kind: MessageRow['kind']
  status: MessageRow['status']
  carrier_id: string | null
  error_code: number | null
  segments: number
  created_at: number
  sent_at: number | null
  waits_until: number | null
  reasons: string
}

export type OutboxTable = {
  /** Given by the engine, so never written by us; grows with every row. */
  sequence: Generated<number>
  tenant_id: string
  id: string
  conversation_key: string
  effect_kind: Effect['kind']
  sms_kind: SmsKind | null
  effect: string
  state: OutboxState
  not_before: number
  /** `not_before` while the row may be claimed: waiting or unknown, and first in its lane. Null otherwise, which keeps it out of the indexes. */
  due_at: number | null
  created_at: number
  cancel_key: string | null
  once_key: string | null
  lane: string | null
  attempts: number
  tried_at: number | null
  /** 1 while claimed out of `unknown`. */
  was_unknown: number
  lease_until: number | null
  /** Its place in the pace of the tenant's texts. */
  place_at: number | null
}

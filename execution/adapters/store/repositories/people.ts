import type { Reason } from '#core/decision.ts'
import { openReasons } from '#core/ledger/open-reasons.ts'
import { instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { InquiryAnswer } from '#ports/inquiries.ts'
import type { BlankedRows, KeptSuppression, PersonRepository } from '#ports/ledger.ts'
import { sql } from 'kysely'
import { fromJson } from '../column-values.ts'
import { hot } from '../hot-query.ts'
import type { PersonVault } from '../person-vault.ts'
import type { TenantScope } from '../query-scope.ts'
import { blankDesk } from './blank-desk.ts'
import { findHead, headOrNew } from './ledger-head.ts'
import { EVENT_LITERAL } from './outbox-queries.ts'

/** Stands where a number stood. */
const ERASED = 'erased'

/**
 * What of one person is kept besides the ledger. Ids of the carrier stay: they tell nobody anything without the carrier's own records, and
 * without them the regular comparison with the carrier's list would bring back what was erased.
 */
export class SqlPeople implements PersonRepository {
  readonly #scope: TenantScope
  readonly #vault: PersonVault

  constructor(scope: TenantScope, vault: PersonVault) {
    this.#scope = scope
    this.#vault = vault
  }

  async isBusy(phone: PhoneNumber): Promise<boolean> {
    const underWay = await this.#scope.db
      .selectFrom('outbox')
      .select('sequence')
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('conversation_key', '=', phone)
      // Literals, so that the engine sees that the index of unfinished rows will do.
      .where('state', 'in', [sql.lit('waiting' as const), sql.lit('claimed' as const), sql.lit('unknown' as const)])
      .where('state', '!=', sql.lit('waiting' as const))
      // An event that was told and not answered is no text, and may wait for its next try for long.
      .where((eb) => eb.or([eb('state', '=', sql.lit('claimed' as const)), eb('effect_kind', '!=', EVENT_LITERAL)]))
      .limit(1)
      .executeTakeFirst()
    return underWay !== undefined
  }

  /** Reads the tenant's rows of the tables that have no index by person: erasures are rare, and an index is a price that every call pays. */
  async blank(phone: PhoneNumber): Promise<BlankedRows> {
    const key = `${ERASED}:${await this.#pseudonym(phone)}`
    const effects = await this.#removeEffects(phone)
    const messages = await this.#blankMessages(phone, key)
    const alerts = await this.#blankAlerts([...effects, ...messages])
    await this.#blankDecisions(phone, key)
    await blankDesk(this.#scope, phone, await this.#namesOf(phone))
    const leads = await this.#leads(phone, key)
    const calls = await this.#calls(phone, key)
    const events = await this.#events(phone, key)
    await this.#scope.db.deleteFrom('phone_codes').where('tenant_id', '=', this.#scope.tenantId).where('phone', '=', phone).execute()
    await this.#blankBookings(phone, key)
    await this.#removeCorrections(phone)
    await this.#blankInquiries(phone, key)
    const { numDeletedRows } = await this.#scope.db
      .deleteFrom('conversations')
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('conversation_key', '=', phone)
      .executeTakeFirstOrThrow()
    return { conversations: Number(numDeletedRows), leads, calls, messages: messages.length, events, alerts }
  }

  /** By which the owner called them: the lead's name, and what a person put in its place or found there. */
  async #namesOf(phone: PhoneNumber): Promise<string[]> {
    const of = { tenantId: this.#scope.tenantId, phone }
    const leads = await this.#scope.db
      .selectFrom('leads')
      .select('name')
      .where('tenant_id', '=', of.tenantId)
      .where('conversation_key', '=', of.phone)
      .execute()
    const corrected = await this.#scope.db
      .selectFrom('corrections')
      .select(['was', 'value'])
      .where('tenant_id', '=', of.tenantId)
      .where('conversation_key', '=', of.phone)
      .where('field', '=', 'name')
      .execute()
    const values = corrected.flatMap(({ was, value }) => [was, value]).map((json) => (json === null ? null : fromJson<unknown>(json)))
    return [...leads.map((lead) => lead.name), ...values].filter((name) => typeof name === 'string')
  }

  async suppression(phone: PhoneNumber): Promise<KeptSuppression | null> {
    const head = await findHead(this.#scope)
    if (head === null) return null
    const person = this.#vault.pseudonym(head.sealed_key, this.#scope.tenantId, phone)
    const kept = await this.#scope.first(SUPPRESSION, { tenant_id: this.#scope.tenantId, person })
    return kept && { since: instant(kept.since), rule: kept.rule }
  }

  async keepSuppression(phone: PhoneNumber, kept: KeptSuppression | null): Promise<void> {
    const person = await this.#pseudonym(phone)
    const tenantId = this.#scope.tenantId
    await this.#scope.db.deleteFrom('suppressions').where('tenant_id', '=', tenantId).where('person', '=', person).execute()
    if (kept === null) return
    await this.#scope.db.insertInto('suppressions').values({ tenant_id: tenantId, person, since: kept.since, rule: kept.rule }).execute()
  }

  /** The ledger's own name for the person, so that the hash of a number means the same everywhere. */
  async #pseudonym(phone: PhoneNumber): Promise<string> {
    const head = await headOrNew(this.#scope, this.#vault)
    return this.#vault.pseudonym(head.sealed_key, this.#scope.tenantId, phone)
  }

  async #removeEffects(phone: PhoneNumber): Promise<string[]> {
    const removed = await this.#scope.db
      .deleteFrom('outbox')
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('conversation_key', '=', phone)
      .returning('id')
      .execute()
    return removed.map((row) => row.id)
  }

  async #blankMessages(phone: PhoneNumber, key: string): Promise<string[]> {
    const rows = await this.#scope.db
      .selectFrom('messages')
      .select(['id', 'from_number', 'to_number', 'status', 'reasons'])
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('conversation_key', '=', phone)
      .execute()
    for (const row of rows) {
      await this.#scope.db
        .updateTable('messages')
        .set({
          conversation_key: key,
          body: '',
          from_number: row.from_number === phone ? ERASED : row.from_number,
          to_number: row.to_number === phone ? ERASED : row.to_number,
          status: row.status === 'waiting' ? 'canceled' : row.status,
          waits_until: null,
          reasons: withoutWords(row.reasons),
        })
        .where('tenant_id', '=', this.#scope.tenantId)
        .where('id', '=', row.id)
        .execute()
    }
    return rows.map((row) => row.id)
  }

  /** An alert has the id of its effect, which is also that of its text when there is one. */
  async #blankAlerts(ids: readonly string[]): Promise<number> {
    let blanked = 0
    for (const id of new Set(ids)) {
      const { numUpdatedRows } = await this.#scope.db
        .updateTable('alerts')
        .set({ body: '', once_key: null })
        .where('tenant_id', '=', this.#scope.tenantId)
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      blanked += Number(numUpdatedRows)
    }
    return blanked
  }

  async #blankDecisions(phone: PhoneNumber, key: string): Promise<void> {
    const rows = await this.#scope.db
      .selectFrom('decisions')
      .select(['at', 'id', 'reasons'])
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('conversation_key', '=', phone)
      .execute()
    for (const row of rows) {
      await this.#scope.db
        .updateTable('decisions')
        .set({ conversation_key: key, reasons: withoutWords(row.reasons) })
        .where('tenant_id', '=', this.#scope.tenantId)
        .where('at', '=', row.at)
        .where('id', '=', row.id)
        .execute()
    }
  }

  async #leads(phone: PhoneNumber, key: string): Promise<number> {
    const { numUpdatedRows } = await this.#scope.db
      .updateTable('leads')
      .set({
        conversation_key: key,
        phone: null,
        name: null,
        street: null,
        city: null,
        zip: null,
        service: null,
        preferred_time: null,
        household: null,
        need: null,
        need_since: null,
      })
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('conversation_key', '=', phone)
      .executeTakeFirstOrThrow()
    return Number(numUpdatedRows)
  }

  async #calls(phone: PhoneNumber, key: string): Promise<number> {
    const { numUpdatedRows } = await this.#scope.db
      .updateTable('calls')
      .set({ conversation_key: key, from_number: ERASED, recording_sid: null, recording_url: null, recording_seconds: null })
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('conversation_key', '=', phone)
      .executeTakeFirstOrThrow()
    return Number(numUpdatedRows)
  }

  /** The time stays taken: somebody may be on their way. */
  async #blankBookings(phone: PhoneNumber, key: string): Promise<void> {
    await this.#scope.db
      .updateTable('bookings')
      .set({ conversation_key: key })
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('conversation_key', '=', phone)
      .execute()
  }

  async #removeCorrections(phone: PhoneNumber): Promise<void> {
    await this.#scope.db
      .deleteFrom('corrections')
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('conversation_key', '=', phone)
      .execute()
  }

  /** The row stays, so that the same inquiry sent again brings nobody back; the words beside the box are the business's own. */
  async #blankInquiries(phone: PhoneNumber, key: string): Promise<void> {
    const tenantId = this.#scope.tenantId
    const rows = await this.#scope.db
      .selectFrom('inquiries')
      .select(['id', 'answer'])
      .where('tenant_id', '=', tenantId)
      .where('conversation_key', '=', phone)
      .execute()
    for (const { id, answer } of rows) {
      const blanked = JSON.stringify({ ...fromJson<InquiryAnswer>(answer), lead: null })
      await this.#scope.db
        .updateTable('inquiries')
        .set({ conversation_key: key, page_url: null, answer: blanked })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .execute()
    }
  }

  /** The row stays with its answer, so that a webhook that comes again still changes nothing. */
  async #events(phone: PhoneNumber, key: string): Promise<number> {
    const { numUpdatedRows } = await this.#scope.db
      .updateTable('inbox')
      .set({ conversation_key: key, event: '{}' })
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('conversation_key', '=', phone)
      .executeTakeFirstOrThrow()
    return Number(numUpdatedRows)
  }
}

function withoutWords(reasons: string): string {
  return JSON.stringify(openReasons(fromJson<Reason[]>(reasons)))
}

const SUPPRESSION = hot<{ tenant_id: string; person: string }>()((db, param) =>
  db.selectFrom('suppressions').select(['since', 'rule']).where('tenant_id', '=', param.tenant_id).where('person', '=', param.person),
)

import type { InquiryChannel, InquiryDoubt } from '#core/inquiries/inquiry.ts'
import { instant, type Instant } from '#core/values/instant.ts'
import type { InquiryAnswer, InquiryRepository, InquiryRow } from '#ports/inquiries.ts'
import type { Page, PageQuery } from '#ports/store.ts'
import { fromJson } from '../column-values.ts'
import { pageOf, startOf } from '../page.ts'
import type { TenantScope } from '../query-scope.ts'
import type { InquiriesTable } from '../schema.ts'

/** Inquiries as they came, beside the conversations that they began. */
export class SqlInquiries implements InquiryRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async find(id: string): Promise<InquiryRow | null> {
    const row = await this.#all().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : toInquiry(row)
  }

  async add(row: InquiryRow): Promise<void> {
    const { id, at, conversationKey, leadId, label, channel, ticked, words, wordsVersion, pageUrl, doubt, fingerprint, answer } = row
    await this.#scope.db
      .insertInto('inquiries')
      .values({
        tenant_id: this.#scope.tenantId,
        id,
        at,
        conversation_key: conversationKey,
        lead_id: leadId,
        label,
        channel,
        ticked: Number(ticked),
        words,
        words_version: wordsVersion,
        page_url: pageUrl,
        doubt,
        fingerprint,
        answer: JSON.stringify(answer),
      })
      .execute()
    this.#scope.changed('lead', leadId)
  }

  async list(query: PageQuery): Promise<Page<InquiryRow>> {
    const { limit, after } = startOf(query)
    const rows = await this.#all()
      .$if(after !== null, (select) => select.where((eb) => eb(eb.refTuple('at', 'id'), '<', eb.tuple(after?.at ?? 0, after?.id ?? ''))))
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    return pageOf(rows, limit, toInquiry, ({ at, id }) => ({ at, id }))
  }

  async ofPerson(conversationKey: string, limit: number): Promise<InquiryRow[]> {
    const rows = await this.#all().where('conversation_key', '=', conversationKey).orderBy('at', 'desc').limit(limit).execute()
    return rows.map(toInquiry)
  }

  async arrivals(since: Instant, until: Instant): Promise<{ at: Instant; label: string }[]> {
    const rows = await this.#scope.db
      .selectFrom('inquiries')
      .select(['at', 'label'])
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('at', '>=', since)
      .where('at', '<', until)
      .orderBy('at')
      .execute()
    return rows.map(({ at, label }) => ({ at: instant(at), label }))
  }

  #all() {
    return this.#scope.db.selectFrom('inquiries').selectAll().where('tenant_id', '=', this.#scope.tenantId)
  }
}

function toInquiry(row: InquiriesTable): InquiryRow {
  return {
    id: row.id,
    at: instant(row.at),
    conversationKey: row.conversation_key,
    leadId: row.lead_id,
    label: row.label,
    // Written by `add` from these unions.
    channel: row.channel as InquiryChannel,
    ticked: row.ticked === 1,
    words: row.words,
    wordsVersion: row.words_version,
    pageUrl: row.page_url,
    doubt: row.doubt as InquiryDoubt | null,
    fingerprint: row.fingerprint,
    answer: fromJson<InquiryAnswer>(row.answer),
  }
}

import type { InquiryChannel, InquiryDoubt } from '#core/inquiries/inquiry.ts'
import type { LeadRow, Page, PageQuery } from './store.ts'
import type { Instant } from '#core/values/instant.ts'

/** What was answered to whoever sent an inquiry; the same again when it comes again. */
export type InquiryAnswer = {
  leadId: string
  receivedAt: Instant
  /** `send`: a text leaves at once. `wait`: it may leave later. `never`: none will. */
  decision: 'send' | 'wait' | 'never'
  /** Why none will, or why it waits. */
  reasons: string[]
  /** The number that the text comes from; null when none does, or when the carrier chooses one. */
  textFrom: string | null
  /** As it was then; null after the person was erased. */
  lead: LeadRow | null
}

export type InquiryRow = {
  id: string
  at: Instant
  conversationKey: string
  leadId: string
  label: string
  channel: InquiryChannel
  ticked: boolean
  /** The words beside the box. */
  words: string | null
  wordsVersion: string | null
  pageUrl: string | null
  doubt: InquiryDoubt | null
  /** Keyed hash of everything that was sent, to tell a repetition from another inquiry. */
  fingerprint: string
  answer: InquiryAnswer
}

export interface InquiryRepository {
  find(id: string): Promise<InquiryRow | null>
  add(row: InquiryRow): Promise<void>
  list(query: PageQuery): Promise<Page<InquiryRow>>
  /** Of one customer, newest first. */
  ofPerson(conversationKey: string, limit: number): Promise<InquiryRow[]>
  /** When and from where, from `since` until before `until`, oldest first. */
  arrivals(since: Instant, until: Instant): Promise<{ at: Instant; label: string }[]>
}

/** A key with which a program may bring leads to one business, and nothing else. */
export type IntakeKey = { id: string; name: string; createdAt: Instant; lastUsedAt: Instant | null }

export interface IntakeKeyRepository {
  /** Oldest first. */
  list(): Promise<IntakeKey[]>
  /** `hash` is all that is kept of the key itself. */
  add(key: { id: string; name: string; hash: string; createdAt: Instant }): Promise<void>
  /** The key with this hash; it counts as used now. Null: there is none, or no more. */
  use(hash: string, at: Instant): Promise<IntakeKey | null>
  /** False when there is no such key. */
  revoke(id: string): Promise<boolean>
}

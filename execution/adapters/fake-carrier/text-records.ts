import type { SidMaker } from './sids.ts'

export type TextStatus =
  | 'accepted'
  | 'scheduled'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'canceled'
  | 'received'

export type TextDirection = 'inbound' | 'outbound-api' | 'outbound-reply'

/** A picture or file of a message. Bytes are null when only an address of somebody else's is known. */
export type TextMedia = { sid: string; contentType: string; bytes: Uint8Array | null; url: string | null }

/** One text message as the carrier keeps it. Times are milliseconds of the carrier's clock. */
export type TextRecord = {
  sid: string
  accountSid: string
  direction: TextDirection
  /** Null while a Messaging Service has not yet chosen the sender. */
  from: string | null
  to: string
  body: string
  status: TextStatus
  segments: number
  media: readonly TextMedia[]
  messagingServiceSid: string | null
  statusCallback: string | null
  createdAt: number
  updatedAt: number
  sentAt: number | null
  priceUsd: number | null
  errorCode: number | null
}

/** What a list request may ask for. */
export type TextFilter = {
  to?: string
  from?: string
  /** Both ends included. */
  sentBetween?: { fromMs: number; untilMs: number }
}

export type TextBook = {
  add(facts: Omit<TextRecord, 'sid' | 'createdAt' | 'updatedAt'>): TextRecord
  find(sid: string): TextRecord | null
  /** The newest first. */
  list(accountSid: string, filter: TextFilter): readonly TextRecord[]
  remove(sid: string): boolean
}

/** Enough for an hour at full load; the oldest are forgotten first. */
const KEPT_MAX = 200_000

/** Keeps texts in memory, findable by id and by account. */
export function createTextBook(parts: { now: () => number; newSid: SidMaker }): TextBook {
  const bySid = new Map<string, TextRecord>()

  return {
    add(facts) {
      const now = parts.now()
      const sid = parts.newSid(facts.media.length > 0 ? 'MM' : 'SM')
      const record: TextRecord = { ...facts, sid, createdAt: now, updatedAt: now }
      bySid.set(sid, record)
      if (bySid.size > KEPT_MAX) bySid.delete(bySid.keys().next().value ?? '')
      return record
    },
    find: (sid) => bySid.get(sid) ?? null,
    list: (accountSid, filter) => {
      const found: TextRecord[] = []
      for (const record of bySid.values()) if (record.accountSid === accountSid && matches(record, filter)) found.push(record)
      return found.reverse()
    },
    remove: (sid) => bySid.delete(sid),
  }
}

function matches(record: TextRecord, filter: TextFilter): boolean {
  if (filter.to !== undefined && record.to !== filter.to) return false
  if (filter.from !== undefined && record.from !== filter.from) return false
  if (filter.sentBetween === undefined) return true
  // Twilio does not say how a text that has not left yet is filtered; its creation is the nearest time there is.
  const at = record.sentAt ?? record.createdAt
  return at >= filter.sentBetween.fromMs && at <= filter.sentBetween.untilMs
}

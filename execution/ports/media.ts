import type { MediaType } from '#core/media/media-type.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { TenantId } from '#core/values/tenant-id.ts'

/** `waiting` to be fetched, `kept` with us, `refused` (too large, of no kind that we keep, gone at the carrier), `expired` after its time. */
export type MediaState = 'waiting' | 'kept' | 'refused' | 'expired'

/** One voicemail or picture of a customer. The bytes lie in a file of their own. */
export type MediaRow = {
  /** A voicemail: the carrier's id of the recording. A picture: the id of its text, and its place in it. */
  id: string
  conversationKey: string
  /** The call or the text that it belongs to. */
  subject: string
  kind: 'voicemail' | 'photo'
  /** Where the carrier has it: the recording's id, or the picture's address, '' when that must not be asked. */
  source: string
  state: MediaState
  contentType: MediaType | null
  bytes: number | null
  /** Why it was refused, as a code. */
  reason: string | null
  at: Instant
  /** What was said, as the carrier wrote it down; null while nobody has. */
  transcript: string | null
}

export interface MediaRepository {
  /** Does nothing when there is a row with this id. */
  add(row: Omit<MediaRow, 'contentType' | 'bytes' | 'reason' | 'transcript' | 'state'>): Promise<void>
  find(id: string): Promise<MediaRow | null>
  /** Of these calls and texts, in the order in which they came. */
  ofSubjects(subjects: readonly string[]): Promise<MediaRow[]>
  /** False when there is no such row any more. */
  keep(id: string, kept: { contentType: MediaType; bytes: number }): Promise<boolean>
  refuse(id: string, reason: string): Promise<void>
  saveTranscript(id: string, transcript: string): Promise<void>
  /** Marks those of a kind made before as expired and empties what was said in them; answers the ids whose files must go. */
  expire(kind: MediaRow['kind'], before: Instant, limit: number): Promise<string[]>
  /** Deletes the rows of a person; answers the ids whose files must go. */
  forget(phone: PhoneNumber): Promise<string[]>
}

/** The bytes of media, by business. */
export interface MediaFiles {
  /** Replaces what is there; either the whole file is there afterwards or none. */
  save(tenantId: TenantId, id: string, bytes: Uint8Array): Promise<void>
  /** Null when there is none. */
  read(tenantId: TenantId, id: string): Promise<Uint8Array | null>
  /** Does nothing when there is none. */
  remove(tenantId: TenantId, id: string): Promise<void>
}

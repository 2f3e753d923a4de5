import type { Instant } from '#core/values/instant.ts'

/** What is older than it may be kept goes. The ledger, opt-outs, leads, visits and counts stay. */
export interface RetentionRepository {
  /**
   * Removes events, decisions, texts, calls, alerts, corrections, and voicemails and pictures whose file is gone, from before `before`: at most
   * `limit` rows of each kind, the oldest first. Answers how many rows went.
   */
  removeOlder(before: Instant, limit: number): Promise<number>
  /** Up to `limit` conversations in the order of their keys, from the one after `afterKey` on (the empty text is before all), and when each last changed. */
  page(afterKey: string, limit: number): Promise<{ key: string; updatedAt: Instant }[]>
}

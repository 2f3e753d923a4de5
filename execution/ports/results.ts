import type { LeadSteps } from '#core/results/lead-steps.ts'
import type { Instant } from '#core/values/instant.ts'
import type { Page, PageQuery } from './store.ts'

export type ResultDayRow = LeadSteps & { day: string }

/** What became of missed calls, added up by the day of the business's own calendar on which the lead began. */
export interface ResultRepository {
  /** Adds to (or takes from) a day. */
  add(day: string, steps: LeadSteps): Promise<void>
  /** One text that left so many tenths of a second after its call was missed. */
  addSpeed(day: string, tenths: number): Promise<void>
  /** Days with anything in them, oldest first, both ends included. */
  days(from: string, to: string): Promise<ResultDayRow[]>
  /** How many texts took so many tenths of a second. */
  speeds(from: string, to: string): Promise<{ tenths: number; texts: number }[]>
}

/** A person's correction of what was read: a case that somebody has labelled. */
export type CorrectionRow = {
  id: string
  at: Instant
  conversationKey: string
  leadId: string
  field: string
  /** As it was read; null when nothing was. */
  was: unknown
  /** The customer's words it was read from. */
  words: string | null
  /** As it is right; null: nothing should have been read. */
  value: unknown
  /** The customer's text. */
  body: string | null
  byName: string
}

export interface CorrectionRepository {
  add(row: CorrectionRow): Promise<void>
  list(query: PageQuery): Promise<Page<CorrectionRow>>
}

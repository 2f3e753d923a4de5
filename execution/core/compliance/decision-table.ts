import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/values/instant.ts'
import type { Region } from './area-codes.ts'
import type { Jurisdiction } from './recipient-place.ts'
import type { ConsentClass, SendKind } from './send-question.ts'

/** `followup` has two rows: for a lead who has replied, and the nudge for one who never did. The answer to STOP has a row of its own too. */
export type RowKind = Exclude<SendKind, 'followup'> | 'followup_engaged' | 'followup_nudge' | 'stop_confirmation'

/** What the words of a text must have, checked by the content gate. */
export type ContentNeed =
  | 'brand'
  | 'ai_disclosure'
  | 'stop'
  | 't_id'
  | 'french'
  | 'no_link'
  | 'no_price'
  | 'no_emoji'
  | 'stop_when_stale'
  | 'no_offer_unasked'
  | 'no_offer'

/** The fact from which the age of a text is counted. */
type Anchor = 'call' | 'inbound' | 'inquiry' | 'keyword' | 'booking_step' | 'visit' | 'purchase'

export type DecisionRow = {
  /** `blocked`: never in this jurisdiction. `blocked-without-consent`: the table blocks it, except where its needs are met. */
  decision: 'by-consent' | 'blocked' | 'blocked-without-consent'
  /** Any one of these lists suffices; all classes of a list must be valid at the time of sending. Empty: no class is asked (staff, keywords). */
  needs: readonly (readonly ConsentClass[])[]
  /** In these regions the row needs something else. */
  needsIn: readonly (readonly [region: Region, needs: readonly (readonly ConsentClass[])[]])[]
  /** Not before `minMs` and not after `maxMs` counted from the anchor, both included. For a visit the times are negative: before it. */
  age: { from: Anchor; minMs: number; maxMs: number } | null
  content: ReadonlySet<ContentNeed>
  source: string
}

/** Kinds that nobody asked for at this moment: they pass the hours gate and the caps. */
export const PROACTIVE_KINDS: ReadonlySet<string> = new Set<SendKind>([
  'appointment_reminder',
  'followup',
  'review_request',
  'marketing_blast',
])

/** So soon after a form was sent, a text is the immediate answer to it, as one after a call is (facts: terms, 1.1 and 6.2, row `instant_reply`). */
export const INQUIRY_ANSWERED_AT_ONCE_MS = 10 * MINUTE_MS

/** Kinds whose code path answers "blocked" wherever it is asked (facts 6.2, last row). */
export const DISABLED_KINDS: ReadonlySet<string> = new Set<SendKind>(['marketing_blast'])

/** States in which an unanswered lead may not be nudged (facts 1.5 and 6.2, read 2026-11-22). */
export const STRICT_REGIONS: ReadonlySet<Region> = new Set<Region>([
  'US-AZ',
  'US-CT',
  'US-FL',
  'US-GA',
  'US-MD',
  'US-NJ',
  'US-NY',
  'US-OK',
  'US-OR',
  'US-TX',
  'US-VA',
  'US-WA',
])

const SOURCE = 'facts 6.2, read 2026-11-22'

const C1_NEEDED = [['C1']] as const
const C2_NEEDED = [['C2']] as const
const C3_NEEDED = [['C3']] as const
const C2_OR_C3 = [['C3'], ['C2']] as const

/** An instant reply leaves within ten minutes of the call (FCC 15-72, pars. 103-106; SOR/2013-221 s. 3(b) in Canada). */
const AFTER_CALL = { from: 'call', minMs: 0, maxMs: 10 * MINUTE_MS } as const
/** An answer to a form belongs to its day (chosen); after `INQUIRY_ANSWERED_AT_ONCE_MS` it is no immediate answer any more and keeps the hours. */
const AFTER_INQUIRY = { from: 'inquiry', minMs: 0, maxMs: DAY_MS } as const
const AFTER_INBOUND = { from: 'inbound', minMs: 0, maxMs: 30 * MINUTE_MS } as const
const AFTER_BOOKING = { from: 'booking_step', minMs: 0, maxMs: 30 * MINUTE_MS } as const
const BEFORE_VISIT = { from: 'visit', minMs: -36 * HOUR_MS, maxMs: -12 * HOUR_MS } as const
const AFTER_LAST_TEXT = { from: 'inbound', minMs: 20 * HOUR_MS, maxMs: 72 * HOUR_MS } as const
const AFTER_UNANSWERED_CALL = { from: 'call', minMs: 20 * HOUR_MS, maxMs: 48 * HOUR_MS } as const
const AFTER_JOB = { from: 'purchase', minMs: 5 * DAY_MS, maxMs: 30 * DAY_MS } as const

const INSTANT: ReadonlySet<ContentNeed> = new Set<ContentNeed>(['brand', 'ai_disclosure', 'stop', 'no_link', 'no_price', 'no_offer'])
const INSTANT_STRICT: ReadonlySet<ContentNeed> = new Set<ContentNeed>([...INSTANT, 'no_emoji'])
const INSTANT_QUEBEC: ReadonlySet<ContentNeed> = new Set<ContentNeed>([...INSTANT, 'french'])
const INQUIRY_CA: ReadonlySet<ContentNeed> = new Set<ContentNeed>([...INSTANT, 't_id'])
const INQUIRY_QUEBEC: ReadonlySet<ContentNeed> = new Set<ContentNeed>([...INQUIRY_CA, 'french'])
const PROACTIVE: ReadonlySet<ContentNeed> = new Set<ContentNeed>(['brand', 'stop', 'no_offer'])
const PROACTIVE_CA: ReadonlySet<ContentNeed> = new Set<ContentNeed>([...PROACTIVE, 't_id'])
const REPLY: ReadonlySet<ContentNeed> = new Set<ContentNeed>(['stop_when_stale', 'no_offer_unasked'])
const KEYWORD_ANSWER: ReadonlySet<ContentNeed> = new Set<ContentNeed>(['brand', 'no_offer'])
const NOTHING: ReadonlySet<ContentNeed> = new Set<ContentNeed>()

/** The table of facts 6.2, one row for every kind and jurisdiction, so that a lost row is noticed and refuses. */
export const DECISION_TABLE: ReadonlyMap<`${RowKind}/${Jurisdiction}`, DecisionRow> = new Map([
  ['instant_reply/US', row({ needs: C1_NEEDED, age: AFTER_CALL, content: INSTANT })],
  ['instant_reply/US_STRICT', row({ needs: C1_NEEDED, age: AFTER_CALL, content: INSTANT_STRICT })],
  ['instant_reply/CA', row({ needs: C1_NEEDED, age: AFTER_CALL, content: INSTANT })],
  ['instant_reply/QC', row({ needs: C1_NEEDED, age: AFTER_CALL, content: INSTANT_QUEBEC })],
  // A tick beside words that name texts is C3 (facts 6.1). A form sent without one is no consent at all.
  ['inquiry_reply/US', row({ needs: C3_NEEDED, age: AFTER_INQUIRY, content: INSTANT })],
  ['inquiry_reply/US_STRICT', row({ needs: C3_NEEDED, age: AFTER_INQUIRY, content: INSTANT_STRICT })],
  ['inquiry_reply/CA', row({ needs: C3_NEEDED, age: AFTER_INQUIRY, content: INQUIRY_CA })],
  ['inquiry_reply/QC', row({ needs: C3_NEEDED, age: AFTER_INQUIRY, content: INQUIRY_QUEBEC })],
  ['ai_reply/US', row({ needs: C2_NEEDED, age: AFTER_INBOUND, content: REPLY })],
  ['ai_reply/US_STRICT', row({ needs: C2_NEEDED, age: AFTER_INBOUND, content: REPLY })],
  ['ai_reply/CA', row({ needs: C2_NEEDED, age: AFTER_INBOUND, content: REPLY })],
  ['ai_reply/QC', row({ needs: C2_NEEDED, age: AFTER_INBOUND, content: REPLY })],
  ['stop_confirmation/US', keywordRow(5 * MINUTE_MS)],
  ['keyword_reply/US', keywordRow(30 * MINUTE_MS)],
  ['stop_confirmation/US_STRICT', keywordRow(5 * MINUTE_MS)],
  ['keyword_reply/US_STRICT', keywordRow(30 * MINUTE_MS)],
  ['stop_confirmation/CA', keywordRow(5 * MINUTE_MS)],
  ['keyword_reply/CA', keywordRow(30 * MINUTE_MS)],
  ['stop_confirmation/QC', keywordRow(5 * MINUTE_MS)],
  ['keyword_reply/QC', keywordRow(30 * MINUTE_MS)],
  ['owner_alert/US', alertRow()],
  ['owner_alert/US_STRICT', alertRow()],
  ['owner_alert/CA', alertRow()],
  ['owner_alert/QC', alertRow()],
  ['appointment_confirm/US', row({ needs: C2_OR_C3, age: AFTER_BOOKING, content: PROACTIVE })],
  ['appointment_confirm/US_STRICT', row({ needs: C2_OR_C3, age: AFTER_BOOKING, content: PROACTIVE })],
  ['appointment_confirm/CA', row({ needs: C2_OR_C3, age: AFTER_BOOKING, content: PROACTIVE_CA })],
  ['appointment_confirm/QC', row({ needs: C2_OR_C3, age: AFTER_BOOKING, content: PROACTIVE_CA })],
  ['appointment_reminder/US', row({ needs: C2_OR_C3, age: BEFORE_VISIT, content: PROACTIVE })],
  ['appointment_reminder/US_STRICT', row({ needs: C2_OR_C3, age: BEFORE_VISIT, content: PROACTIVE })],
  ['appointment_reminder/CA', row({ needs: C2_OR_C3, age: BEFORE_VISIT, content: PROACTIVE_CA })],
  ['appointment_reminder/QC', row({ needs: C2_OR_C3, age: BEFORE_VISIT, content: PROACTIVE_CA })],
  ['followup_engaged/US', row({ needs: C2_NEEDED, age: AFTER_LAST_TEXT, content: PROACTIVE })],
  [
    'followup_engaged/US_STRICT',
    // Connecticut asks written consent for any sales text (SB 1058, 2023-10-01): a conversation is not enough.
    row({ needs: C2_NEEDED, needsIn: [['US-CT', [['C3']]]], age: AFTER_LAST_TEXT, content: PROACTIVE }),
  ],
  ['followup_engaged/CA', row({ needs: C2_NEEDED, age: AFTER_LAST_TEXT, content: PROACTIVE_CA })],
  ['followup_engaged/QC', row({ needs: C2_NEEDED, age: AFTER_LAST_TEXT, content: PROACTIVE_CA })],
  ['followup_nudge/US', row({ needs: [['C1D']], age: AFTER_UNANSWERED_CALL, content: PROACTIVE })],
  ['followup_nudge/US_STRICT', blocked()],
  // No provable inquiry (CASL s. 10(10)(e)) unless a voicemail or a key press made the call a conversation.
  ['followup_nudge/CA', row({ decision: 'blocked-without-consent', needs: C2_NEEDED, age: AFTER_UNANSWERED_CALL, content: PROACTIVE_CA })],
  ['followup_nudge/QC', row({ decision: 'blocked-without-consent', needs: C2_NEEDED, age: AFTER_UNANSWERED_CALL, content: PROACTIVE_CA })],
  ['review_request/US', row({ needs: [['P', 'C3']], age: AFTER_JOB, content: PROACTIVE })],
  ['review_request/US_STRICT', row({ needs: [['P', 'C3']], age: AFTER_JOB, content: PROACTIVE })],
  ['review_request/CA', row({ needs: [['P']], age: AFTER_JOB, content: PROACTIVE_CA })],
  ['review_request/QC', row({ needs: [['P']], age: AFTER_JOB, content: PROACTIVE_CA })],
  ['marketing_blast/US', blocked()],
  ['marketing_blast/US_STRICT', blocked()],
  ['marketing_blast/CA', blocked()],
  ['marketing_blast/QC', blocked()],
] satisfies [`${RowKind}/${Jurisdiction}`, DecisionRow][])

function row(given: Pick<DecisionRow, 'needs' | 'age' | 'content'> & Partial<DecisionRow>): DecisionRow {
  return { decision: 'by-consent', needsIn: [], source: SOURCE, ...given }
}

function blocked(): DecisionRow {
  return { decision: 'blocked', needs: [], needsIn: [], age: null, content: NOTHING, source: SOURCE }
}

/** An answer to STOP, HELP or START: the keyword itself is what allows it. STOP's must follow within 5 minutes (47 CFR 64.1200(a)(12)). */
function keywordRow(maxMs: number): DecisionRow {
  return row({ needs: [], age: { from: 'keyword', minMs: 0, maxMs }, content: KEYWORD_ANSWER })
}

/** To staff, about their own business; their opt-in at the start is asked apart from the customers' classes. */
function alertRow(): DecisionRow {
  return row({ needs: [], age: null, content: NOTHING })
}

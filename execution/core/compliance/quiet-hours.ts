import { localTime } from '#core/hours/local-time.ts'
import type { Instant } from '#core/values/instant.ts'
import { hoursRulesComplete } from './compliance-rules.ts'
import type { ComplianceRules } from './compliance-rules.ts'
import { SEND_KINDS } from './send-question.ts'
import { PROACTIVE_KINDS } from './decision-table.ts'
import { earliestStart, firstClosed, windowOn } from './hours-gate.ts'
import type { HoursRules } from './hours-gate.ts'
import { recipientPlace } from './recipient-place.ts'
import type { RecipientPlace } from './recipient-place.ts'
import type { WindowRegion } from './windows.ts'

export type QuietHoursQuestion = {
  /** E.164. A number outside the tables counts as an unknown place. */
  to: string
  at: Instant
  /** One of `SEND_KINDS`. Only proactive kinds have hours; an unknown word is treated as proactive, the stricter way. */
  kind: string
  zip?: string | null
  region?: string | null
  /** Counts only for numbers whose area code names no place. */
  tenantTimezone?: string | null
  tzdata: string
}

export type QuietHoursAnswer = {
  decision: 'send' | 'defer'
  /** With `defer`: the earliest instant at which a send may start; null when no such instant is in sight. */
  until: Instant | null
  /** The candidate zones whose clocks were read. */
  zones: string[]
  /** Columns of the decision table, joined with `+` when the number and the address disagree. */
  jurisdiction: string
  /** What decided: `no_hours_for_kind`, `rules_missing`, or a region with its window of that day, such as `US-TX 09:00-21:00`. */
  rule: string
}

/**
 * The legal hours gate alone (facts 4.2 and 6.3). `send` means the hours hold at `at`; the margin before a window's end belongs to starting
 * a send, so it is not asked here but is kept by `until`. The strictest of all candidate zones and regions decides.
 */
export function quietHours(question: QuietHoursQuestion, rules: ComplianceRules): QuietHoursAnswer {
  if (!hoursRulesComplete(rules)) return { decision: 'defer', until: null, zones: [], jurisdiction: 'US_STRICT', rule: 'rules_missing' }
  const { at, tzdata } = question
  const place = recipientPlace(question, rules)
  const named = { zones: zonesAt(at, place, tzdata), jurisdiction: place.jurisdictions.join('+') }
  if (isKnownReply(question.kind)) return { decision: 'send', until: null, ...named, rule: 'no_hours_for_kind' }
  const hours: HoursRules = { tzdata, windows: rules.windows, holidays: rules.holidays, narrowTo: null, extraHolidays: [] }
  const closed = firstClosed(at, place, hours)
  if (closed === null) return { decision: 'send', until: null, ...named, rule: openRule(at, place, hours) }
  return {
    decision: 'defer',
    until: earliestStart(at, Infinity, place, hours),
    ...named,
    rule: describe(closed.region, closed.zone, at, hours),
  }
}

/** The names of the zones that count on the local date; a zone that is only possible in winter is left out in summer. */
export function zonesAt(at: Instant, place: RecipientPlace, tzdata: string): string[] {
  return place.zones
    .filter((zone) => {
      if (zone.season === 'always') return true
      const { month } = localTime(at, zone.zone, tzdata)
      return month >= 11 || month <= 3
    })
    .map((zone) => zone.zone)
}

function isKnownReply(kind: string): boolean {
  return SEND_KINDS.some((known) => known === kind) && !PROACTIVE_KINDS.has(kind)
}

function openRule(at: Instant, place: RecipientPlace, hours: HoursRules): string {
  const zone = place.zones[0]?.zone ?? 'UTC'
  return place.regions.map((region) => describe(region, zone, at, hours)).join('+')
}

function describe(region: WindowRegion, zone: string, at: Instant, hours: HoursRules): string {
  const { isoDate, weekday } = localTime(at, zone, hours.tzdata)
  const window = windowOn(region, isoDate, weekday, hours)
  return window === null ? `${region} closed` : `${region} ${clock(window.start)}-${clock(window.end)}`
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

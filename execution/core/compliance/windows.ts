import { AREA_CODES } from './area-codes.ts'
import type { Region } from './area-codes.ts'

/** Minutes of the recipient's wall clock, the first included, the end not; null: nothing on that day. */
export type DayWindow = { start: number; end: number } | null

/** When texts that nobody asked for may start in one region. */
export type WindowRow = {
  weekday: DayWindow
  saturday: DayWindow
  sunday: DayWindow
  /** `as-weekday`: a public holiday is like any day of its weekday; `none`: nothing on that day. */
  holidays: 'as-weekday' | 'none'
  /** Where the row comes from. */
  source: string
}

/** The row of numbers without a known place: toll-free, personal and unlisted area codes. */
export type WindowRegion = Region | 'UNKNOWN'

/** "Two or three vendor tables agreeing; where they differ the stricter cell was taken" (facts 6.3, source S8, read 2026-11-22). */
const VENDOR_TABLES = 'facts 6.3 [S8], read 2026-11-22'

const US_ROWS: readonly (readonly [regions: string, row: WindowRow])[] = [
  [
    'FL OK WA OR MD MA NJ WY',
    row(h(8, 20), h(8, 20), h(8, 20), 'as-weekday', `${VENDOR_TABLES}; FL 501.616, RCW 80.36.390, OR HB 3865; WY general knowledge`),
  ],
  ['CT NV', row(h(9, 20), h(9, 20), h(9, 20), 'as-weekday', `${VENDOR_TABLES}; CT SB 1058 (2023-10-01)`)],
  ['TX', row(h(9, 21), h(9, 21), h(12, 21), 'as-weekday', 'Bus. & Com. Code 301 as amended by SB 140 (2025-09-01)')],
  ['KY', row(h(10, 21), h(10, 21), h(10, 21), 'as-weekday', VENDOR_TABLES)],
  ['MI MN NM', row(h(9, 21), h(9, 21), h(9, 21), 'as-weekday', VENDOR_TABLES)],
  ['SD', row(h(9, 21), h(9, 21), null, 'as-weekday', 'facts 6.3, general knowledge')],
  ['AL LA MS', row(h(8, 20), h(8, 20), null, 'none', VENDOR_TABLES)],
  ['UT', row(h(8, 21), h(8, 21), null, 'none', 'facts 6.3, general knowledge')],
  ['RI', row(h(9, 18), h(10, 17), null, 'none', VENDOR_TABLES)],
  ['PA', row(h(8, 21), h(8, 21), h(8, 21), 'none', 'facts 6.3, general knowledge')],
]

/** 47 CFR 64.1200(c)(1): not before 8:00 nor after 21:00 at the called party's location. */
const US_DEFAULT = row(h(8, 21), h(8, 21), h(8, 21), 'as-weekday', '47 CFR 64.1200(c)(1)')

/** CASL has no hours; a policy narrower than the CRTC's rules for telemarketing calls (facts 3.4). */
const CANADA = row(h(9, 21), h(10, 18), h(10, 18), 'as-weekday', 'policy, after the CRTC telemarketing rules (facts 3.4)')

const UNKNOWN_PLACE = row(h(9, 20), h(9, 20), h(9, 20), 'none', 'policy (facts 6.3)')

/** One row for every region by name, so that a lost row is noticed and refuses, in place of falling back on a wider one. */
export const WINDOWS: ReadonlyMap<WindowRegion, WindowRow> = everyRegion()

function everyRegion(): Map<WindowRegion, WindowRow> {
  const windows = new Map<WindowRegion, WindowRow>([['UNKNOWN', UNKNOWN_PLACE]])
  for (const { regions } of AREA_CODES.values()) {
    for (const region of regions) windows.set(region, region.startsWith('CA-') ? CANADA : US_DEFAULT)
  }
  for (const [states, window] of US_ROWS) for (const state of states.split(' ')) windows.set(`US-${state}`, window)
  return windows
}

function row(weekday: DayWindow, saturday: DayWindow, sunday: DayWindow, holidays: WindowRow['holidays'], source: string): WindowRow {
  return { weekday, saturday, sunday, holidays, source }
}

/** Whole hours of the clock. */
function h(startHour: number, endHour: number): DayWindow {
  return { start: startHour * 60, end: endHour * 60 }
}

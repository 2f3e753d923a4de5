import { localTime } from '#core/hours/local-time.ts'
import { instant } from '#core/values/instant.ts'

/** A moment in the first winter of Canada's changes, and what the four clocks must show (facts 4.6). */
const CHECKED_AT = instant(Date.UTC(2026, 11, 15, 20))

const EXPECTED: readonly { zone: string; hour: number; areaCodes: string }[] = [
  { zone: 'America/Vancouver', hour: 13, areaCodes: '604 250 778 236 672 257 403 587 780 825 368' },
  { zone: 'America/Edmonton', hour: 14, areaCodes: '604 250 778 236 672 257 403 587 780 825 368' },
  { zone: 'America/Inuvik', hour: 14, areaCodes: '867' },
  { zone: 'America/Winnipeg', hour: 15, areaCodes: '204 431 584 807' },
]

/** A zone whose clock is wrong, with the hours of the day as `13:00`. */
type ZoneFailure = { zone: string; expected: string; got: string }

/**
 * Asks the product's own clock about the zones that Canada changed in 2026; an empty list when all are right. A failure means that the
 * runtime claims newer zone data than it has: proactive texts to `affectedAreaCodes` are refused and the operator must be told.
 */
export function zoneSelfTest(tzdata: string): ZoneFailure[] {
  return EXPECTED.flatMap(({ zone, hour }) => {
    const local = localTime(CHECKED_AT, zone, tzdata)
    const got = `${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}`
    const expected = `${hour}:00`
    return got === expected ? [] : [{ zone, expected, got }]
  })
}

/** Area codes that name one of the failed zones. */
export function affectedAreaCodes(failures: readonly ZoneFailure[]): ReadonlySet<string> {
  const zones = new Set(failures.map((failure) => failure.zone))
  return new Set(EXPECTED.filter((row) => zones.has(row.zone)).flatMap((row) => row.areaCodes.split(' ')))
}

const RELEASES_KEPT_MAX = 50
const kept = new Map<string, ReadonlySet<string>>()

/** `affectedAreaCodes` of a self-test, asked once per release of the zone data. */
export function unsafeAreaCodes(tzdata: string): ReadonlySet<string> {
  const known = kept.get(tzdata)
  if (known !== undefined) return known
  const codes = affectedAreaCodes(zoneSelfTest(tzdata))
  if (kept.size >= RELEASES_KEPT_MAX) kept.clear()
  kept.set(tzdata, codes)
  return codes
}

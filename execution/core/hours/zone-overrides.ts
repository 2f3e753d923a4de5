import { instant } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'

/** A law that changed a zone's clock before the runtime's zone data could know. */
export type ZoneOverride = {
  /** The zone and every older name for it. */
  names: readonly string[]
  /** What the clock stands on, all year. */
  offsetMinutes: number
  /** The first IANA release that carries the change; the row applies to older data. */
  since: string
  /** From this instant on. */
  from: Instant
}

/** The night on which four Canadian places did not go back to winter time. On that instant all four stood on the fixed offset already. */
const NOVEMBER_2026 = instant(Date.UTC(2026, 10, 1))

/**
 * Canadian changes of 2026, from the IANA releases 2026b (2026-04-23), 2026c (2026-07-08), 2026d (2026-09-11), 2026e (2026-09-30).
 * Node 24.21 carries 2026c and is one hour wrong for the last two rows (seen 2026-11-22).
 */
export const ZONE_OVERRIDES: readonly ZoneOverride[] = [
  { names: ['America/Vancouver', 'Canada/Pacific'], offsetMinutes: -420, since: '2026b', from: NOVEMBER_2026 },
  { names: ['America/Edmonton', 'America/Yellowknife', 'Canada/Mountain'], offsetMinutes: -360, since: '2026c', from: NOVEMBER_2026 },
  { names: ['America/Inuvik'], offsetMinutes: -360, since: '2026d', from: NOVEMBER_2026 },
  { names: ['America/Winnipeg', 'Canada/Central', 'America/Rainy_River'], offsetMinutes: -300, since: '2026e', from: NOVEMBER_2026 },
]

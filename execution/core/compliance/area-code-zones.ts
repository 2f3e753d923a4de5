import { AREA_CODES } from './area-codes.ts'
import type { Region } from './area-codes.ts'

/** A zone in which the holder of a number may live. */
export type CandidateZone = {
  zone: string
  /** `november-to-march`: counts only on local dates from 1 November to 31 March, both included; `always` otherwise. */
  season: 'always' | 'november-to-march'
}

/** Northwestern Ontario's possible winter clock, until its choice after Manitoba's change of 2026 is known (facts 4.3). UTC-6 is written `Etc/GMT+6`. */
const NORTHWESTERN_ONTARIO_WINTER = 'Etc/GMT+6'

/**
 * Area codes that are split between zones or leave their state's main zone; facts 4.3, read 2026-11-22. All zones of a row are
 * candidates, because a mobile number does not say on which side of the line its holder lives.
 */
const SPLIT_CODES: readonly (readonly [codes: string, zones: readonly string[]])[] = [
  ['208 986', ['America/Boise', 'America/Los_Angeles']],
  ['541 458', ['America/Los_Angeles', 'America/Boise']],
  ['775', ['America/Los_Angeles', 'America/Denver']],
  ['928', ['America/Phoenix', 'America/Denver']], // the Navajo Nation keeps daylight saving, the rest of Arizona does not
  ['480 520 602 623', ['America/Phoenix']],
  ['605 701 308 785 620', ['America/Chicago', 'America/Denver']],
  ['915', ['America/Denver']],
  ['906', ['America/Detroit', 'America/Menominee']],
  ['219 574 812 930', ['America/Indiana/Indianapolis', 'America/Chicago']],
  ['270 364 606', ['America/New_York', 'America/Chicago']],
  ['423', ['America/New_York', 'America/Chicago']],
  ['850 448', ['America/New_York', 'America/Chicago']],
  ['334', ['America/Chicago', 'America/New_York']], // Phenix City keeps Georgia's clock
  ['907', ['America/Anchorage', 'America/Adak']],
  ['808', ['Pacific/Honolulu']],
  ['787 939', ['America/Puerto_Rico']],
  ['340', ['America/St_Thomas']],
  ['671', ['Pacific/Guam']],
  ['670', ['Pacific/Saipan']],
  ['684', ['Pacific/Pago_Pago']],
  ['604', ['America/Vancouver']],
  ['250 778 236 672 257', ['America/Vancouver', 'America/Edmonton']],
  ['403 587 780 825 368', ['America/Edmonton']],
  ['306 639 474', ['America/Regina']],
  ['204 431 584', ['America/Winnipeg']],
  ['807', ['America/Toronto', 'America/Winnipeg', NORTHWESTERN_ONTARIO_WINTER]],
  ['418 581 367', ['America/Toronto', 'America/Halifax']], // the Magdalen Islands
  ['506 428', ['America/Moncton']],
  ['902 782', ['America/Halifax']],
  ['709 879', ['America/St_Johns', 'America/Goose_Bay']],
  ['867', ['America/Whitehorse', 'America/Inuvik', 'America/Cambridge_Bay', 'America/Rankin_Inlet', 'America/Iqaluit']],
]

/** Every other code lies in its state's main zone; facts 4.4, general knowledge of 2026-11-22. */
const MAIN_ZONES: readonly (readonly [zone: string, regions: string])[] = [
  [
    'America/New_York',
    'US-CT US-DE US-DC US-FL US-GA US-KY US-ME US-MD US-MA US-NH US-NJ US-NY US-NC US-OH US-PA US-RI US-SC US-VT US-VA US-WV',
  ],
  ['America/Detroit', 'US-MI'],
  ['America/Indiana/Indianapolis', 'US-IN'],
  ['America/Chicago', 'US-AL US-AR US-IL US-IA US-KS US-LA US-MN US-MS US-MO US-NE US-OK US-TN US-TX US-WI'],
  ['America/Denver', 'US-CO US-MT US-NM US-UT US-WY'],
  ['America/Los_Angeles', 'US-CA US-NV US-OR US-WA'],
  ['America/Toronto', 'CA-ON CA-QC'],
]

/** Knoxville: the one Tennessee code outside 4.3 that keeps Eastern time (facts 4.4). */
const EASTERN_TENNESSEE_CODE = '865'

/** The seven zones of the fifty states that an unknown place may keep (facts 4.2). */
export const UNKNOWN_PLACE_ZONES: readonly CandidateZone[] = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
].map(candidate)

export const AREA_CODE_ZONES: ReadonlyMap<string, readonly CandidateZone[]> = zonesByCode()

/** Every zone that some area code of the region has. */
export const REGION_ZONES: ReadonlyMap<Region, readonly CandidateZone[]> = zonesByRegion()

export function candidate(zone: string): CandidateZone {
  return { zone, season: zone === NORTHWESTERN_ONTARIO_WINTER ? 'november-to-march' : 'always' }
}

function zonesByCode(): Map<string, readonly CandidateZone[]> {
  const mainZoneOf = new Map(MAIN_ZONES.flatMap(([zone, regions]) => regions.split(' ').map((region) => [region, zone] as const)))
  const byCode = new Map<string, readonly CandidateZone[]>()
  for (const [code, row] of AREA_CODES) {
    const zone = code === EASTERN_TENNESSEE_CODE ? 'America/New_York' : mainZoneOf.get(row.regions[0] ?? '')
    if (zone !== undefined) byCode.set(code, [candidate(zone)])
  }
  for (const [codes, zones] of SPLIT_CODES) for (const code of codes.split(' ')) byCode.set(code, zones.map(candidate))
  return byCode
}

function zonesByRegion(): Map<Region, readonly CandidateZone[]> {
  const byRegion = new Map<Region, Map<string, CandidateZone>>()
  for (const [code, row] of AREA_CODES) {
    for (const region of row.regions) {
      const zones = byRegion.get(region) ?? new Map<string, CandidateZone>()
      for (const zone of AREA_CODE_ZONES.get(code) ?? []) zones.set(zone.zone, zone)
      byRegion.set(region, zones)
    }
  }
  return new Map([...byRegion].map(([region, zones]) => [region, [...zones.values()]]))
}

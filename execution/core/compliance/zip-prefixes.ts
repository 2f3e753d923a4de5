import { AREA_CODES } from './area-codes.ts'
import type { Region } from './area-codes.ts'
import { candidate, REGION_ZONES } from './area-code-zones.ts'
import type { CandidateZone } from './area-code-zones.ts'

/** Where a ZIP or postal code lies. */
export type PostalPlace = { regions: readonly Region[]; zones: readonly CandidateZone[] }

/**
 * First three digits of a ZIP, by state. General knowledge of the postal service's sectional centres (2026-11-22). Military prefixes
 * (090-098, 340, 962-966) are left out: they say nothing about a place.
 */
const ZIP_STATES: readonly (readonly [prefixes: string, state: string])[] = [
  ['005 100-149', 'NY'],
  ['006-007 009', 'PR'],
  ['008', 'VI'],
  ['010-027 055', 'MA'],
  ['028-029', 'RI'],
  ['030-038', 'NH'],
  ['039-049', 'ME'],
  ['050-054 056-059', 'VT'],
  ['060-069', 'CT'],
  ['070-089', 'NJ'],
  ['150-196', 'PA'],
  ['197-199', 'DE'],
  ['200 202-205 569', 'DC'],
  ['201 220-246', 'VA'],
  ['206-219', 'MD'],
  ['247-268', 'WV'],
  ['270-289', 'NC'],
  ['290-299', 'SC'],
  ['300-319 398-399', 'GA'],
  ['320-339 341-342 344 346-347 349', 'FL'],
  ['350-369', 'AL'],
  ['370-385', 'TN'],
  ['386-397', 'MS'],
  ['400-427', 'KY'],
  ['430-459', 'OH'],
  ['460-479', 'IN'],
  ['480-499', 'MI'],
  ['500-528', 'IA'],
  ['530-549', 'WI'],
  ['550-567', 'MN'],
  ['570-577', 'SD'],
  ['580-588', 'ND'],
  ['590-599', 'MT'],
  ['600-629', 'IL'],
  ['630-658', 'MO'],
  ['660-679', 'KS'],
  ['680-693', 'NE'],
  ['700-714', 'LA'],
  ['716-729', 'AR'],
  ['730-732 734-749', 'OK'],
  ['733 750-799 885', 'TX'],
  ['800-816', 'CO'],
  ['820-831', 'WY'],
  ['832-838', 'ID'],
  ['840-847', 'UT'],
  ['850-865', 'AZ'],
  ['870-884', 'NM'],
  ['889-898', 'NV'],
  ['900-961', 'CA'],
  ['967-968', 'HI'],
  ['969', 'GU'],
  ['970-979', 'OR'],
  ['980-986', 'WA'],
  ['988-994', 'WA'],
  ['995-999', 'AK'],
]

/**
 * Zones of the prefixes of states that have more than one; a prefix that itself crosses the line has both. General knowledge of county
 * lines (2026-11-22), the doubtful ones kept on both sides. A prefix of such a state that is not listed has every zone of the state.
 */
const ZIP_ZONES: readonly (readonly [prefixes: string, zones: readonly string[]])[] = [
  ['320-323 326-339 341-342 344 346-347 349', ['America/New_York']], // Florida, peninsula
  ['324', ['America/Chicago', 'America/New_York']],
  ['325', ['America/Chicago']], // Pensacola
  ['350-367 369', ['America/Chicago']], // Alabama
  ['368', ['America/Chicago', 'America/New_York']], // Phenix City
  ['370-372 380-385', ['America/Chicago']], // Tennessee
  ['373 377', ['America/New_York', 'America/Chicago']],
  ['374 376 378-379', ['America/New_York']],
  ['400 402-418 425', ['America/New_York']], // Kentucky
  ['401 426-427', ['America/New_York', 'America/Chicago']],
  ['420-424', ['America/Chicago']],
  ['460-462 466-474 478', ['America/Indiana/Indianapolis']], // Indiana
  ['463-464 476-477', ['America/Chicago']],
  ['465 475 479', ['America/Indiana/Indianapolis', 'America/Chicago']],
  ['480-497', ['America/Detroit']], // Michigan
  ['498-499', ['America/Detroit', 'America/Menominee']],
  ['570-574', ['America/Chicago']], // South Dakota
  ['575-576', ['America/Chicago', 'America/Denver']],
  ['577', ['America/Denver']],
  ['580-584 587', ['America/Chicago']], // North Dakota
  ['585-586 588', ['America/Chicago', 'America/Denver']],
  ['660-676', ['America/Chicago']], // Kansas
  ['677-679', ['America/Chicago', 'America/Denver']],
  ['680-689', ['America/Chicago']], // Nebraska
  ['690-692', ['America/Chicago', 'America/Denver']],
  ['693', ['America/Denver']],
  ['733 750-797', ['America/Chicago']], // Texas
  ['798', ['America/Chicago', 'America/Denver']],
  ['799 885', ['America/Denver']], // El Paso
  ['832-834 836-837', ['America/Boise']], // Idaho
  ['835', ['America/Boise', 'America/Los_Angeles']],
  ['838', ['America/Los_Angeles']],
  ['850-859 863-864', ['America/Phoenix']], // Arizona
  ['860 865', ['America/Phoenix', 'America/Denver']], // the Navajo Nation
  ['889-897', ['America/Los_Angeles']], // Nevada
  ['898', ['America/Los_Angeles', 'America/Denver']],
  ['970-978', ['America/Los_Angeles']], // Oregon
  ['979', ['America/Los_Angeles', 'America/Boise']],
  ['995', ['America/Anchorage', 'America/Adak']], // Alaska
  ['996-999', ['America/Anchorage']],
  ['969', ['Pacific/Guam', 'Pacific/Saipan']],
]

/** The one American Samoa ZIP lies among Hawaii's. */
const WHOLE_ZIPS: readonly (readonly [zip: string, region: Region, zone: string])[] = [['96799', 'US-AS', 'Pacific/Pago_Pago']]

/** First letter of a Canadian postal code (Canada Post; X is shared by Nunavut and the Northwest Territories). */
const POSTAL_PROVINCES: readonly (readonly [letter: string, regions: readonly Region[]])[] = [
  ['A', ['CA-NL']],
  ['B', ['CA-NS']],
  ['C', ['CA-PE']],
  ['E', ['CA-NB']],
  ['G', ['CA-QC']],
  ['H', ['CA-QC']],
  ['J', ['CA-QC']],
  ['K', ['CA-ON']],
  ['L', ['CA-ON']],
  ['M', ['CA-ON']],
  ['N', ['CA-ON']],
  ['P', ['CA-ON']],
  ['R', ['CA-MB']],
  ['S', ['CA-SK']],
  ['T', ['CA-AB']],
  ['V', ['CA-BC']],
  ['X', ['CA-NT', 'CA-NU']],
  ['Y', ['CA-YT']],
]

/** Zones by the longest beginning of a postal code that is listed; an unlisted province has every zone of its area codes. General knowledge (2026-11-22). */
const POSTAL_ZONES: readonly (readonly [beginnings: string, zones: readonly string[]])[] = [
  ['G H J K L M N', ['America/Toronto']],
  ['G0G G4T', ['America/Toronto', 'America/Halifax']], // lower north shore, Magdalen Islands
  ['P', ['America/Toronto']],
  ['P0T P0V P0W P0X P0Y P7 P8 P9', ['America/Toronto', 'America/Winnipeg', 'Etc/GMT+6']], // northwestern Ontario
  ['S0P', ['America/Regina', 'America/Winnipeg']], // around Flin Flon
  ['S9V', ['America/Regina', 'America/Edmonton']], // Lloydminster
  ['V3 V4 V5 V6 V7 V8 V9', ['America/Vancouver']], // lower mainland and Vancouver Island
  ['X0A', ['America/Iqaluit']],
  ['X0B', ['America/Cambridge_Bay']],
  ['X0C', ['America/Rankin_Inlet']],
  ['X0E X0G X1', ['America/Inuvik']],
]

/** Beginnings of ZIP and postal codes: three digits, five digits, or one to three characters. The longest that fits counts. */
export const POSTAL_PLACES: ReadonlyMap<string, PostalPlace> = postalPlaces()

const BEGINNING_LENGTHS = [5, 3, 2, 1]

/** The place of a five-digit ZIP (with or without its four extra digits) or a Canadian postal code, also its first half alone; null when not known. */
export function placeOfPostalCode(code: string, places: ReadonlyMap<string, PostalPlace>): PostalPlace | null {
  const compact = code.toUpperCase().replace(/[^A-Z0-9]/g, '')
  if (!/^(\d{5}(\d{4})?|[A-Z]\d[A-Z](\d[A-Z]\d)?)$/.test(compact)) return null
  for (const length of BEGINNING_LENGTHS) {
    const place = places.get(compact.slice(0, length))
    if (place !== undefined) return place
  }
  return null
}

function postalPlaces(): Map<string, PostalPlace> {
  const places = new Map<string, PostalPlace>()
  for (const [prefixes, state] of ZIP_STATES) {
    const region: Region = `US-${state}`
    for (const prefix of expanded(prefixes))
      places.set(prefix, { regions: state === 'GU' ? [region, 'US-MP'] : [region], zones: zonesOf([region]) })
  }
  for (const [prefixes, zones] of ZIP_ZONES) {
    for (const prefix of expanded(prefixes)) places.set(prefix, { regions: places.get(prefix)?.regions ?? [], zones: zones.map(candidate) })
  }
  for (const [zip, region, zone] of WHOLE_ZIPS) places.set(zip, { regions: [region], zones: [candidate(zone)] })
  for (const [letter, regions] of POSTAL_PROVINCES) places.set(letter, { regions, zones: zonesOf(regions) })
  for (const [beginnings, zones] of POSTAL_ZONES) {
    for (const beginning of beginnings.split(' ')) {
      places.set(beginning, { regions: places.get(beginning.slice(0, 1))?.regions ?? [], zones: zones.map(candidate) })
    }
  }
  return places
}

function zonesOf(regions: readonly Region[]): CandidateZone[] {
  const zones = new Map(regions.flatMap((region) => (REGION_ZONES.get(region) ?? []).map((zone) => [zone.zone, zone] as const)))
  return [...zones.values()]
}

/** `006-007 009` as 006, 007, 009. */
function expanded(prefixes: string): string[] {
  return prefixes.split(' ').flatMap((part) => {
    const [first = '', last = first] = part.split('-')
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => String(Number(first) + index).padStart(3, '0'))
  })
}

const KNOWN_REGIONS: ReadonlySet<string> = new Set([...AREA_CODES.values()].flatMap((row) => row.regions))

/**
 * A state, province or territory from two letters (`TX`, `QC`) or with its country (`US-TX`, `CA-QC`); no two of them share letters,
 * so `CA` alone is California. Null when it is none of them.
 */
export function readRegion(text: string): Region | null {
  const code = text.trim().toUpperCase()
  for (const name of [code, `US-${code}`, `CA-${code}`]) {
    if (KNOWN_REGIONS.has(name)) return name as Region // every name in the set came from a Region
  }
  return null
}

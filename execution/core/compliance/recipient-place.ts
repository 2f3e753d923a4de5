import type { AreaCodeRow, Region } from './area-codes.ts'
import type { CandidateZone } from './area-code-zones.ts'
import type { WindowRegion } from './windows.ts'
import type { PostalPlace } from './zip-prefixes.ts'
import { placeOfPostalCode, readRegion } from './zip-prefixes.ts'

/**
 * Which column of the decision table applies. `CA` is Canada, never California; Quebec adds to Canada and is its own column here.
 * An unknown place is `US_STRICT`.
 */
export type Jurisdiction = 'US' | 'US_STRICT' | 'CA' | 'QC'

/** Everything that the number and a known address say about where the recipient may be. */
export type RecipientPlace = {
  regions: readonly WindowRegion[]
  zones: readonly CandidateZone[]
  jurisdictions: readonly Jurisdiction[]
}

export type PlaceQuestion = {
  /** E.164. */
  to: string
  /** A ZIP or postal code that the lead gave. */
  zip?: string | null
  /** A state or province that the lead gave, `TX` or `US-TX`. */
  region?: string | null
  /** The business's zone: counts only where the area code says nothing about a place. */
  tenantTimezone?: string | null
  /** The business wants its own zone added for every number, a stricter rule. */
  addTenantZone?: boolean
}

export type PlaceTables = {
  areaCodes: ReadonlyMap<string, AreaCodeRow>
  areaCodeZones: ReadonlyMap<string, readonly CandidateZone[]>
  regionZones: ReadonlyMap<Region, readonly CandidateZone[]>
  postalPlaces: ReadonlyMap<string, PostalPlace>
  unknownPlaceZones: readonly CandidateZone[]
  strictRegions: ReadonlySet<Region>
}

/**
 * All zones and regions in which the recipient may be: the union of what the area code and the address say, because each only
 * adds (facts 4.2). A region alone adds every zone of that region unless the area code or the ZIP lies in it already and so says
 * it better. A ZIP or region that cannot be read adds the strict row of unknown places and nothing else.
 */
export function recipientPlace(question: PlaceQuestion, tables: PlaceTables): RecipientPlace {
  const areaCode = question.to.slice(2, 5)
  const row = question.to.startsWith('+1') ? tables.areaCodes.get(areaCode) : undefined
  const numberRegions: readonly WindowRegion[] = row?.regions ?? UNKNOWN_ONLY
  const numberZones = row === undefined ? ownZone(question) : withOwnZone(tables.areaCodeZones.get(areaCode) ?? [], question)
  if (!question.zip && !question.region) return placed(numberRegions, numberZones, tables)
  const postal = question.zip ? (placeOfPostalCode(question.zip, tables.postalPlaces) ?? 'unreadable') : null
  const region = question.region ? (readRegion(question.region) ?? 'unreadable') : null
  const regions = new Set(numberRegions)
  const zones = new Map(numberZones.map((zone) => [zone.zone, zone]))
  if (postal === 'unreadable' || region === 'unreadable') regions.add('UNKNOWN')
  if (postal !== null && postal !== 'unreadable') {
    for (const name of postal.regions) regions.add(name)
    for (const zone of postal.zones) zones.set(zone.zone, zone)
  }
  if (region !== null && region !== 'unreadable' && !regions.has(region)) {
    regions.add(region)
    for (const zone of tables.regionZones.get(region) ?? []) zones.set(zone.zone, zone)
  }
  return placed([...regions], [...zones.values()], tables)
}

const UNKNOWN_ONLY: readonly WindowRegion[] = ['UNKNOWN']

function placed(regions: readonly WindowRegion[], zones: readonly CandidateZone[], tables: PlaceTables): RecipientPlace {
  return {
    regions,
    zones: zones.length > 0 ? zones : tables.unknownPlaceZones,
    jurisdictions: jurisdictionsOf(regions, tables.strictRegions),
  }
}

function ownZone(question: PlaceQuestion): readonly CandidateZone[] {
  return question.tenantTimezone ? [{ zone: question.tenantTimezone, season: 'always' }] : []
}

function withOwnZone(zones: readonly CandidateZone[], question: PlaceQuestion): readonly CandidateZone[] {
  if (!question.addTenantZone || zones.some((zone) => zone.zone === question.tenantTimezone)) return zones
  return [...zones, ...ownZone(question)]
}

function jurisdictionsOf(regions: readonly WindowRegion[], strict: ReadonlySet<Region>): readonly Jurisdiction[] {
  const [only] = regions
  if (regions.length === 1 && only !== undefined) return ALONE[jurisdictionOf(only, strict)]
  return [...new Set(regions.map((region) => jurisdictionOf(region, strict)))]
}

const ALONE: Record<Jurisdiction, readonly Jurisdiction[]> = { US: ['US'], US_STRICT: ['US_STRICT'], CA: ['CA'], QC: ['QC'] }

function jurisdictionOf(region: WindowRegion, strict: ReadonlySet<Region>): Jurisdiction {
  if (region === 'UNKNOWN') return 'US_STRICT'
  if (region === 'CA-QC') return 'QC'
  if (region.startsWith('CA-')) return 'CA'
  return strict.has(region) ? 'US_STRICT' : 'US'
}

import { AREA_CODE_ZONES, REGION_ZONES, UNKNOWN_PLACE_ZONES } from './area-code-zones.ts'
import { AREA_CODES } from './area-codes.ts'
import { PROACTIVE_CAPS, STATE_CAP_REGIONS } from './caps.ts'
import type { Cap } from './caps.ts'
import type { Region } from './area-codes.ts'
import { CONTENT_RULES } from './content-rules.ts'
import type { ContentRules } from './content-rules.ts'
import { DECISION_TABLE, STRICT_REGIONS } from './decision-table.ts'
import type { DecisionRow, RowKind } from './decision-table.ts'
import { US_HOLIDAYS } from './holidays.ts'
import type { HolidayRule } from './holidays.ts'
import type { Jurisdiction, PlaceTables } from './recipient-place.ts'
import { WINDOWS } from './windows.ts'
import type { WindowRegion, WindowRow } from './windows.ts'
import { POSTAL_PLACES } from './zip-prefixes.ts'

/** Every table that permission rests on. A missing or empty one refuses everything. */
export type ComplianceRules = PlaceTables & {
  /** Recorded with every decision. */
  version: string
  decisions: ReadonlyMap<`${RowKind}/${Jurisdiction}`, DecisionRow>
  windows: ReadonlyMap<WindowRegion, WindowRow>
  holidays: readonly HolidayRule[]
  caps: readonly Cap[]
  stateCapRegions: ReadonlySet<Region>
  content: ContentRules
}

/** The rules of the facts as read on 2026-11-22. Change the version with every change of a row. */
export const COMPLIANCE_RULES: ComplianceRules = {
  version: '2026-11-22.2',
  areaCodes: AREA_CODES,
  areaCodeZones: AREA_CODE_ZONES,
  regionZones: REGION_ZONES,
  postalPlaces: POSTAL_PLACES,
  unknownPlaceZones: UNKNOWN_PLACE_ZONES,
  strictRegions: STRICT_REGIONS,
  decisions: DECISION_TABLE,
  windows: WINDOWS,
  holidays: US_HOLIDAYS,
  caps: PROACTIVE_CAPS,
  stateCapRegions: STATE_CAP_REGIONS,
  content: CONTENT_RULES,
}

/** True when every table is there and has rows. Asked before each decision: a lost table must never read as "nothing forbids it". */
export function rulesComplete(rules: Partial<ComplianceRules>): rules is ComplianceRules {
  return (
    Boolean(rules.version) &&
    hoursRulesComplete(rules) &&
    [rules.decisions, rules.stateCapRegions, rules.content?.patterns].every((table) => (table?.size ?? 0) > 0) &&
    (rules.caps?.length ?? 0) > 0
  )
}

/** The part of the tables that the question about hours needs. */
export function hoursRulesComplete(rules: Partial<ComplianceRules>): boolean {
  const tables = [rules.areaCodes, rules.areaCodeZones, rules.regionZones, rules.postalPlaces, rules.strictRegions, rules.windows]
  return tables.every((table) => (table?.size ?? 0) > 0) && (rules.unknownPlaceZones?.length ?? 0) > 0 && (rules.holidays?.length ?? 0) > 0
}

import type { Mention } from './find-correction.ts'
import { STATES } from './place-words.ts'
import { UNIT } from './street-end.ts'

/**
 * The unit that stands behind town or code, put where it belongs: `450 W Oak St, Chicago IL 60610, unit 3B` is `450 W Oak St unit 3B`. A street
 * that has a unit keeps it. The mention then reaches to the unit, over town and code.
 */
export function withUnitBehindTown(
  original: string,
  folded: string,
  street: Mention<string>,
  places: readonly (Mention<string> | null)[],
): Mention<string> {
  const behind = endOfPlaces(folded, street, places)
  const unit = behind === street.end || HAS_UNIT.test(folded.slice(street.start, street.end)) ? null : UNIT.exec(folded.slice(behind))
  if (unit === null) return street
  const end = behind + unit[0].length
  return { value: `${street.value} ${original.slice(behind, end).replace(/^[\s,.]+/, '')}`, start: street.start, end }
}

/** Where town and code end that follow a street with nothing but a state between them. */
function endOfPlaces(folded: string, street: Mention<string>, places: readonly (Mention<string> | null)[]): number {
  let end = street.end
  for (const place of places)
    if (place !== null && place.start >= end && NOTHING_BETWEEN.test(folded.slice(end, place.start))) end = place.end
  const state = STATE_BEHIND.exec(folded.slice(end))
  return end > street.end && state !== null && STATES.has(state[1] ?? '') ? end + state[0].length : end
}

const STATE_BEHIND = /^[\s,.]{1,3}([a-z]{2})(?=[\s,.])/
const NOTHING_BETWEEN = /^[\s,.(]{0,3}(?:in |en |a )?(?:[a-z]{2}[\s,.]{1,2})?$/
const HAS_UNIT =
  /#|\b(?:apt|apartment|unit|suite|ste|lot|bldg|floor|fl|room|rm|app|appt|appartement|apto|apartamento|depto|bureau|local|interior|piso|logement)\b/

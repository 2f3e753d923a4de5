import type { WrittenWord } from './written-words.ts'

/**
 * Index after the last word of a numbered road on which the house at `at` stands, or -1: `4400 State Route 59`, `W7742 County Rd B`,
 * `5 Farm to Market Rd 1960`, `1450 E County Road 900 N` on a grid of roads.
 */
export function routeEnd(folded: string, words: readonly WrittenWord[], at: number): number {
  const number = words[at]
  const match = number === undefined ? null : ROUTE.exec(folded.slice(number.end, number.end + ROUTE_REACH))
  if (match === null || number === undefined) return -1
  const stop = number.end + match[0].length
  const next = words.findIndex((word) => word.start >= stop)
  return next === -1 ? words.length : next
}

const ROUTE_REACH = 40
const ROUTE =
  /^ (?:(?:[nsew]|north|south|east|west) )?(?:(?:old )?(?:state|county|us|farm to market|farm|ranch|ranch to market|township|private|forest) (?:route|rte|highway|hwy|road|rd|trunk|trail)|(?:route|rte|hwy|highway|fm|cr|sr|cth|rr)) (?:\d{1,4}(?: (?:[nsew]|north|south|east|west)|[a-z])?|[a-z]{1,2})(?![\w'])/

import type { IntakeSlots } from '#core/conversation/intake.ts'

/** One place where a business works: a ZIP (`62704`), a Canadian code (`K1A 0B1`, `K1A`), the beginning of one with a star (`627*`), or a city. */
const CODE = /^(?:\d{5}|\d{1,4}\*|[A-Z]\d[A-Z](?: ?\d[A-Z]\d)?|[A-Z](?:\d[A-Z]?)?\*)$/i
const CITY = /^\p{L}[\p{L} .'’-]{1,59}$/u

/** True for a place that can be compared with what customers write. */
export function isServicePlace(place: string): boolean {
  return CODE.test(place.trim()) || CITY.test(place.trim())
}

/**
 * Whether the customer's place is where the business works. Null: it works everywhere, or what is known does not tell; in doubt nobody is sent away.
 * A code decides where the business lists codes; a city name only where it lists cities.
 */
export function areaOf(slots: Pick<IntakeSlots, 'zip' | 'city'>, places: readonly string[] | null | undefined): 'in' | 'out' | null {
  if (places === null || places === undefined || places.length === 0) return null
  const codes = places.filter((place) => CODE.test(place.trim())).map(plainCode)
  const cities = places.filter((place) => !CODE.test(place.trim())).map(plainCity)
  const zip = slots.zip === null ? null : plainCode(slots.zip.value)
  const city = slots.city === null ? null : plainCity(slots.city.value)
  if (city !== null && cities.includes(city)) return 'in'
  if (zip !== null && codes.some((code) => isWithin(zip, code))) return 'in'
  if (zip !== null && codes.length > 0 && (cities.length === 0 || city !== null)) return 'out'
  if (city !== null && cities.length > 0 && codes.length === 0) return 'out'
  return null
}

/** A customer may give the first half of a Canadian code, and a business may list it: either contains the other. */
function isWithin(zip: string, code: string): boolean {
  if (code.endsWith('*')) return zip.startsWith(code.slice(0, -1))
  return zip === code || (/^[A-Z]\d[A-Z]$/.test(code) && zip.startsWith(code))
}

function plainCode(code: string): string {
  return code.replace(/\s/g, '').toUpperCase()
}

function plainCity(city: string): string {
  return city
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\bsaint\b/g, 'st')
    .replace(/[^a-z]+/g, ' ')
    .trim()
}

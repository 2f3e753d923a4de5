/** Where the numbering plan puts a telephone number. Empty strings when nothing is known, as Twilio sends them. */
export type Place = { city: string; state: string; zip: string; country: string }

/** A handful of area codes, so that both a known and an unknown place occur. From public numbering-plan tables. */
const AREAS: Readonly<Record<string, readonly [city: string, state: string, zip: string]>> = {
  '212': ['NEW YORK', 'NY', '10001'],
  '213': ['LOS ANGELES', 'CA', '90012'],
  '217': ['SPRINGFIELD', 'IL', '62701'],
  '303': ['DENVER', 'CO', '80202'],
  '305': ['MIAMI', 'FL', '33130'],
  '312': ['CHICAGO', 'IL', '60602'],
  '404': ['ATLANTA', 'GA', '30303'],
  '415': ['SAN FRANCISCO', 'CA', '94103'],
  '512': ['AUSTIN', 'TX', '78701'],
  '602': ['PHOENIX', 'AZ', '85003'],
  '617': ['BOSTON', 'MA', '02108'],
  '702': ['LAS VEGAS', 'NV', '89101'],
}

/** The place of a number, from its area code and not from its owner. */
export function placeOf(e164: string): Place {
  if (!/^\+1\d{10}$/.test(e164)) return { city: '', state: '', zip: '', country: e164.startsWith('+1') ? 'US' : '' }
  const [city = '', state = '', zip = ''] = AREAS[e164.slice(2, 5)] ?? []
  return { city, state, zip, country: 'US' }
}

/** `FromCity`, `FromState`, `FromZip` and `FromCountry` (for the prefix `From`). */
export function placeParams(prefix: string, e164: string): Record<string, string> {
  const place = placeOf(e164)
  return {
    [`${prefix}City`]: place.city,
    [`${prefix}State`]: place.state,
    [`${prefix}Zip`]: place.zip,
    [`${prefix}Country`]: place.country,
  }
}

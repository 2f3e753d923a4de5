/** Words of dates and times, folded, in the three languages. */
const numbered = (words: string, first: number): [string, number][] => words.split(' ').map((word, index) => [word, index + first])

/** 0 is Sunday. */
export const WEEKDAYS: ReadonlyMap<string, number> = new Map([
  ...numbered('sunday monday tuesday wednesday thursday friday saturday', 0),
  ...numbered('domingo lunes martes miercoles jueves viernes sabado', 0),
  ...numbered('dimanche lundi mardi mercredi jeudi vendredi samedi', 0),
])

/** Abbreviations; some are also words (`mon`, `sat`, `sun`), so they count only in company of other time words or as an answer. */
export const SHORT_WEEKDAYS: ReadonlyMap<string, number> = new Map([
  ...numbered('sun mon tue wed thu fri sat', 0),
  ...numbered('dom lun mar mie jue vie sab', 0),
  ['wed', 3],
  ['mer', 3],
  ['jeu', 4],
  ['ven', 5],
  ['sam', 6],
])

export const MONTHS: ReadonlyMap<string, number> = new Map([
  ...numbered('january february march april may june july august september october november december', 1),
  ...numbered('jan feb mar apr may jun jul aug sept oct nov dec', 1),
  ['sep', 9],
  ...numbered('enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre', 1),
  ...numbered('janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre', 1),
])

export const SPOKEN_HOURS: ReadonlyMap<string, number> = new Map([
  ...numbered('one two three four five six seven eight nine ten eleven twelve', 1),
  ...numbered('una dos tres cuatro cinco seis siete ocho nueve diez once doce', 1),
  ...numbered('une deux trois quatre cinq six sept huit neuf dix onze douze', 1),
])

export const SPOKEN_COUNTS: ReadonlyMap<string, number> = new Map([
  ...SPOKEN_HOURS,
  ['a', 1],
  ['an', 1],
  ['un', 1],
  ['couple', 2],
  ['few', 3],
  ['par', 2],
  ['quince', 15],
  ['quinze', 15],
])

/** Days of the month as they are spoken; the twenties and thirties are put together. */
export const ORDINALS: ReadonlyMap<string, number> = new Map([
  ...numbered('first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth', 1),
  ...numbered('thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth', 13),
  ['thirtieth', 30],
  ['primero', 1],
  ['premier', 1],
])

type Part = { from: number; to: number }
const HOUR = 60
/** Parts of the day in minutes, as `docs/reference-labels.md` fixes them. */
export const PARTS = {
  day: { from: 8 * HOUR, to: 18 * HOUR },
  morning: { from: 8 * HOUR, to: 12 * HOUR },
  afternoon: { from: 12 * HOUR, to: 17 * HOUR },
  evening: { from: 17 * HOUR, to: 21 * HOUR },
  firstThing: { from: 8 * HOUR, to: 10 * HOUR },
} as const satisfies Record<string, Part>

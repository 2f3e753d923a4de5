import { plainSpelling } from '#core/conversation/plain-spelling.ts'

/** "Perdon es apt 41 no 14": the street with its unit put right; null when the text denies no unit of it. */
export function correctedUnit(street: string, body: string): string | null {
  const said = RIGHT_NOT_WRONG.exec(plainSpelling(body))
  const [right, wrong] = [said?.[1], said?.[2]]
  if (right === undefined || wrong === undefined) return null
  const known = new RegExp(String.raw`(${UNIT}\.?\s?#?\s?)${wrong}$`, 'i').exec(street)
  return known === null ? null : `${street.slice(0, known.index)}${known[1] ?? ''}${right}`
}

const UNIT = String.raw`(?:#|\b(?:apt|apartment|unit|suite|ste|lot|app|appt|appartement|apto|apartamento|unidad|depto|departamento|interior|condo))`
const RIGHT_NOT_WRONG = new RegExp(
  String.raw`${UNIT}\.?\s?#?\s?(\d{1,5}[a-z]?|[a-z]\d{0,4}),? (?:and |y |et )?(?:not|no|pas|instead of) ${UNIT}?\s?(\d{1,5}[a-z]?|[a-z]\d{0,4})\b`,
)

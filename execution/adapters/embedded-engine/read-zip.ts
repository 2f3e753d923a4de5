import type { ReadingContext } from '#core/qualification/reading.ts'
import { spokenDigits } from '#core/values/spoken-digits.ts'
import { chooseMention } from './find-correction.ts'
import type { Mention } from './find-correction.ts'

type Taken = { start: number; end: number }

/** Five digits of a ZIP, or a Canadian postal code as `A1A 1A1` or its first three characters alone. `taken` are places read as something else. */
export function readZip(original: string, folded: string, taken: readonly Taken[], context: ReadingContext): Mention<string> | null {
  const mentions = [...zipMentions(folded, taken), ...postalMentions(original, folded, taken, context)].sort(
    (one, other) => one.start - other.start,
  )
  return chooseMention(folded, mentions)
}

const BEFORE_REACH = 30
const AFTER_REACH = 12

const ZIP = /(?<![\d$#.,/-])(?<!\d[-:])(\d{5})(?:-\d{4})?(?!\d|[-/:]\d|[.,]\d)(?![a-z])/g
const SPACED_ZIP = /(?<![\d.-])(?<!\d )(\d) (\d) (\d) (\d) (\d)(?! ?\d)/g
const SPOKEN_WORD = '(?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine)'
const SPOKEN_ZIP = new RegExp(
  `(?<!(?:zero|oh|one|two|three|four|five|six|seven|eight|nine) )\\b(?:${SPOKEN_WORD}[ -]){4}${SPOKEN_WORD}\\b(?![ -]${SPOKEN_WORD}\\b)`,
  'g',
)
/** A five-digit number with one of these before it is something else's number. */
const OTHER_NUMBER =
  /\b(?:invoice|inv|order|ticket|job|ref|reference|permit|model|serial|box|po|account|acct|confirmation|conf|case|claim|policy|estimate|quote|code|unit|vin|license|lic|pin|facture|factura|orden|commande|folio|recibo|dossier|contrat|member|warranty|part|odometer|mileage|meter|reading|paid|charged|costs?|quoted|pague|paye|pieza|piece|serie|tracking|ext|extension)(?:\s*(?:id|no\.?|num|number|numero|is|was|says|reads|shows|es|est|me|us|them|him|you|over|about|like|:|#))*[\s:#.]*$/
const ZIP_CUE = /\b(?:zip|zipcode|zip code|postal|codigo postal|code postal|cp|c\.p\.)\s*(?:code|is|es|est|:|#|ca|c'est)*[\s:#]*$/
const OTHER_UNIT =
  /^\s?(?:k\b|miles?|mi\b|kms?\b|kilometers|dollars?|bucks|usd|sq|square|btus?|watts?|gallons?|lbs?|volts?|people|pesos|piastres|dolares|\$|hrs|hours|cycles?|times|units\b|unit\b(?! ?#?(?:\d|[a-z]\b))|lumens|amps?|cfm|psi|pieces|steps|points|followers|leads|calls|customers|reviews|rpm|feet|ft)/
const ZIP_MIN = 501

function zipMentions(folded: string, taken: readonly Taken[]): Mention<string>[] {
  const mentions: Mention<string>[] = []
  // `serial 10025 11213`: what follows a number of something else belongs to it.
  let refusedUntil: number | null = null
  for (const match of folded.matchAll(ZIP)) {
    const [start, end] = [match.index, match.index + match[0].length]
    const value = match[1] ?? ''
    const before = folded.slice(Math.max(0, start - BEFORE_REACH), start)
    if (Number(value) < ZIP_MIN || isTaken(taken, start) || OTHER_UNIT.test(folded.slice(end, end + AFTER_REACH))) continue
    const listed = refusedUntil !== null && /^[\s,-]*$/.test(folded.slice(refusedUntil, start))
    if ((listed || OTHER_NUMBER.test(before)) && !ZIP_CUE.test(before)) {
      refusedUntil = end
      continue
    }
    mentions.push({ value, start, end })
  }
  for (const match of folded.matchAll(SPACED_ZIP)) {
    if (!isTaken(taken, match.index))
      mentions.push({ value: match.slice(1, 6).join(''), start: match.index, end: match.index + match[0].length })
  }
  for (const match of folded.matchAll(SPOKEN_ZIP)) {
    if (!isTaken(taken, match.index))
      mentions.push({ value: spokenDigits(match[0]), start: match.index, end: match.index + match[0].length })
  }
  return mentions
}

const POSTAL = /(?<![a-z\d])([abceghj-nprstvxy]\d[abceghj-nprstv-z])[ -]{0,2}(\d[abceghj-nprstv-z]\d)(?![a-z\d])/g
/** Letter by letter, as dictation writes it: only where an address was asked for, or in a Canadian zone. */
const SPACED_POSTAL = /(?<![a-z\d])([abceghj-nprstvxy]) ?(\d) ?([abceghj-nprstv-z])[ .,-]{0,3}(\d) ?([abceghj-nprstv-z]) ?(\d)(?![a-z\d])/g
const FORWARD_SORTATION = /(?<![a-z\d-])([abceghj-nprstvxy]\d[abceghj-nprstv-z])(?![a-z\d'-])/g
const NO_POSTAL = new Set([
  'b2b',
  'c2c',
  'e2e',
  'p2p',
  'b2c',
  'c2b',
  'a1c',
  'm2m',
  's2s',
  'k9s',
  'p2v',
  'g2g',
  'l8r',
  'h8r',
  'b4n',
  'n2n',
  'm8s',
  'e3s',
])
const POSTAL_CUE = /\b(?:postal|code|secteur|area|zone|quartier|fsa|in|near|dans(?: le)?|a|au|cp|is|est|its|live)[\s:,]*$/

function postalMentions(original: string, folded: string, taken: readonly Taken[], context: ReadingContext): Mention<string>[] {
  const mentions: Mention<string>[] = []
  for (const match of folded.matchAll(POSTAL)) {
    const value = `${match[1]} ${match[2]}`.toUpperCase()
    if (!isTaken(taken, match.index)) mentions.push({ value, start: match.index, end: match.index + match[0].length })
  }
  const spaced = context.asked === 'address' || CANADIAN_ZONES.has(context.timezone) ? folded.matchAll(SPACED_POSTAL) : []
  for (const match of spaced) {
    if (isTaken(taken, match.index) || isTaken(mentions, match.index)) continue
    const value = `${match.slice(1, 4).join('')} ${match.slice(4, 7).join('')}`.toUpperCase()
    mentions.push({ value, start: match.index, end: match.index + match[0].length })
  }
  for (const match of folded.matchAll(FORWARD_SORTATION)) {
    const [start, end] = [match.index, match.index + 3]
    if (isTaken(taken, start) || isTaken(mentions, start) || NO_POSTAL.has(match[0]) || isErrorCode(folded, start, end)) continue
    if (mentions.some((full) => full.value.startsWith(match[0].toUpperCase()))) continue
    const written = original.slice(start, end)
    const cued = POSTAL_CUE.test(folded.slice(Math.max(0, start - BEFORE_REACH), start))
    const likely = written === written.toUpperCase() || context.asked === 'address'
    if (likely || (cued && CANADIAN_ZONES.has(context.timezone))) mentions.push({ value: written.toUpperCase(), start, end })
  }
  return mentions
}

/** `E4C error`, `flashing F2H`: what a machine shows. */
function isErrorCode(folded: string, start: number, end: number): boolean {
  const before = folded.slice(Math.max(0, start - BEFORE_REACH), start)
  return (
    /^\s?(?:error|code|fault|erreur)\b/.test(folded.slice(end)) ||
    (/\b(?:error|fault|code|flashes|flashing|shows|showing|displays?|says|erreur|codigo)[\s:]*$/.test(before) && !ZIP_CUE.test(before))
  )
}

const CANADIAN_ZONES = new Set(
  ['Toronto', 'Montreal', 'Vancouver', 'Edmonton', 'Winnipeg', 'Regina', 'Halifax', 'Moncton', 'St_Johns', 'Whitehorse'].map(
    (city) => `America/${city}`,
  ),
)

function isTaken(taken: readonly Taken[], at: number): boolean {
  return taken.some((place) => at >= place.start && at < place.end)
}

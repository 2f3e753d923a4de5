import { plainSpelling } from '#core/conversation/plain-spelling.ts'
import type { Captured, Intake, IntakeSlots } from '#core/conversation/intake.ts'
import type { ReadText } from '#core/event.ts'
import type { PreferredTime } from '#core/qualification/reading.ts'

/** A text with more words than this says more than another number. */
const WORDS_MAX = 8

/**
 * "Sorry, 532", "79 not 77", "no wait make it 11": a number alone puts right what was said last, the house or the hour. No engine can tell which,
 * because it sees one text. Null when the text says anything else.
 */
export function correctedNumber(
  { slots }: Intake,
  text: ReadText,
): Pick<IntakeSlots, 'street'> | Pick<IntakeSlots, 'preferredTime'> | null {
  const plain = correctingPart(plainSpelling(text.body))
  const { zip, callbackPhone, street, service } = text.reading
  if ((plain.match(/\S+/g) ?? []).length > WORDS_MAX || zip !== null || callbackPhone !== null || street !== null || service !== null)
    return null
  const hour = slots.preferredTime === null ? null : correctedHour(slots.preferredTime.value, plain)
  const house = slots.street === null ? null : correctedHouse(slots.street.value, plain)
  const isHourNewer = (slots.preferredTime?.at ?? -Infinity) >= (slots.street?.at ?? Infinity)
  if (hour !== null && (house === null || isHourNewer)) return { preferredTime: from(text, hour) }
  return house === null ? null : { street: from(text, house) }
}

/** "Actually 4 pm, gotta get the kids": the reason behind a correction is no part of it. */
function correctingPart(plain: string): string {
  const [head = '', ...rest] = plain.split(/[,;](?!\d)|[.!] /)
  return /\d/.test(head) && CORRECTS.test(head) && !/\d/.test(rest.join(' ')) ? head : plain
}

function from<Value>(text: ReadText, value: Value): Captured<Value> {
  return { value, words: text.body.trim(), messageSid: text.messageSid, at: text.receivedAt }
}

/** What says that the next number takes the place of another. */
const CORRECTS =
  /\b(?:sorry|oops|whoops|wait|no|nope|nah|i mean|i meant|meant|make (?:it|that)|change (?:it|that) to|actually|correction|typo|should be|scratch that|my bad|rather|instead|perdon|disculpe|digo|mejor|quise decir|me equivoque|corrijo|cambielo|que sea|pardon|oups|desolee?|je voulais dire|je veux dire|plutot|mettons|erreur|non)\b|^\*|\*$/

/** Numbers that are something else: an hour by its sign, money, a share, a unit. */
const NO_HOUSE = /\d ?(?:am|pm|a\.m|p\.m|o'?clock|h|hrs?|hours?|%|st|nd|rd|th)\b|[$:]|\d[.,]\d|\b(?:apt|unit|suite|apto|app|#)\s?\d/

function correctedHouse(street: string, plain: string): string | null {
  const known = /^\d+/.exec(street)?.[0]
  const numbers = plain.match(/\d+/g) ?? []
  if (known === undefined || NO_HOUSE.test(plain) || numbers.length === 0 || numbers.length > 2) return null
  const others = numbers.filter((number) => number !== known)
  const [right] = others
  if (right === undefined || others.length !== 1 || Math.abs(right.length - known.length) > 1) return null
  if (numbers.length === 1 && !(plain.match(/\p{L}[\p{L}']*/gu) ?? []).every((word) => BESIDE_A_NUMBER.has(word))) return null
  return CORRECTS.test(plain) || /\bnot\b|\bpas\b/.test(plain) ? right + street.slice(known.length) : null
}

/** Words beside which a number is a number and counts nothing: "sorry, 15 min" is no house. */
const BESIDE_A_NUMBER = new Set(
  `sorry oops whoops wait no nope nah i mean meant make it that change to actually correction typo should be scratch my bad rather instead it's its
  is the house number address im i'm at perdon disculpe digo mejor quise decir me equivoque corrijo es el la numero casa calle pardon oups desole
  desolee je voulais dire veux plutot c'est le numero erreur non not please`.split(/\s+/),
)

const HOUR = /(?<![\d:/#$-])(\d{1,2})(?::([0-5]\d))?\s?(am|pm|a\.m\.|p\.m\.|h)?(?![\d/%-])/g
/** Of a bare hour these are after noon; a business opens later than that. */
const LAST_BARE_AFTERNOON_HOUR = 6
const EVENING_FROM = 17

function correctedHour(known: PreferredTime, plain: string): PreferredTime | null {
  if ('asap' in known || known.start.slice(0, 10) !== known.end.slice(0, 10)) return null
  if (!CORRECTS.test(plain) || /\b(?:before|after|antes|despues|avant|apres|between|entre|to|until)\b/.test(plain)) return null
  const [said, more] = [...plain.matchAll(HOUR)]
  if (said === undefined || more !== undefined || (plain.match(/\d+/g) ?? []).length !== (said[2] === undefined ? 1 : 2)) return null
  const hour = hourOfDay(Number(said[1]), said[3], Number(known.start.slice(11, 13)))
  if (hour === null) return null
  const minutes = said[2] ?? '00'
  const day = known.start.slice(0, 10)
  const time = (of: number) => `${day}T${String(of).padStart(2, '0')}:${minutes}`
  return { start: time(hour), end: time(hour + 1) }
}

/** 1 to 22, so that its hour ends on the same day; null for what is no hour. */
function hourOfDay(written: number, half: string | undefined, known: number): number | null {
  if (written < 1 || written > 22) return null
  if (written > 12 || half === 'h') return written
  if (half?.startsWith('a') === true) return written % 12
  const isAfternoon = half?.startsWith('p') === true || written <= LAST_BARE_AFTERNOON_HOUR || (known >= EVENING_FROM && written < 11)
  const hour = isAfternoon ? (written % 12) + 12 : written
  return hour <= 22 ? hour : null
}

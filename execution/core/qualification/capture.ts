import { plainSpelling } from '#core/conversation/plain-spelling.ts'
import { questionIn } from '#core/conversation/question-in.ts'
import type { Captured, Intake, IntakeSlots, SlotName } from '#core/conversation/intake.ts'
import type { ReadText } from '#core/event.ts'
import type { PreferredTime, Reading, SpannedField, Urgency } from '#core/qualification/reading.ts'
import { spokenDigits } from '#core/values/spoken-digits.ts'
import { amendedStreet, isStreetKind } from './amended-street.ts'
import { correctedNumber } from './corrected-number.ts'
import { correctedTown } from './corrected-town.ts'
import { saysWhatIsWrong } from './generic-request.ts'
import { townAlone } from './town-alone.ts'

export type Capture = {
  slots: IntakeSlots
  /** Fields whose value is new or different. */
  changed: SlotName[]
  /** A further thing that the text wants done, beside the one that is known; null when there is none. */
  also: Captured<string> | null
  /** Fields that the engine named but whose words do not bear them out. */
  refused: SpannedField[]
}

/** The customer's account of the problem is kept to this many characters: enough to act on, short enough for an alert. */
const PROBLEM_MAX_CHARACTERS = 300

const URGENCY_RANK: Record<Urgency, number> = { none: 0, routine: 1, urgent: 2, emergency: 3 }

const FIELDS = ['service', 'name', 'street', 'city', 'zip', 'callbackPhone'] as const

/** The more pressing of two. */
export function higherUrgency(one: Urgency, other: Urgency): Urgency {
  return URGENCY_RANK[one] >= URGENCY_RANK[other] ? one : other
}

/**
 * Takes every field of one text at once; a later value replaces an earlier one. An engine's word is not enough: a value counts only
 * when its span is a piece of the customer's own text and bears it out.
 */
export function capture(intake: Intake, text: ReadText): Capture {
  const { reading } = text
  const slots: IntakeSlots = { ...intake.slots }
  const changed: SlotName[] = []
  const refused: SpannedField[] = []
  let also: Captured<string> | null = null
  const amendedTo = amendedStreet(intake, text)
  for (const field of FIELDS) {
    const value = reading[field]
    if (value === null) continue
    const words = wordsOf(field, text)
    if (words === null || !bearsOut(field, value, words)) {
      refused.push(field)
      continue
    }
    if (field === 'service' && isBesideTheFirst(value, intake, text)) {
      also = captured(value, words, text)
      continue
    }
    if (field === 'street' && isLessThanKnown(value, intake, text)) continue
    if (field === 'name' && (amendedTo !== null || isStreetKind(text.body))) continue
    if (slots[field]?.value !== value) changed.push(field)
    slots[field] = captured(value, words, text)
  }
  if (amendedTo !== null && amendedTo.value !== slots.street?.value) {
    slots.street = amendedTo
    changed.push('street')
  }
  const read = reading.preferredTime
  const timeWords = read === null ? null : wordsOf('preferredTime', text)
  const time = read === null || timeWords === null ? read : atTheKnownHour(onTheKnownDay(read, timeWords, intake), text.body, intake)
  if (time !== null && timeWords === null) refused.push('preferredTime')
  if (time !== null && timeWords !== null) {
    if (JSON.stringify(slots.preferredTime?.value) !== JSON.stringify(time)) changed.push('preferredTime')
    slots.preferredTime = captured(time, timeWords, text)
  }
  const town = townAlone(intake, text, changed) ?? correctedTown(intake, text)
  if (town !== null) {
    slots.city = town
    changed.push('city')
  }
  const amended = changed.length === 0 ? correctedNumber(intake, text) : null
  if (amended !== null) {
    Object.assign(slots, amended)
    changed.push('street' in amended ? 'street' : 'preferredTime')
  }
  // Asked for the city and then for the name, they gave their name twice.
  if (changed.includes('name') && slots.city !== null && folded(slots.city.value) === folded(slots.name?.value ?? '')) slots.city = null
  const problem = problemOf(intake, text, slots)
  if (problem !== null && problem.value !== slots.problem?.value) {
    slots.problem = problem
    changed.push('problem')
  }
  return { slots, changed, also, refused }
}

/** The text without the words that were read into fields. */
export function wordsOutsideFields(text: { body: string; reading: Reading }): string {
  const characters = [...Array(text.body.length).keys()].map((place) => text.body.charAt(place))
  for (const [field, span] of Object.entries(text.reading.spans)) {
    if (field === 'service' || !isSpanIn(span, text.body)) continue
    characters.fill(' ', span[0], span[1])
  }
  return characters.join('')
}

/** True when the text tells of something that needs work. */
export function statesNeed(intake: Intake, text: ReadText): boolean {
  const { reading } = text
  switch (reading.intent) {
    case 'emergency_help':
      return true
    case 'wrong_number':
    case 'job_seeker':
    case 'vendor_spam':
    case 'opt_out':
    case 'other':
    case 'help':
    case 'reschedule':
    case 'cancel_appointment':
      return false
    case 'question':
    case 'smalltalk':
    case 'bot_question':
    case 'existing_job':
    case 'complaint':
      // Asking what a business can do is not yet a need; a symptom makes it one.
      return reading.urgency !== 'none' && (reading.service !== null || saysWhatIsWrong(wordsOutsideFields(text)))
    case 'human_please':
    case 'quote':
    case 'book': {
      if (reading.urgency === 'emergency' || reading.service !== null) return true
      const isAwaited = intake.asked === 'problem' || (intake.handedOver.at(-1) === 'human-please' && questionIn(text.body) === null)
      const answersUs = isAwaited && intake.slots.problem === null && reading.intent === 'book'
      if (reading.urgency !== 'urgent' && questionIn(text.body) !== null && !/[.!;\n]/.test(text.body)) return false
      return (reading.urgency !== 'none' || answersUs) && saysWhatIsWrong(wordsOutsideFields(text))
    }
    default:
      return reading.intent satisfies never
  }
}

/**
 * "60302, and the kitchen faucet drips too": a second thing beside the first, or one named in passing, takes nothing away from the first. A correction, an
 * emergency and something nearer than "my car" replace it, and so does whatever comes after the first was given up.
 */
function isBesideTheFirst(service: string, { slots, status }: Intake, { body, reading }: ReadText): boolean {
  const known = slots.service?.value
  if (known === undefined || known === service || slots.problem === null || NAMES_NO_PART.has(known)) return false
  const stands = status === 'open' || status === 'qualified'
  return stands && reading.urgency !== 'emergency' && !takesBack(body)
}

/** Services so wide that a later word is only the nearer one. */
const NAMES_NO_PART = new Set(['plumbing', 'pipe', 'car', 'roof', 'lock', 'garage door'])

/** Words of a time that name no day. "Mañana" and "tonight" are left out, because they may be one. */
const NAMES_NO_DAY = new Set(
  `a am and around about after at before between by de del des entre et from h heures la las los until til till to pm noon midday o'clock oclock or p m
  the vers apres avant despues antes mediodia midi make it that instead y like say`.split(/\s+/),
)

/** Beside an hour these say which half of the day; alone, of a day that the words leave out. */
const PARTS_OF_DAY = new Set('in morning afternoon evening tarde noche soir matin apres-midi dans l'.split(' '))

/** "Make that 2 pm" moves the hour of the day that was given before. */
function onTheKnownDay(time: PreferredTime, words: string, { slots }: Intake): PreferredTime {
  const known = slots.preferredTime?.value
  if (known === undefined || 'asap' in known || 'asap' in time) return time
  const isOneDay = known.start.slice(0, 10) === known.end.slice(0, 10) && time.start.slice(0, 10) === time.end.slice(0, 10)
  const isPart = (word: string): boolean => /\d/.test(words) && PARTS_OF_DAY.has(word)
  const plain = plainSpelling(words).replace(/\b(?:de|por|en) la manana\b/, '')
  const hasNoDay = (plain.match(/\p{L}[\p{L}']*/gu) ?? []).every((word) => NAMES_NO_DAY.has(word) || isPart(word))
  if (!isOneDay || !hasNoDay) return time
  const day = known.start.slice(0, 10)
  return { start: `${day}${time.start.slice(10)}`, end: `${day}${time.end.slice(10)}` }
}

/** "Wednesday, same time" keeps the hours that were given for another day. */
function atTheKnownHour(time: PreferredTime, body: string, { slots }: Intake): PreferredTime {
  const known = slots.preferredTime?.value
  if (known === undefined || 'asap' in known || 'asap' in time || !SAME_HOUR.test(plainSpelling(body))) return time
  const isOneDay = known.start.slice(0, 10) === known.end.slice(0, 10) && time.start.slice(0, 10) === time.end.slice(0, 10)
  return isOneDay ? { start: time.start.slice(0, 10) + known.start.slice(10), end: time.end.slice(0, 10) + known.end.slice(10) } : time
}

const SAME_HOUR = /\bsame (?:time|hours?|window|slot)\b|\bmism[oa]s? (?:horas?|horario)\b|\bmeme(?:s)? heures?\b/

/**
 * A street with its number is not lost to cross streets, nor, where only the city was asked, to a code that looks like another number: "Chicago 60623
 * hurry".
 */
function isLessThanKnown(street: string, { slots, asked, timesSaid }: Intake, { body }: ReadText): boolean {
  const [known] = digits(slots.street?.value ?? '')
  const [told] = digits(street)
  if (known === undefined || takesBack(body)) return false
  const isCityAsked = asked === 'address' && (timesSaid['ask-city'] ?? 0) > 0
  return told === undefined || (isCityAsked && told !== known)
}

const TAKES_BACK =
  /^(?:oh |oops |wait |sorry |perdon |pardon |desole )*(?:no|nope|non|sorry|oops|wait|perdon|pardon)\b(?! (?:hot|heat|water|power|cold|ac|air|one|gas|agua|luz|hay|me|se|sirve|funciona|prende))|\bnot (?:the|my|a|an|it|in|at)\b|\bisn'?t (?:the|my|a)\b|\b(?:actually|instead|i mean|i meant|rather|wrong|correction|scratch that|mistake|mejor dicho|en realidad|mas bien|en vez|plutot|en fait|je veux dire|au lieu)\b/

function takesBack(words: string): boolean {
  return TAKES_BACK.test(plainSpelling(words))
}

/** The first account stands, until the customer speaks of another thing or of a worse one. */
function problemOf(intake: Intake, text: ReadText, slots: IntakeSlots): Captured<string> | null {
  if (!statesNeed(intake, text)) return null
  const { reading } = text
  const known = intake.slots.problem
  const otherThing =
    reading.service !== null && reading.service !== intake.slots.service?.value && slots.service?.messageSid === text.messageSid
  const worse = known !== null && URGENCY_RANK[reading.urgency] > URGENCY_RANK[intake.urgency]
  if (known !== null && !otherThing && !worse) return null
  const words = cutBetweenCharacters(text.body.trim(), PROBLEM_MAX_CHARACTERS).trim()
  return words === '' ? null : captured(plain(words), words, text)
}

function captured<Value>(value: Value, words: string, text: ReadText): Captured<Value> {
  return { value, words, messageSid: text.messageSid, at: text.receivedAt }
}

function wordsOf(field: SpannedField, text: ReadText): string | null {
  const span = text.reading.spans[field]
  if (span === undefined || !isSpanIn(span, text.body)) return null
  return text.body.slice(span[0], span[1])
}

function isSpanIn(span: readonly [number, number], body: string): boolean {
  const [start, end] = span
  return Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= body.length
}

/** A value may tidy the customer's words but may not add to them. */
function bearsOut(field: (typeof FIELDS)[number], value: string, words: string): boolean {
  switch (field) {
    case 'service':
    case 'city':
      // Canonical words differ from the customer's ("heater" for "calentador", "Chicago" for "chi"): the span alone must do.
      return true
    case 'name':
      return folded(value)
        .split(' ')
        .every((part) => folded(words).includes(part))
    case 'street':
      // Numbers written as words have no digits to compare.
      return !/\d/.test(words) || digits(value).every((number) => digits(words).includes(number))
    case 'zip':
      return folded(words).replace(/\W/g, '').includes(folded(value).replace(/\W/g, '')) || spokenDigits(folded(words)) === value
    case 'callbackPhone':
      return bearsOutPhone(value, words.replace(/\D/g, '')) || bearsOutPhone(value, spokenDigits(folded(words)))
    default:
      return field satisfies never
  }
}

/** The number as written or spoken; or its last digits once more, as somebody corrects them: `312 555 0143, no, 0134`. */
function bearsOutPhone(value: string, heard: string): boolean {
  const number = value.slice(-NATIONAL_DIGITS)
  const said = heard.length > NATIONAL_DIGITS && !heard.startsWith(number.charAt(0)) ? heard.slice(1) : heard
  if (value.endsWith(heard.slice(-NATIONAL_DIGITS)) && heard.length >= LOCAL_DIGITS) return true
  for (let kept = NATIONAL_DIGITS - LOCAL_DIGITS; kept < NATIONAL_DIGITS - 1; kept++)
    if (said.length > NATIONAL_DIGITS && said.startsWith(number.slice(0, kept)) && said.endsWith(number.slice(kept))) return true
  return false
}

/** Digits of a North American number, and of one without its area code. */
const NATIONAL_DIGITS = 10
const LOCAL_DIGITS = 7

function digits(text: string): string[] {
  return text.match(/\d+/g) ?? []
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** One line without control characters, as it may be shown to the owner. */
function plain(words: string): string {
  return words
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .toWellFormed()
}

function cutBetweenCharacters(text: string, maxUnits: number): string {
  if (text.length <= maxUnits) return text
  const cut = text.slice(0, maxUnits)
  return cut.isWellFormed() ? cut : cut.slice(0, -1)
}

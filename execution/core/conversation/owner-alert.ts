import type { AlertKind } from '#core/effect.ts'
import { ALERT_ROOM, PHOTOS_ROOM_CHARACTERS } from '#core/owner/menu.ts'
import type { Urgency } from '#core/qualification/reading.ts'
import { MINUTE_MS, type Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import { gsmOnly } from '#core/values/gsm-only.ts'
import { smsSegments } from '#core/values/sms-segments.ts'
import { asksPrice } from './asked-about.ts'
import type { BusinessFacts } from './business-facts.ts'
import type { HandOverWhy, Intake } from './intake.ts'
import { slotInWords } from '#core/booking/slot-in-words.ts'
import { wishForOwner } from './plain-time.ts'
import { questionIn } from './question-in.ts'

/** An alert longer than this is not read on a ladder (chosen; brief of the product: three segments). */
const ALERT_SEGMENTS_MAX = 3

/** Below this nobody was kept waiting. */
const WAITED_MINUTES_MIN = 2

/** Customers' words are cut to the first of these lengths, in characters, with which the alert fits. */
const WORDS_BUDGETS = [180, 140, 100, 60, 30, 0] as const

/** With this much room for the customer's words there is room for the last two questions or remarks; with less, for the last. */
const ROOM_FOR_TWO_NOTES = 100

/** A name, a street or a city longer than this is no name, street or city. */
const FIELD_MAX_CHARACTERS = 50

const HEADLINES: Record<AlertKind, string> = {
  emergency: 'EMERGENCY',
  'lead-qualified': 'NEW LEAD',
  'hand-over': 'PLEASE CALL',
  voicemail: 'VOICEMAIL',
  'missed-untextable': 'MISSED CALL, cannot be texted: please call',
  'rate-limited': 'TEXT LIMIT reached: please call',
  'number-faulty': 'NUMBER PROBLEM',
  'text-problem': 'TEXT NOT DELIVERED: please call',
  'opt-out-doubt': 'MAY WANT NO TEXTS: please call',
  'bot-loop': 'LOOKS LIKE A MACHINE, the assistant is quiet: please look',
  inquiry: 'NEW REQUEST',
  'inquiry-to-call': 'NEW REQUEST, no text goes out: please call',
}

/** Alerts in which the newest words count, whatever they were about. */
const SAYS_LAST_WORDS: ReadonlySet<AlertKind> = new Set(['hand-over', 'bot-loop', 'inquiry', 'inquiry-to-call'])

const LEADS: Record<Urgency, string> = { emergency: 'EMERGENCY LEAD', urgent: 'URGENT LEAD', routine: 'NEW LEAD', none: 'NEW LEAD' }

const WHY: Record<HandOverWhy, string> = {
  'human-please': 'asks for a person',
  complaint: 'complaint',
  'existing-job': 'about a job you have',
  reschedule: 'wants another time',
  cancel: 'cancels',
  crisis: 'PERSON IN CRISIS, was given 988',
  incomplete: 'details missing',
  'no-progress': 'the assistant got no further',
  'went-quiet': 'stopped answering',
  'not-texted': 'may not be texted',
  'not-offered': 'not a fit: work you do not offer',
}

/**
 * What the owner's phone shows: the kind first, who and the number to tap, what is wrong in the customer's own words, where, when.
 * Plain GSM-7 and, with what the desk puts around it, at most `ALERT_SEGMENTS_MAX` segments. `contactPhone` null = the caller withheld it. `isUpdate` = the owner has this lead already.
 */
export function ownerAlert(
  kind: AlertKind,
  intake: Intake,
  contactPhone: PhoneNumber | null,
  facts: BusinessFacts,
  at: Instant,
  isUpdate = false,
): string {
  for (const budget of WORDS_BUDGETS) {
    const text = lines(kind, intake, contactPhone, facts, at, isUpdate, budget).join('\n')
    if (smsSegments(`${ALERT_ROOM}${photosRoom(intake)}${text}`).segments <= ALERT_SEGMENTS_MAX) return text
  }
  return `${HEADLINES[kind]}\n${contactPhone ?? 'number withheld'}`
}

/** The desk puts the link to the lead's page below an alert about pictures. */
function photosRoom({ photos = [] }: Intake): string {
  return photos.length === 0 ? '' : '.'.repeat(PHOTOS_ROOM_CHARACTERS)
}

function lines(
  kind: AlertKind,
  intake: Intake,
  contactPhone: PhoneNumber | null,
  facts: BusinessFacts,
  at: Instant,
  isUpdate: boolean,
  budget: number,
): string[] {
  const { slots, notes, lastWords } = intake
  const problem = quoted(slots.problem?.value ?? null, budget)
  const noted = notes.slice(budget < ROOM_FOR_TWO_NOTES ? -1 : -2).map(({ value }) => ({ value, said: quoted(value, budget) }))
  const said = quoted(lastWords?.value ?? null, budget)
  const isField = Object.values(slots).some((slot) => slot !== null && slot.words === lastWords?.words)
  const isSaidNew = (SAYS_LAST_WORDS.has(kind) || isUpdate) && said !== problem && !noted.some((note) => note.said === said) && !isField
  const callback = slots.callbackPhone !== null && slots.callbackPhone.value !== contactPhone ? `Or: ${slots.callbackPhone.value}` : null
  return [
    headline(kind, intake, facts, isUpdate),
    [field(slots.name?.value), contactPhone ?? 'number withheld'].filter((part) => part !== null).join(' '),
    callback,
    problem === null ? field(slots.service?.value) : withWaiting(problem, intake, at),
    where(intake),
    intake.area === 'out' ? 'Outside your service area: you decide.' : null,
    typeof intake.notOffered === 'string' ? `You do not offer: ${field(intake.notOffered) ?? 'this'}.` : null,
    when(intake, facts),
    ...noted.map((note) =>
      note.said === null || note.said === problem ? null : `${asksSomething(note.value) ? 'Asks' : 'Adds'}: ${note.said}`,
    ),
    isSaidNew && said !== null ? `Says: ${said}` : null,
    (intake.timesSaid['emergency-safety'] ?? 0) > 0 ? 'Told to get out and call 911.' : null,
  ].filter((line) => line !== null)
}

function asksSomething(words: string): boolean {
  return words.includes('?') || asksPrice(words) || questionIn(words) !== null
}

function headline(kind: AlertKind, intake: Intake, facts: BusinessFacts, isUpdate: boolean): string {
  const why = kind === 'hand-over' ? intake.handedOver.at(-1) : undefined
  const words = kind === 'lead-qualified' ? LEADS[intake.urgency] : HEADLINES[kind]
  const via = intake.via !== undefined && (kind === 'inquiry' || kind === 'inquiry-to-call') ? ` (${gsmOnly(intake.via)})` : ''
  const business = gsmOnly(facts.businessName).slice(0, FIELD_MAX_CHARACTERS)
  return `${isUpdate ? 'UPDATE, ' : ''}${words}${why === undefined ? '' : ` (${WHY[why]})`}${via} - ${business}`
}

function withWaiting(problem: string, intake: Intake, at: Instant): string {
  const since = intake.slots.problem?.at ?? at
  const minutes = Math.floor((at - since) / MINUTE_MS)
  return minutes < WAITED_MINUTES_MIN ? problem : `${problem} (${minutes} min ago)`
}

/** The agreed time in place of the wish that led to it. */
function when({ slots, visit, anyTime }: Intake, { booking, timezone }: BusinessFacts): string | null {
  if (visit === undefined || booking === null)
    return slots.preferredTime === null ? (anyTime === true ? 'When: any time' : null) : `When: ${wishForOwner(slots.preferredTime.value)}`
  const slot = slotInWords(visit, 'en', timezone, booking.tzdata)
  return visit.state === 'held' ? `CHOSE ${slot}. Please confirm.` : `BOOKED ${slot}`
}

function where({ slots }: Intake): string | null {
  const place = [field(slots.street?.value), [field(slots.city?.value), field(slots.zip?.value)].filter((part) => part !== null).join(' ')]
  const known = place.filter((part) => part !== null && part !== '')
  return known.length === 0 ? null : known.join(', ')
}

function field(value: string | undefined): string | null {
  if (value === undefined) return null
  const plain = gsmOnly(oneLine(value)).slice(0, FIELD_MAX_CHARACTERS).trim()
  return plain === '' ? null : plain
}

/** The customer's words as they may stand in an alert: short, on one line, without a link that a thumb could hit. */
function quoted(words: string | null, budget: number): string | null {
  if (words === null || budget === 0) return null
  const plain = gsmOnly(oneLine(words).replace(/\b(?:https?:\/\/|www\.)\S+/gi, '(link)')).replaceAll('"', "'")
  const short = plain.length <= budget ? plain : `${plain.slice(0, budget).trimEnd()}...`
  return short === '' ? null : `"${short}"`
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
}

import { capture, higherUrgency, statesNeed, wordsOutsideFields } from '#core/qualification/capture.ts'
import { tellingWords } from '#core/qualification/generic-request.ts'
import type { Reason } from '#core/decision.ts'
import type { ReadText } from '#core/event.ts'
import type { Intent, Language, PreferredTime, Reading } from '#core/qualification/reading.ts'
import { isCrisis } from './crisis-words.ts'
import { languageWish } from './language-wish.ts'
import { suitsAnyTime } from './any-time.ts'
import { isBareAnswer } from './bare-answer.ts'
import { keepsName } from './keeps-name.ts'
import { ALSO_KEPT, NOTES_KEPT, type Captured, type Intake, type SlotName } from './intake.ts'
import { onlyAsked } from './only-asked.ts'
import { asksWhatToDo, QUESTION_ORDER, questionIn, type QuestionKind } from './question-in.ts'
import { standsDown } from './stood-down.ts'

/** What a burst of texts brought, taken together. */
export type News = {
  /** The intent that the answer must deal with: the first of the burst's in the order of `TOPIC_ORDER`. */
  topic: Intent
  changed: SlotName[]
  emergency: boolean
  safety: boolean
  crisis: boolean
  optOut: boolean
  /** Something needs work, according to this burst. */
  need: boolean
  /** A question or a remark was noted for the owner. */
  noted: boolean
  /** What the burst asks beside its topic; null when nothing. */
  asks: QuestionKind | null
  /** The thing that the burst speaks of, which need not be what the lead is about. */
  service: string | null
  /** Something was told that is no field and no question. */
  remark: boolean
  /** They would rather not say what was asked. */
  keptBack: boolean
  /** No more than "ok" or a thumb. */
  bare: boolean
  /** The customer said thanks. */
  thanks: boolean
  /** The customer wrote more than an automatic answer. */
  words: boolean
  /** The newest text as an answer to what was asked; null when there is none with words. */
  answer: { body: string; affirm: boolean | null; preferredTime: PreferredTime | null } | null
}

/** Which intent of a burst is answered. The order in which the labels exclude each other, with what wants an answer before what does not. */
const TOPIC_ORDER: readonly Intent[] = [
  'emergency_help',
  'opt_out',
  'wrong_number',
  'job_seeker',
  'vendor_spam',
  'bot_question',
  'human_please',
  'help',
  'complaint',
  'existing_job',
  'reschedule',
  'cancel_appointment',
  'quote',
  'question',
  'book',
  'smalltalk',
  'other',
]

const THANKS = /\b(?:thanks?|thank you|thx|ty|appreciate\w*|(?:god )?bless you|dios (?:lo|la|le|los|te) bendiga|gracias|merci)\b/i

/** Later words of a burst can take these back: "wrong number? oh no, I did call about my sink". */
const TAKEN_BACK_BY_A_NEED: readonly Intent[] = ['wrong_number', 'job_seeker', 'vendor_spam']

/**
 * Words outside captured fields that are enough to tell a language; a street or a name is not. English takes more, because it is
 * what an engine answers when it cannot tell.
 */
const LANGUAGE_WORDS_MIN: Record<Language, number> = { en: 4, es: 2, fr: 2 }

/** Reads a burst into the intake: fields, urgency, language, notes. Says nothing and decides nothing. */
export function takeIn(before: Intake, read: readonly ReadText[]): { intake: Intake; news: News; reasons: Reason[] } {
  return takeHeard(before, before.pagedAt === null ? read : read.map(asQuestion))
}

function takeHeard(before: Intake, heard: readonly ReadText[]): ReturnType<typeof takeIn> {
  let intake = before
  const changed = new Set<SlotName>()
  const reasons: Reason[] = []
  let need = false
  let noted = false
  let remark = false
  let stray = false
  let keptBack = false
  let stoodDown = false
  const asks = new Set<QuestionKind>()
  for (const text of heard) {
    const { reading } = text
    if (reading.intent === 'other' || reading.intent === 'opt_out') {
      // In an emergency, and from a person in crisis, the owner sees every word, understood or not.
      if (intake.pagedAt !== null || intake.handedOver.includes('crisis'))
        intake = { ...intake, lastWords: wordsOf(text) ?? intake.lastWords }
      if (!isStrayWord(text, intake)) continue
    }
    const wished = languageWish(text.body)
    if (wished !== null) intake = { ...intake, wishedLanguage: wished }
    const taken = capture(intake, text)
    for (const field of taken.changed) changed.add(field)
    for (const field of taken.refused) reasons.push({ code: 'field_refused', facts: { field } })
    need ||= statesNeed(intake, text)
    const kind = askedBeside(text, before)
    if (kind !== null) asks.add(kind)
    const also = taken.also === null || intake.also?.includes(taken.also.value) ? null : taken.also.value
    const words = wordsOf(text)
    const isNoted = intake.notes.some(({ value }) => value === words?.value)
    const isStray = isStrayWord(text, intake)
    stray ||= isStray
    const isOver = intake.pagedAt !== null && standsDown(text)
    stoodDown ||= isOver
    const withholds = taken.slots.name === null && keepsName(text.body, intake.asked === 'name')
    keptBack ||= withholds
    const isRemark = isStray || also !== null || (kind === null && !isNoted && !withholds && isRemarkFor(text, taken.changed))
    remark ||= isRemark
    const isAnswered = kind === 'why' || kind === 'trust' || kind === 'photo' || wished !== null
    const isNote = !isAnswered && (reading.intent === 'question' || reading.intent === 'quote' || kind !== null || isRemark)
    noted ||= isNote
    intake = {
      ...intake,
      slots: taken.slots,
      ...haste(intake, reading, isOver),
      language: languageAfter(intake, text),
      lastWords: words ?? intake.lastWords,
      ...(also === null ? {} : { also: [...(intake.also ?? []), also].slice(0, ALSO_KEPT) }),
      ...(withholds ? { keepsName: true as const } : {}),
      ...(reading.preferredTime === null && suitsAnyTime(text.body) ? { anyTime: true as const } : {}),
      notes: isNote && words !== null ? [...intake.notes, words].slice(-NOTES_KEPT) : intake.notes,
    }
  }
  const heardTopic = topicOf(heard, before)
  const withdrawn = before.status === 'open' && before.pagedAt === null && changed.size === 0 && heard.some(({ body }) => onlyAsked(body))
  const topic =
    (stoodDown || withdrawn) && PLAIN_TOPICS.includes(heardTopic)
      ? 'cancel_appointment'
      : stray && heardTopic === 'other'
        ? 'book'
        : heardTopic
  const told = { changed: [...changed], need, noted, remark, keptBack, asks: QUESTION_ORDER.find((kind) => asks.has(kind)) ?? null }
  const news = newsOf(topic, heard, told, stray)
  intake = {
    ...intake,
    intent: leadIntent(before, intake, topic),
    turnsWithoutNews: changed.size > 0 || need ? 0 : intake.turnsWithoutNews + 1,
  }
  return { intake, news, reasons: [{ code: 'heard', facts: { topic, texts: heard.length } }, ...reasons] }
}

/** What comes after an emergency that was taken back is none. The owner, who was paged, still decides that it is over. */
function haste(
  { urgency, safety }: Intake,
  { urgency: told, safety: isUnsafe }: Reading,
  isOver: boolean,
): Pick<Intake, 'urgency' | 'safety'> {
  return isOver ? { urgency: 'none', safety: false } : { urgency: higherUrgency(urgency, told), safety: safety || isUnsafe }
}

/** An engine that saw nothing taken back read one of these. */
const PLAIN_TOPICS: readonly Intent[] = ['book', 'smalltalk', 'other', 'existing_job']

const STRAY_WORDS_MAX = 3

/** "Kayla", "Barrington": once nothing is asked any more no engine can tell what such a word is, but the owner can. */
function isStrayWord({ body, reading }: ReadText, { toldOwnerAt, status, handedOver }: Intake): boolean {
  if (reading.intent !== 'other' || toldOwnerAt === null || status === 'open' || status === 'closed' || handedOver.includes('crisis'))
    return false
  const words = body.trim()
  return (
    /^\p{L}[\p{L}\p{M}.' -]+$/u.test(words) &&
    words.split(/\s+/).length <= STRAY_WORDS_MAX &&
    tellingWords(words).length > 0 &&
    !isBareAnswer(words)
  )
}

/** Intents beside which a question may go unheard: an engine takes "how soon can you come, 14 Oak St" for an answer. */
const HIDES_A_QUESTION: readonly Intent[] = ['book', 'emergency_help', 'smalltalk', 'existing_job', 'question']

/** "What do I do?" in danger: an engine that hears no trouble in it takes it for a question about us, or for nothing. */
function asQuestion(text: ReadText): ReadText {
  const { intent } = text.reading
  if ((intent !== 'help' && intent !== 'other') || !asksWhatToDo(text.body)) return text
  return { ...text, reading: { ...text.reading, intent: 'question' } }
}

function askedBeside({ body, reading }: ReadText, { pagedAt }: Intake): QuestionKind | null {
  if (pagedAt !== null && asksWhatToDo(body)) return 'safety'
  if (!HIDES_A_QUESTION.includes(reading.intent) || languageWish(body) !== null) return null
  const span = reading.spans.preferredTime
  return questionIn(body, span === undefined ? null : body.slice(span[0], span[1]))
}

/** Fewer words than these, and none of them a field, tell the owner nothing. */
const REMARK_WORDS_MIN = 2

/** So many telling words beside a field are a remark of their own: "Friday, and there is a dog, friendly but big". */
const REMARK_BESIDE_FIELDS_MIN = 4

/** No field of ours, but wanted by whoever sends an invoice. */
const E_MAIL = /\S@\S+\.\p{L}{2,}/u

/** "I shut the valve, so it stopped": no field of ours, but the owner wants to know it. */
function isRemarkFor(text: ReadText, changed: readonly SlotName[]): boolean {
  const { reading, body } = text
  if (E_MAIL.test(body)) return true
  if ((reading.intent !== 'book' && reading.intent !== 'existing_job') || changed.includes('problem') || isBareAnswer(body)) return false
  const telling = tellingWords(wordsOutsideFields(text)).length
  if (changed.length > 0 && reading.intent === 'book') return telling >= REMARK_BESIDE_FIELDS_MIN
  return telling > 0 && (body.match(/\p{L}+/gu) ?? []).length >= REMARK_WORDS_MIN
}

type Told = Pick<News, 'changed' | 'need' | 'noted' | 'remark' | 'keptBack' | 'asks'>

function newsOf(topic: Intent, heard: readonly ReadText[], told: Told, stray: boolean): News {
  return {
    ...told,
    topic,
    emergency: heard.some(({ reading }) => reading.urgency === 'emergency' || reading.intent === 'emergency_help' || reading.safety),
    safety: heard.some(({ reading }) => reading.safety),
    crisis: heard.some(({ body }) => isCrisis(body)),
    optOut: heard.some(({ reading }) => reading.intent === 'opt_out'),
    service: heard.findLast(({ reading }) => reading.service !== null)?.reading.service ?? null,
    bare: heard.every(({ body }) => isBareAnswer(body)),
    thanks: heard.some(({ body }) => THANKS.test(body)),
    words: stray || heard.some(({ reading }) => reading.intent !== 'other'),
    answer: answerOf(heard),
  }
}

/** Yes or no and a time of one burst belong together: "yes" and then "wednesday" is one answer. */
function answerOf(heard: readonly ReadText[]): News['answer'] {
  const spoken = heard.filter(({ reading }) => reading.intent !== 'other')
  const last = spoken.at(-1)
  if (last === undefined) return null
  return {
    body: spoken.map(({ body }) => body).join(' '),
    affirm: spoken.findLast(({ reading }) => reading.affirm !== null)?.reading.affirm ?? null,
    preferredTime: spoken.findLast(({ reading }) => reading.preferredTime !== null)?.reading.preferredTime ?? null,
  }
}

function topicOf(heard: readonly ReadText[], before: Intake): Intent {
  const standing = heard.filter((text, place) => {
    if (!TAKEN_BACK_BY_A_NEED.includes(text.reading.intent)) return true
    return !heard.slice(place + 1).some((later) => statesNeed(before, later))
  })
  // To ask for another language is to be answered in it.
  const intents = new Set(
    standing.map(({ body, reading }) => (reading.intent === 'question' && languageWish(body) !== null ? 'smalltalk' : reading.intent)),
  )
  return TOPIC_ORDER.find((intent) => intents.has(intent)) ?? 'other'
}

/** What the lead as a whole is about: the weightiest thing heard, where plain answers weigh least. */
function leadIntent({ intent: known }: Intake, { slots }: Intake, topic: Intent): Intent {
  if (known === null) return topic
  // A customer who asks for a loaner sells nothing, and whoever asked for work may need a plumber.
  const isCustomer = slots.problem !== null
  if (isCustomer && TAKEN_BACK_BY_A_NEED.includes(topic)) return known
  if (isCustomer && TAKEN_BACK_BY_A_NEED.includes(known)) return topic
  const weight = (intent: Intent) => {
    if (intent === 'bot_question' || intent === 'help' || intent === 'human_please') return TOPIC_ORDER.indexOf('smalltalk') - 0.5
    return TOPIC_ORDER.indexOf(intent)
  }
  return weight(topic) < weight(known) ? topic : known
}

/** A Spanish customer's "14 Oak St" is not English: only words outside the fields count, and the first text always does. */
function languageAfter(intake: Intake, text: ReadText): Language {
  if (intake.wishedLanguage !== undefined) return intake.wishedLanguage
  const { language } = text.reading
  if (language === intake.language) return language
  const words = wordsOutsideFields(text).match(/\p{L}{2,}/gu) ?? []
  if (intake.asked === 'address' && HOUSE_FIRST.test(text.body) && words.length <= STREET_WORDS_MAX) return intake.language
  if (words.length >= LANGUAGE_WORDS_MIN[language]) return language
  return intake.replies === 0 && words.length > 0 ? language : intake.language
}

/** "97 Glen Aire", "1710 Sur 11th St": an address whose street no engine saw, in words of whichever language. */
const HOUSE_FIRST = /^\s*#?\d/
const STREET_WORDS_MAX = 4

function wordsOf(text: ReadText): Captured<string> | null {
  const words = text.body.trim()
  if (words === '') return null
  const value = words
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .toWellFormed()
  return { value, words, messageSid: text.messageSid, at: text.receivedAt }
}

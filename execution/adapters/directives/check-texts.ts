import { ACTS, placeholdersOf, STAND_INS, type Act, type StandIn } from '#core/conversation/act.ts'
import type { BusinessFacts } from '#core/conversation/business-facts.ts'
import type { Intake } from '#core/conversation/intake.ts'
import { slotInWords, slotsInWords } from '#core/booking/slot-in-words.ts'
import { newIntake } from '#core/conversation/new-intake.ts'
import { verifyText } from '#core/conversation/verify-text.ts'
import { REPLY_SEGMENTS_MAX } from '#core/conversation/word-reply.ts'
import { LANGUAGES, type Language } from '#core/qualification/reading.ts'
import { HOUR_MS, instant } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import { isGsm, smsSegments } from '#core/values/sms-segments.ts'
import type { DirectiveProblem } from '#ports/directives.ts'
import type { ParsedText } from './parse-directive.ts'

/** The longest way of saying two slots: each crosses noon. */
const SLOTS = [slotFrom(Date.UTC(2026, 10, 24, 17, 30)), slotFrom(Date.UTC(2026, 10, 25, 17, 30))] as const

/** Values of a usual length; a text that does not fit with these would not fit for most businesses. */
const SAMPLE: Record<string, string> = {
  business: 'Springfield Family Services',
  owner: 'Samantha',
  name: ', Dana Lee',
  phone: '+12175550100',
  contact: '+12175550100',
  summary: 'Dana Lee, Springfield, 62701',
  answer: 'Springfield',
  person: 'Samantha',
  slots: slotsInWords(SLOTS, 'en', 'America/Chicago', '2026c'),
  slot: slotInWords(SLOTS[1], 'en', 'America/Chicago', '2026c'),
}

const FACTS: BusinessFacts = {
  businessName: 'Springfield Family Services',
  ownerName: 'Samantha',
  businessPhone: parsePhoneNumber('+12175550100'),
  website: null,
  trade: 'plumbing',
  timezone: 'America/Chicago',
  modeNow: 'day',
  answersAllowed: [],
  booking: { slots: [], confirmBy: 'owner', tzdata: '2026c' },
}

const INTAKE = sampleIntake()

/** An act of the closed set, or a word that stands in for a missing fact. */
export function isActOrStandIn(name: string): name is Act | StandIn {
  const names: readonly string[] = [...ACTS, ...STAND_INS]
  return names.includes(name)
}

export function isLanguage(name: string): name is Language {
  const names: readonly string[] = LANGUAGES
  return names.includes(name)
}

/**
 * The problems of one text of a directive: unknown act, language or placeholder; anything that no text may say (a price, a promise,
 * a link); longer than two segments; in English, a character that makes the whole text dearer.
 */
export function checkText(file: string, { act, language, text, line }: ParsedText): DirectiveProblem[] {
  const at = (problem: string): DirectiveProblem => ({ file, line, problem })
  if (!isActOrStandIn(act)) return [at(`unknown act "${act}"; the acts are listed in execution/core/conversation/act.ts`)]
  if (!isLanguage(language)) return [at(`unknown language "${language}"; use en, es or fr`)]
  if (text === '') return [at(`${act} (${language}) is empty`)]
  const allowed: readonly string[] = placeholdersOf(act)
  const unknown = [...text.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '').filter((placeholder) => !allowed.includes(placeholder))
  const problems = unknown.map((placeholder) => at(`{${placeholder}} may not stand in ${act}; allowed: ${allowed.join(', ') || 'none'}`))
  const filled = fillSample(text)
  for (const problem of verifyText(filled, FACTS, { ...INTAKE, acceptedBy: text.includes('{person}') ? 'Samantha' : null })) {
    problems.push(at(`${act} (${language}) holds ${problem}; a directive can neither set nor permit it`))
  }
  const { segments } = smsSegments(filled)
  if (segments > REPLY_SEGMENTS_MAX) problems.push(at(`${act} (${language}) takes ${segments} segments; at most ${REPLY_SEGMENTS_MAX}`))
  if (language === 'en' && !isGsm(text))
    problems.push(at(`${act} (en) has characters outside GSM-7: ${[...text].filter((one) => !isGsm(one)).join(' ')}`))
  return problems
}

/** The text with a usual value in every place. */
export function fillSample(text: string): string {
  return text.replace(/\{([a-z]+)\}/g, (all, placeholder: string) => SAMPLE[placeholder] ?? all)
}

function sampleIntake(): Intake {
  const intake = newIntake('en')
  const given = (value: string) => ({ value, words: null, messageSid: null, at: instant(0) })
  const [start, visit] = SLOTS
  return {
    ...intake,
    offer: [start, visit],
    visit: { ...visit, state: 'held', agreedAt: instant(0) },
    slots: { ...intake.slots, name: given('Dana Lee'), city: given('Springfield'), zip: given('62701') },
  }
}

function slotFrom(startMs: number) {
  return { start: instant(startMs), end: instant(startMs + 2 * HOUR_MS) }
}

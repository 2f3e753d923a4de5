import type { Reason } from '#core/decision.ts'
import type { Asked } from '#core/qualification/reading.ts'
import { smsSegments, toGsm } from '#core/values/sms-segments.ts'
import type { Instant } from '#core/values/instant.ts'
import type { Act, Placeholder } from './act.ts'
import type { BusinessFacts } from './business-facts.ts'
import type { Directive } from './directive.ts'
import type { Intake } from './intake.ts'
import { slotInWords, slotsInWords } from '#core/booking/slot-in-words.ts'
import { isPlainValue } from './plain-value.ts'
import { spokenName } from './spoken-name.ts'
import { wishInWords } from './plain-time.ts'
import type { Step } from './turn.ts'
import { verifyText } from './verify-text.ts'

/** A reply longer than this costs more than it tells (chosen; brief of the product: two segments). */
export const REPLY_SEGMENTS_MAX = 2

export type Worded = { text: string; acts: Act[]; asked: Asked | null; reasons: Reason[] }

type Part = { act: Act; asked: Asked | null }

type Sources = { step: Step; facts: BusinessFacts; directive: Directive; at: Instant; isNewName: boolean }

/** Said when no text of the directive could be filled truthfully. It states nothing but the receipt. */
const LAST_RESORT = {
  en: 'Thank you, we have your message.',
  es: 'Gracias, tenemos su mensaje.',
  fr: 'Merci, nous avons votre message.',
} as const

/**
 * Puts a step into one text of at most `REPLY_SEGMENTS_MAX` segments. Fuller wordings are tried first; one that cannot be filled, is
 * too long or does not pass the verifier gives way to a plainer one. Null when the step says nothing.
 */
export function wordReply(sources: Sources): Worded | null {
  const { step } = sources
  const lead: Part | null = step.lead === null ? null : { act: step.lead, asked: null }
  const parts = [lead, step.follow, step.extra].filter((part) => part !== null)
  const first = parts[0]
  if (first === undefined) return null
  const problems: Reason[] = []
  for (const wording of wordings(step, parts)) {
    const text = fillAll(wording, sources)
    if (text === null) continue
    const found = verifyText(text, sources.facts, step.intake)
    if (found.length === 0 && smsSegments(text).segments <= REPLY_SEGMENTS_MAX) return worded(text, wording, problems)
    if (found.length > 0) problems.push({ code: 'text_refused', facts: { act: first.act, problem: found.join('; ') } })
  }
  return { text: LAST_RESORT[step.intake.language], acts: [first.act], asked: null, reasons: [...problems, { code: 'last_resort' }] }
}

/** The whole, then the same without read-back, then without the last part, then each part alone, the weightier first. */
function wordings(step: Step, parts: Part[]): Part[][] {
  const plain = (list: Part[]) =>
    list.map((part) => (part.act === 'confirm-qualified' ? { ...part, act: 'confirm-qualified-plain' as const } : part))
  const shorter = parts.length > 2 ? parts.slice(0, -1) : []
  const alone = parts.map((part) => [part])
  const question = step.follow !== null && isMereThanks(step.lead) ? alone.toReversed() : alone
  return [parts, plain(parts), shorter, plain(shorter), ...question, ...question.map(plain)].filter((list) => list.length > 0)
}

/** Thanks can be left out; a safety line or an answer cannot. */
function isMereThanks(act: Act | null): boolean {
  return act === 'acknowledge' || act === 'acknowledge-request' || act === 'acknowledge-problem' || act === 'did-not-understand'
}

function worded(text: string, parts: Part[], reasons: Reason[]): Worded {
  const asked = parts.findLast((part) => part.asked !== null)?.asked ?? null
  return { text, acts: parts.map((part) => part.act), asked, reasons }
}

function fillAll(parts: Part[], sources: Sources): string | null {
  const filled = parts.map((part) => fill(part.act, sources))
  if (filled.some((text) => text === null)) return null
  return toGsm(filled.join(' '))
}

/** Null when a placeholder has no value: then this wording cannot be used. */
function fill(act: Act, sources: Sources): string | null {
  const template = sources.directive.texts[sources.step.intake.language][act]
  let missing = false
  const text = template.replace(/\{([a-z]+)\}/g, (_, placeholder: string) => {
    const value = valueOf(placeholder, act, sources)
    missing ||= value === null
    return value ?? ''
  })
  return missing ? null : text
}

function valueOf(placeholder: string, act: Act, sources: Sources): string | null {
  const { facts, directive, step } = sources
  const { language, acceptedBy } = step.intake
  // A word outside the list has no value, so a faulty directive cannot put braces into a text.
  switch (placeholder as Placeholder) {
    case 'business':
      return facts.businessName
    case 'owner':
      return facts.ownerName ?? directive.texts[language]['word-owner']
    case 'name':
      return nameToSay(act, sources)
    case 'phone':
      return facts.businessPhone
    case 'contact':
      return facts.businessPhone ?? facts.website
    case 'summary':
      return summary(sources)
    case 'answer':
      return step.answer
    case 'person':
      return acceptedBy
    case 'slots':
      return offerInWords(step.intake, facts)
    case 'slot':
      return visitInWords(step.intake, facts)
    default:
      return null
  }
}

/** Said when it is new and in the confirmation: a name in every line sounds like a machine. */
function nameToSay(act: Act, { step, isNewName }: Sources): string {
  const { name } = step.intake.slots
  const fits = act === 'confirm-qualified' || act === 'confirm-qualified-plain' || isNewName
  return fits && name !== null && isPlainValue('name', name.value) ? `, ${spokenName(name.value)}` : ''
}

function offerInWords({ offer, language }: Intake, { booking, timezone }: BusinessFacts): string | null {
  return offer === undefined || booking === null ? null : slotsInWords(offer, language, timezone, booking.tzdata)
}

function visitInWords({ visit, language }: Intake, { booking, timezone }: BusinessFacts): string | null {
  return visit === undefined || booking === null ? null : slotInWords(visit, language, timezone, booking.tzdata)
}

/** What was captured, read back so that a mistake is noticed at once. Only values that are plainly values. */
function summary({ step, directive, at }: Sources): string | null {
  const { language, slots, also } = step.intake
  const things = [slots.service?.value, ...(also ?? [])].flatMap((thing) =>
    thing === undefined ? [] : [directive.services[thing]?.[language]],
  )
  const street = slots.street !== null && isPlainValue('street', slots.street.value) ? slots.street.value : null
  const city = slots.city !== null && isPlainValue('city', slots.city.value) ? slots.city.value : null
  const zip = slots.zip !== null && isPlainValue('zip', slots.zip.value) ? slots.zip.value : null
  const wish = slots.preferredTime === null ? null : wishInWords(slots.preferredTime.value, language, at)
  const parts = [...things, street, city, zip, wish].filter((part) => typeof part === 'string')
  return parts.length === 0 ? null : parts.join(', ')
}

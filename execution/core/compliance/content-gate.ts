import type { ContentFault, ContentRules } from './content-rules.ts'
import type { ContentNeed } from './decision-table.ts'
import { foldName, shortName } from './sender-name.ts'
import type { SenderFacts } from './send-question.ts'

type ContentQuestion = {
  body: string
  /** The union of what the rows ask. */
  needs: ReadonlySet<ContentNeed>
  sender: Pick<SenderFacts, 'businessName' | 'mailingAddress' | 'businessPhone'>
  /** No text with name, automation and way out in the last 30 days. */
  introductionStale: boolean
  askedForOffer: boolean
}

/** The longest text that Twilio takes, in UTF-16 units (its error 21617, 2026). */
export const TEXT_UNITS_MAX = 1_600

/** Blanks, control characters and signs without width: what nobody sees on a phone. */
const UNSEEN = /[\s\p{Cc}\p{Cf}\p{Z}]/gu

/**
 * The first fault of a text's words as a reason code `content_<what>`, in the order of facts 6.5 step 9, after what the carrier would not take; null when there is none.
 * The brand counts as present in its plain spelling and shortened as our own texts shorten it.
 */
export function contentFault(question: ContentQuestion, rules: ContentRules): string | null {
  const { body, needs } = question
  if (body.replace(UNSEEN, '') === '') return 'content_empty'
  if (body.length > TEXT_UNITS_MAX) return 'content_over_1600'
  if (has('placeholder', body, rules)) return 'content_placeholder'
  if (needs.has('brand') && !namesBrand(body, question.sender.businessName)) return 'content_brand'
  const introduces = needs.has('stop_when_stale') && question.introductionStale
  if ((needs.has('ai_disclosure') || introduces) && !rules.aiDisclosure.test(body)) return 'content_ai_disclosure'
  if ((needs.has('stop') || introduces) && !rules.stop.test(body)) return 'content_stop'
  if (needs.has('french') && !rules.frenchStop.test(body)) return 'content_french'
  if (needs.has('t_id') && !identifies(body, question.sender, rules)) return 'content_t_id'
  if (has('shortener', body, rules)) return 'content_shortener'
  if (has('insecure_link', body, rules)) return 'content_link'
  return needs.size === 0 ? null : wordFault(question, rules)
}

/** The business's own name and address are not what the text says: a firm may be called Discount Plumbing, or live in Beer Street. */
function wordFault(question: ContentQuestion, rules: ContentRules): string | null {
  const { needs, sender } = question
  const [name, address] = [sender.businessName, sender.mailingAddress]
  let words = question.body
  for (const own of [name, name === null ? null : shortName(name), address]) if (own) words = words.replaceAll(own, ' ')
  if (needs.has('no_link') && has('link', words, rules)) return 'content_link'
  if (has('shaft', words, rules)) return 'content_shaft'
  const offers = needs.has('no_offer') || (needs.has('no_offer_unasked') && !question.askedForOffer)
  if (offers && has('offer', words, rules)) return 'content_offer'
  if (needs.has('no_price') && has('price', words, rules)) return 'content_price'
  if (needs.has('no_emoji') && has('emoji', words, rules)) return 'content_emoji'
  return null
}

/** Canada's identification: a page behind an https link, or the mailing address with a phone number in the text itself (facts 6.6, T-ID). */
function identifies(body: string, sender: ContentQuestion['sender'], rules: ContentRules): boolean {
  if (rules.infoLink.test(body)) return true
  const phone = sender.businessPhone === null ? rules.phoneLike.test(body) : digits(body).includes(digits(sender.businessPhone).slice(-10))
  const address = sender.mailingAddress === null ? rules.addressLike.test(body) : foldName(body).includes(foldName(sender.mailingAddress))
  return phone && address
}

/** True when a text names the business, in its plain spelling or shortened; a name that is null is not asked for. */
export function namesBrand(body: string, name: string | null): boolean {
  if (name === null || body.startsWith(name) || body.startsWith(shortName(name))) return true
  const folded = ` ${foldName(body)} `
  return [name, shortName(name)].some((spelling) => {
    const wanted = foldName(spelling)
    return wanted === '' ? body.includes(spelling) : folded.includes(` ${wanted} `)
  })
}

/** A rule that is not there counts as broken. */
function has(fault: ContentFault, body: string, rules: ContentRules): boolean {
  return rules.patterns.get(fault)?.test(body) ?? true
}

function digits(text: string): string {
  return text.replace(/\D/g, '')
}

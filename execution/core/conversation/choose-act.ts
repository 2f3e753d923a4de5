import type { Question } from '#core/qualification/next-question.ts'
import type { Instant } from '#core/values/instant.ts'
import type { Act } from './act.ts'
import { asksHowLong, asksPrice, fittingAnswers } from './asked-about.ts'
import type { BusinessFacts } from './business-facts.ts'
import type { Directive } from './directive.ts'
import type { Intake } from './intake.ts'
import type { News } from './take-in.ts'

/** All that a turn is decided on. */
export type Situation = { intake: Intake; news: News; facts: BusinessFacts; directive: Directive; at: Instant }

/** An acknowledgement is superfluous before a confirmation; an answer is not. */
export function answerOrNull(lead: Act): Act | null {
  return lead === 'acknowledge' || lead === 'acknowledge-request' || lead === 'acknowledge-problem' || lead === 'smalltalk' ? null : lead
}

/** A burst that was read as asking for a price. */
export function quoteAct(situation: Situation): Act {
  return asksHowLong(situation.news.answer?.body ?? '') ? questionAct(situation) : priceAct(situation)
}

/** Prices are said only in the owner's approved words. */
function priceAct(situation: Situation): Act {
  return approvedAnswer(situation) === null ? 'answer-quote' : 'answer-known'
}

/** A price that is asked for or claimed on the way is not passed over: silence would sound like a yes. */
export function priceOnTheWay(situation: Situation): Act | null {
  const { news } = situation
  return news.answer !== null && asksPrice(news.answer.body) ? priceAct(situation) : null
}

/** What the owner approved for this question, what we may say ourselves, or that the owner will answer it. */
export function questionAct(situation: Situation): Act {
  return priceOnTheWay(situation) ?? askedOnTheWay(situation) ?? (approvedAnswer(situation) === null ? 'answer-question' : 'answer-known')
}

/** A question beside an answer ("14 Oak St. Do I have to be home?") is heard too; null when there is none. */
export function askedOnTheWay(situation: Situation): Act | null {
  const { intake, news } = situation
  if (news.asks === null) return null
  if (news.asks === 'trust') return helpAct(situation.facts)
  if (news.asks === 'why' && intake.status === 'open' && intake.asked !== null) return 'answer-why-asked'
  if (approvedAnswer(situation) !== null) return 'answer-known'
  if (news.asks === 'photo') return 'answer-photo'
  if (news.asks === 'safety') return 'answer-safety'
  return news.topic === 'book' && news.changed.length > 0 ? 'acknowledge-question' : 'answer-question'
}

/** The owner's own words about what this burst asks, or null. */
export function approvedAnswer({ intake, news, facts }: Situation): string | null {
  if (news.answer === null || facts.answersAllowed.length === 0) return null
  const place = news.topic === 'question' && (news.changed.includes('city') || news.changed.includes('zip'))
  const asked = {
    quote: news.topic === 'quote',
    place,
    service: news.service ?? intake.slots.service?.value ?? null,
    language: intake.language,
  }
  return fittingAnswers(news.answer.body, facts.answersAllowed, asked)?.join(' ') ?? null
}

const ABOUT_WORK: readonly News['topic'][] = ['book', 'emergency_help', 'quote', 'question', 'smalltalk']

/** Said once and before anything is asked: nobody waits for a business that does not do this work. */
export function isNoWorkOfOurs({ intake, news }: Situation): boolean {
  const isKnown = intake.notOffered !== null && intake.notOffered !== undefined
  return isKnown && intake.status === 'open' && ABOUT_WORK.includes(news.topic) && !intake.handedOver.includes('not-offered')
}

/** Sympathy for a trouble, plain thanks for a wish; said once. */
export function thanksFor({ intake, news }: Situation): Act {
  const isSaid = (intake.timesSaid['acknowledge-problem'] ?? 0) + (intake.timesSaid['acknowledge-request'] ?? 0) > 0
  if (!news.changed.includes('problem') || isSaid) return 'acknowledge'
  return intake.urgency === 'urgent' || intake.urgency === 'emergency' ? 'acknowledge-problem' : 'acknowledge-request'
}

/** Where a job seeker is sent: to the phone, when there is one. */
export function jobSeekerAct(facts: BusinessFacts): Act {
  return facts.businessPhone === null ? 'close-job-seeker-no-phone' : 'close-job-seeker'
}

/** HELP must name a way to reach the business, when there is one. */
export function helpAct(facts: BusinessFacts): Act {
  return facts.businessPhone === null && facts.website === null ? 'answer-help-no-contact' : 'answer-help'
}

/** The safety line comes first and once; then that the owner was paged; later, who accepted or that the new words went the same way. */
export function emergencyLead(intake: Intake, news: News, isFirst: boolean): Act {
  if (news.safety && (intake.timesSaid['emergency-safety'] ?? 0) === 0) return 'emergency-safety'
  if (isFirst) return 'emergency-paged'
  return notedOrAccepted(intake)
}

/** By whom the emergency was accepted is said once, by the text of the acceptance itself when there was one; later words are passed on. */
export function notedOrAccepted({ acceptedBy, timesSaid }: Intake): Act {
  const isSaid = (timesSaid['emergency-accepted'] ?? 0) + (timesSaid['emergency-calling'] ?? 0) > 0
  return acceptedBy === null || isSaid ? 'emergency-noted' : 'emergency-accepted'
}

/** "Hello" needs no "you're welcome", only the question; an answer that brought nothing needs no thanks. */
export function beforeQuestion(lead: Act, question: Question, { intake, news }: Situation): Act | null {
  if (lead === 'smalltalk') return null
  if (lead !== 'acknowledge') return lead
  if (news.keptBack && news.changed.length === 0) return 'fine-without'
  if (news.remark) return 'note-words'
  if (news.changed.length > 0) return lead
  if (intake.asked === null) return null
  // "I want an appointment" was understood, only not yet for what.
  return question.asked === intake.asked && question.asked !== 'problem' ? 'did-not-understand' : lead
}

/** What an act becomes when the owner has the lead already: nothing is asked, so nothing is thanked for as if it were. */
export function afterwardsAct({ news }: Situation, lead: Act): Act | null {
  switch (lead) {
    case 'answer-question':
    case 'answer-why-asked':
    case 'acknowledge-question':
      return 'question-passed-on'
    case 'acknowledge':
    case 'acknowledge-request':
    case 'acknowledge-problem':
    case 'note-words':
      if (news.changed.length > 0 || news.remark) return 'update-noted'
      return news.bare ? null : 'already-passed-on'
    case 'smalltalk':
      if (news.changed.length > 0) return 'update-noted'
      if (news.thanks) return 'smalltalk'
      return news.bare ? null : 'already-passed-on'
    default:
      return lead
  }
}

const PASSES_WORDS_ON: readonly (Act | null)[] = [
  'acknowledge-existing-job',
  'question-passed-on',
  'update-noted',
  'emergency-noted',
  'emergency-accepted',
]

/** Acts that tell the customer that their words went to the owner; then they must. */
export function passesWordsOn(act: Act | null): boolean {
  return PASSES_WORDS_ON.includes(act)
}

import { isCrisis } from '#core/conversation/crisis-words.ts'
import type { Intent, PreferredTime, Reading, ReadingContext, SpannedField } from '#core/qualification/reading.ts'
import { answeredWish } from './answered-wish.ts'
import type { Choice } from './choice.ts'
import { detectLanguage } from './detect-language.ts'
import type { Mention } from './find-correction.ts'
import { nameChoice } from './name-choice.ts'
import type { NameText } from './name-view.ts'
import { readAffirm } from './read-affirm.ts'
import { readCity } from './read-city.ts'
import { impliedService } from './implied-service.ts'
import { isNobody, overlap } from './is-nobody.ts'
import { readIntent, readIntentCues, STILL_WANTS } from './read-intent.ts'
import { readName } from './read-name.ts'
import { readPhones } from './read-phone.ts'
import { findTimes, wishByRules } from './read-preferred-time.ts'
import type { FoundTimes } from './read-preferred-time.ts'
import { readService } from './read-service.ts'
import { readStreet } from './read-street.ts'
import { readByRules, readUrgency } from './read-urgency.ts'
import { readZip } from './read-zip.ts'
import { repair } from './repair-word.ts'
import { readScope } from './scope.ts'
import { CALM_INTENTS, giveOpinion } from './second-opinion.ts'
import type { CalmIntent, SecondOpinion } from './second-opinion.ts'
import type { FeatureInput } from './text-features.ts'
import { takesBackTime, withNewTime } from './taken-back-time.ts'
import { tokenize } from './tokenize.ts'
import { chooseName } from './trained-choices.ts'
import { withUnitBehindTown } from './unit-behind-town.ts'
import { wishChoice } from './wish-choice.ts'
import type { TimedText } from './wish-choice.ts'
import { writtenWords } from './written-words.ts'

/**
 * Reads one customer text: what it wants, how soon, and the particulars in it, in English, Spanish, French or a mixture. Deterministic and
 * total: the same text and context always read the same, and no string makes it throw. Labels mean what `docs/reference-labels.md` says.
 * `secondOpinion` is another than ours only where the evaluation measures what it is worth. `mayOptOut` is false when the reader of opt-outs
 * is certain that nobody asks for an end.
 */
export function readText(
  text: string,
  context: ReadingContext,
  secondOpinion: (input: FeatureInput) => SecondOpinion = giveOpinion,
  mayOptOut = true,
): Reading {
  const found = findByRules(text, context)
  return settle(found, secondOpinion(found.seen), mayOptOut)
}

/** Everything the rules find in a text, and what the second opinion may see of it. */
export function findByRules(text: string, context: ReadingContext) {
  const tokenized = tokenize(text, repair)
  const { tokens, original, folded } = tokenized
  const language = detectLanguage(tokens, original)
  const scope = readScope(tokens)
  const words = writtenWords(original, folded)
  const phones = readPhones(folded)
  const street = readStreet(original, folded, words, phones.all, context)
  const zip = readZip(original, folded, street === null ? phones.all : [...phones.all, street], context)
  const town = readCity(original, folded, words, street, zip)
  // `María de los Ángeles`, as the answer to the name question, is no place.
  const places = [...phones.all, street, zip, context.asked === 'name' && street === null && zip === null ? null : town]
  const taken = places.filter((place) => place !== null)
  const name = readName(original, folded, words, taken, context)
  const nameText: NameText = { original, folded, words, taken: taken.filter((place) => place !== town), town, byRules: name, context }
  const named = name === null ? taken : [...taken, name]
  const service = readService(tokens, context.trade)
  const cues = readIntentCues(tokenized, scope)
  const urgency = readByRules(tokens, scope, context, service !== null, cues.has('request') || cues.has('symptom'))
  const hasPlace = taken.length > 0 || name !== null
  const evidence = {
    cues,
    isEmergency: urgency.urgency === 'emergency',
    hasNeed: urgency.hasNeed,
    hasService: service !== null,
    resolved: urgency.resolved,
    hasPlace,
    hasSlot: hasPlace,
    affirm: null,
  }
  // Long runs of blanks say nothing and would only cost the patterns time; offsets are not needed for the intent.
  const gist = { ...tokenized, folded: folded.replace(/\s+/g, ' ').trim() }
  const times = findTimes(tokenized, named, language, context)
  const movesTime = takesBackTime(tokenized, times.groups)
  const firstIntent = readIntent(gist, evidence, context)
  const wish = wishByRules(times, firstIntent, context)
  const affirm = readAffirm(tokens, context, wish !== null)
  const calmEvidence = { ...evidence, isEmergency: false, hasSlot: hasPlace || wish !== null, affirm }
  const said = readIntent(gist, calmEvidence, context)
  // `sorry wrong number 773-555-0109` corrects a number of the writer's own.
  const corrects = said === 'wrong_number' && phones.chosen !== null && CORRECTS_NUMBER.test(folded.slice(0, phones.chosen.start))
  const calmIntent = corrects ? 'book' : said
  const rules = {
    calmIntent,
    urgency,
    evidence: calmEvidence,
    scope,
    context,
    hasName: name !== null,
    hasWish: wish !== null,
    isQuestion: text.includes('?'),
    words: tokens.length,
  }
  const seen = { tokens, scope, context, isQuestion: text.includes('?'), rules }
  return {
    seen,
    gist,
    corrects,
    movesTime,
    fields: { service, street, zip, callbackPhone: phones.chosen },
    located: street === null ? null : withUnitBehindTown(original, folded, street, [town, zip]),
    town,
    namesAs: (intent: Intent) => nameChoice(nameText, intent),
    timesAs: (intent: Intent): TimedText =>
      timedText(times, intent === firstIntent ? wish : wishByRules(times, intent, context), seen, intent),
    affirm,
    language,
  }
}

type Found = ReturnType<typeof findByRules>

function timedText(times: FoundTimes, byRules: Mention<PreferredTime> | null, { context, scope }: FeatureInput, intent: Intent): TimedText {
  return { ...times, byRules, intent, context, scope }
}

/** What a text wants and how soon, the second opinion weighed in. */
function judge({ seen, gist, corrects, movesTime }: Found, opinion: SecondOpinion, mayOptOut: boolean) {
  const { context, rules } = seen
  const weight = readUrgency(seen, opinion)
  const isEmergency = weight.urgency === 'emergency'
  const intent = isEmergency
    ? readIntent(gist, { ...rules.evidence, isEmergency }, context)
    : corrects || isCrisis(gist.original)
      ? rules.calmIntent
      : withNewTime(withTrouble(weighIntent(rules.calmIntent, opinion, mayOptOut), rules), movesTime)
  return { weight, intent }
}

/** Who a text may come from, for the trainer of that choice. */
export function namesIn(text: string, context: ReadingContext): Choice<string> {
  const found = findByRules(text, context)
  return found.namesAs(judge(found, giveOpinion(found.seen), true).intent)
}

/** When a visit may be wished in a text, for the trainer of that choice. */
export function wishesIn(text: string, context: ReadingContext): Choice<PreferredTime> {
  const found = findByRules(text, context)
  return wishChoice(found.timesAs(judge(found, giveOpinion(found.seen), true).intent))
}

function settle(found: Found, opinion: SecondOpinion, mayOptOut: boolean): Reading {
  const { seen, gist, fields, located: street, town, namesAs, timesAs, affirm, language } = found
  const { tokens, context, rules } = seen
  const { weight, intent } = judge(found, opinion, mayOptOut)
  const { cues, hasPlace } = rules.evidence
  const chosen = chooseName(namesAs(intent))
  const name = chosen === null || isNobody(chosen, { original: gist.original, street: fields.street, town, context }) ? null : chosen
  const city = name !== null && town !== null && overlap(town, name) ? null : town
  const preferredTime = intent === 'other' ? null : answeredWish(timesAs(intent))
  // `Tyrell` answers who they are, and is no tire.
  const named =
    fields.service !== null && name !== null && context.asked === 'name' && overlap(fields.service, name) ? null : fields.service
  const service = SERVICELESS.has(intent) ? null : (named ?? impliedService(tokens, weight, context.trade))
  const { zip, callbackPhone } = fields
  return {
    intent,
    ...settleUrgency(intent, {
      ...weight,
      hasSymptom: cues.has('symptom') || (fields.service !== null && (context.asked === null || context.asked === 'problem')),
      isAnswer:
        (context.asked !== null && context.asked !== 'problem') ||
        (fields.service === null && !cues.has('request') && (hasPlace || name !== null || preferredTime !== null)),
      stillWants: STILL_WANTS.test(gist.folded),
      isAsap: preferredTime !== null && 'asap' in preferredTime.value,
    }),
    service: service?.value ?? null,
    name: name?.value ?? null,
    street: street?.value ?? null,
    city: city?.value ?? null,
    zip: zip?.value ?? null,
    callbackPhone: callbackPhone?.value ?? null,
    preferredTime: preferredTime?.value ?? null,
    affirm,
    language,
    spans: spansOf({ service, name, street, city, zip, callbackPhone, preferredTime }),
  }
}

const CORRECTS_NUMBER = /\bwrong (?:number|phone|cell|one)\b[^a-z]*(?:its|it's|it is|is|use|the right one is|should be)?[^a-z]*$/

/** Opting out is a matter of rules that are written down; any other wish is what it sounds like most, the findings of the rules weighed in. */
function weighIntent(byRules: Intent, { intents }: SecondOpinion, mayOptOut: boolean): Intent {
  if (intents === null || (byRules === 'opt_out' && mayOptOut)) return byRules
  let chosen: CalmIntent = 'book'
  for (const intent of CALM_INTENTS) if (intents[intent] > intents[chosen]) chosen = intent
  return chosen
}

/** Orders to a machine beside a trouble take nothing away from the trouble. */
function withTrouble(intent: Intent, { calmIntent, evidence: { cues, hasService }, urgency }: Found['seen']['rules']): Intent {
  const isTold = hasService && (cues.has('symptom') || urgency.hasTrouble)
  return intent === 'other' && isTold && cues.has('injection') ? calmIntent : intent
}

/** Who writes for another reason asks for no service, whatever is named. */
const SERVICELESS = new Set<Reading['intent']>([
  'opt_out',
  'wrong_number',
  'job_seeker',
  'vendor_spam',
  'smalltalk',
  'other',
  'help',
  'bot_question',
])

type Weight = ReturnType<typeof readUrgency> & { hasSymptom: boolean; isAnswer: boolean; stillWants: boolean; isAsap: boolean }

/** What somebody wants bounds how soon: who wants no service has no urgency, and a plain answer carries none of its own. */
function settleUrgency(intent: Reading['intent'], weight: Weight): Pick<Reading, 'urgency' | 'safety'> {
  if (intent === 'emergency_help') return { urgency: 'emergency', safety: weight.safety }
  const calm = weight.urgency === 'emergency' ? 'urgent' : weight.urgency
  const trouble = weight.hasTrouble || weight.hasSymptom
  switch (intent) {
    case 'opt_out':
    case 'wrong_number':
    case 'job_seeker':
    case 'vendor_spam':
    case 'help':
    case 'smalltalk':
    case 'other':
    case 'cancel_appointment':
    case 'reschedule':
    case 'bot_question':
    case 'existing_job':
      return { urgency: 'none', safety: false }
    case 'question':
      return { urgency: weight.hasTrouble && !weight.resolved ? 'routine' : 'none', safety: false }
    case 'complaint':
    case 'human_please':
      return { urgency: weight.hasTrouble ? calm : 'none', safety: false }
    case 'book':
    case 'quote':
      return { urgency: bookUrgency(calm, weight, trouble), safety: false }
    default:
      return intent satisfies never
  }
}

function bookUrgency(calm: Reading['urgency'], weight: Weight, trouble: boolean): Reading['urgency'] {
  if (weight.isAnswer && !trouble) return weight.isAsap ? 'urgent' : 'none'
  if (weight.resolved) return weight.stillWants ? 'routine' : 'none'
  return calm
}

function spansOf(fields: Record<SpannedField, Mention<unknown> | null>): Reading['spans'] {
  const spans: Reading['spans'] = {}
  for (const [field, mention] of Object.entries(fields)) {
    // Object.entries widens the keys; they are exactly the spanned fields.
    if (mention !== null) spans[field as SpannedField] = [mention.start, mention.end]
  }
  return spans
}

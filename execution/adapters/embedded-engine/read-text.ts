import type { Reading, ReadingContext, SpannedField } from '#core/qualification/reading.ts'
import { COMMON_WORDS } from './common-words.ts'
import { detectLanguage } from './detect-language.ts'
import type { Mention } from './find-correction.ts'
import { GIVEN_NAMES, NAMES_ALSO_WORDS } from './given-names.ts'
import { AFFIRM_WORDS, readAffirm } from './read-affirm.ts'
import { readCity } from './read-city.ts'
import { INTENT_WORDS, readIntent, readIntentCues } from './read-intent.ts'
import { readName } from './read-name.ts'
import { readPhones } from './read-phone.ts'
import { readPreferredTime } from './read-preferred-time.ts'
import { SERVICE_WORDS, readService } from './read-service.ts'
import { readStreet } from './read-street.ts'
import { URGENCY_WORDS, readUrgency } from './read-urgency.ts'
import { readZip } from './read-zip.ts'
import { makeTypoRepair } from './repair-typo.ts'
import { SCOPE_WORDS, readScope } from './scope.ts'
import { tokenize } from './tokenize.ts'
import { TYPO_TARGETS } from './typo-targets.ts'
import { writtenWords } from './written-words.ts'

/**
 * Reads one customer text: what it wants, how soon, and the particulars in it, in English, Spanish, French or a mixture. Deterministic and
 * total: the same text and context always read the same, and no string makes it throw. Labels mean what `docs/reference-labels.md` says.
 */
export function readText(text: string, context: ReadingContext): Reading {
  const tokenized = tokenize(text, repair)
  const { tokens, original, folded } = tokenized
  const language = detectLanguage(tokens, original)
  const scope = readScope(tokens)
  const words = writtenWords(original, folded)
  const phones = readPhones(folded)
  const street = readStreet(original, folded, words, phones.all, context)
  const zip = readZip(original, folded, street === null ? phones.all : [...phones.all, street], context)
  const city = readCity(original, folded, words, street, zip)
  const taken = [...phones.all, street, zip, city].filter((place) => place !== null)
  const name = readName(original, folded, words, taken, context)
  const service = readService(tokens, context.trade)
  const cues = readIntentCues(tokenized, scope)
  const weight = readUrgency(tokens, scope, context, service !== null, cues.has('request'))
  const hasPlace = taken.length > 0 || name !== null
  const evidence = {
    cues,
    isEmergency: weight.urgency === 'emergency',
    hasNeed: weight.hasNeed,
    hasService: service !== null,
    resolved: weight.resolved,
    hasSlot: hasPlace,
    affirm: null,
  }
  const firstIntent = readIntent(tokenized, evidence, context)
  const preferredTime = readPreferredTime(tokenized, language, firstIntent, context)
  const affirm = readAffirm(tokens, context, preferredTime !== null)
  const intent = readIntent(tokenized, { ...evidence, hasSlot: hasPlace || preferredTime !== null, affirm }, context)
  const fields = { service, name, street, city, zip, callbackPhone: phones.chosen, preferredTime }
  return {
    intent,
    ...settleUrgency(intent, weight, hasPlace || preferredTime !== null),
    service: service?.value ?? null,
    name: name?.value ?? null,
    street: street?.value ?? null,
    city: city?.value ?? null,
    zip: zip?.value ?? null,
    callbackPhone: phones.chosen?.value ?? null,
    preferredTime: preferredTime?.value ?? null,
    affirm,
    language,
    spans: spansOf(fields),
  }
}

const KNOWN_WORDS = new Set([...COMMON_WORDS, ...GIVEN_NAMES, ...NAMES_ALSO_WORDS])
export const repair = makeTypoRepair(
  new Set([
    ...TYPO_TARGETS,
    ...INTENT_WORDS,
    ...SCOPE_WORDS,
    ...AFFIRM_WORDS,
    ...SERVICE_WORDS.flatMap((words) => [...words]),
    ...URGENCY_WORDS.flatMap((words) => [...words]),
  ]),
  KNOWN_WORDS,
)

/** What somebody wants bounds how soon: who wants no service has no urgency. */
function settleUrgency(
  intent: Reading['intent'],
  weight: ReturnType<typeof readUrgency>,
  hasSlot: boolean,
): Pick<Reading, 'urgency' | 'safety'> {
  if (intent === 'emergency_help') return { urgency: 'emergency', safety: weight.safety }
  const urgency = weight.urgency === 'emergency' ? 'urgent' : weight.urgency
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
      return { urgency: 'none', safety: false }
    case 'question':
      return { urgency: weight.hasNeed && urgency !== 'none' ? 'routine' : 'none', safety: false }
    case 'existing_job':
      return { urgency: 'none', safety: false }
    case 'book':
    case 'quote':
    case 'complaint':
    case 'human_please':
      return { urgency: urgency === 'routine' && hasSlot && !weight.hasNeed ? 'none' : urgency, safety: false }
    default:
      return intent satisfies never
  }
}

function spansOf(fields: Record<SpannedField, Mention<unknown> | null>): Reading['spans'] {
  const spans: Reading['spans'] = {}
  for (const [field, mention] of Object.entries(fields)) {
    // Object.entries widens the keys; they are exactly the spanned fields.
    if (mention !== null) spans[field as SpannedField] = [mention.start, mention.end]
  }
  return spans
}

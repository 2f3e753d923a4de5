import type { Intent, ReadingContext } from '#core/qualification/reading.ts'
import { INTENT_PHRASES } from './intent-phrases.ts'
import { phraseBook } from './phrase-book.ts'
import type { Scope } from './scope.ts'
import type { Tokenized } from './tokenize.ts'

export type Cue = keyof typeof INTENT_PHRASES

/** Which cues a text shows, without those denied where denial matters. */
export type IntentCues = { has: (cue: Cue) => boolean; count: (cue: Cue) => number; covered: (cue: Cue) => number }

const BOOK = phraseBook<Cue>(INTENT_PHRASES)
export const INTENT_WORDS = BOOK.words

/** Finds the cues once; the request cue is also needed to weigh urgency. */
export function readIntentCues(text: Tokenized, scope: Scope): IntentCues {
  const counts = new Map<Cue, number>()
  const covered = new Map<Cue, Set<number>>()
  for (const { label, from, to } of BOOK.find(text.tokens)) {
    if (DENIABLE.has(label) && scope.negated[from] === true) continue
    counts.set(label, (counts.get(label) ?? 0) + 1)
    const places = covered.get(label) ?? new Set<number>()
    for (let at = from; at < to; at++) places.add(at)
    covered.set(label, places)
  }
  return { has: (cue) => counts.has(cue), count: (cue) => counts.get(cue) ?? 0, covered: (cue) => covered.get(cue)?.size ?? 0 }
}

/** A denied cue of these says nothing: `not hiring`, `not a scam`. */
const DENIABLE = new Set<Cue>(['jobSeeker', 'vendorSpam', 'complaint', 'cancel', 'request', 'quote', 'crisis'])

export type IntentEvidence = {
  cues: IntentCues
  isEmergency: boolean
  hasNeed: boolean
  hasService: boolean
  resolved: boolean
  /** A name, place, number or time was read. */
  hasSlot: boolean
  affirm: boolean | null
}

/** One intent per text, the first of the list in `docs/reference-labels.md` that applies. */
export function readIntent(text: Tokenized, evidence: IntentEvidence, context: ReadingContext): Intent {
  const { cues, isEmergency } = evidence
  const words = text.tokens.length
  if (cues.has('tapback') && QUOTED.test(text.original)) return 'other'
  if (cues.has('crisis') && !CRISIS_JOKE.test(text.folded)) return 'other'
  if (isEmergency) return 'emergency_help'
  if (cues.has('auto') && AUTO_REPLY.test(text.folded)) return 'other'
  if (cues.has('optOut')) return 'opt_out'
  if (cues.has('wrongNumber') && !isWrongPart(text.folded)) return 'wrong_number'
  const outsider = readOutsider(text, evidence)
  if (outsider !== null) return outsider
  if (cues.has('humanPlease') && !isCourtesyCall(text.folded)) return 'human_please'
  if (cues.has('help') && !evidence.hasService) return 'help'
  if (cues.has('injection') && !evidence.hasService && !evidence.hasSlot) return 'other'
  return readCustomer(text, evidence, context, words)
}

const QUOTED = /["\u201c\u201d\u00ab]|(?:an image|una imagen|une image|a photo)/
const CRISIS_JOKE = /\b(?:bill|price|heat|ac|hvac|commute) (?:is|will|gonna|going to) kill|kill(?:ing)? me\b/
const AUTO_REPLY =
  /\b(?:driving|conduciendo|manejando|automat|auto.?reply|out of (?:the )?office|do not disturb|volant|conduis|absen|focus|silenced|sent from my|get back to you|unavailable|away from|fuera de|can'?t talk right now|in a meeting|not available right now|vacation until)/
const COURTESY_CALL =
  /\b(?:call|text)(?: me)? (?:when|before|once|if|on the way|as) (?:you|he|they|ur|the tech|your|someone|u|on|omw|otw)\b|\bi(?:'ll| will)? call\b|call you back|\bcall me (?!back|now|asap|please|at|on|today|tom|when|to|and|about|soon|later|after|before|any|right|immediately|with|first|instead|or|in|thx|thanks|pls|plz|whenever|tonight|this|i |if|as|mon|tue|wed|thu|fri|sat|sun|so|here|\d|$)[a-z]/

function isCourtesyCall(folded: string): boolean {
  return COURTESY_CALL.test(folded) && !/\b(?:can|could|please|pls|need|someone|want)\b.{0,16}\bcall\b/.test(folded)
}

/** `wrong part`, `the wrong address`: a customer after all. */
function isWrongPart(folded: string): boolean {
  return /\bwrong (?:part|size|address|street|zip|door|key|color|model|one|day|time|fluid|oil)\b/.test(folded)
}

/** Work seekers, sellers and those who ask whether we are a machine. */
function readOutsider(text: Tokenized, { cues, hasService, hasNeed, resolved }: IntentEvidence): Intent | null {
  const spam = cues.count('vendorSpam')
  const customer = (hasService && hasNeed) || cues.has('existingJob')
  if (cues.has('jobSeeker') && JOB.test(text.folded) && spam < 2) return 'job_seeker'
  if (spam >= 2 || (spam === 1 && (!customer || SURE_SPAM.test(text.folded)) && !CUSTOMER_QUESTION.test(text.folded) && !resolved))
    return 'vendor_spam'
  if (cues.has('botQuestion')) return 'bot_question'
  return null
}

const JOB =
  /\b(?:hiring|hire|job|jobs|position|resume|resumen|cv|apprentic\w*|experience|employment|work for you|openings?|journeyman|need (?:any )?(?:help|helpers?|guys|workers)|helpers?|apply\w*|intern\w*|trabajo|empleo|chamba|jale|vacante\w*|contrat\w+|experiencia|curriculum|ayudante\w*|emploi|embauch\w*|travail|poste|stage|candidature|recrut\w*|looking for work|subcontract\w*|join your|postuler|solicitud|trabajar)\b/
const SURE_SPAM =
  /https?:|www\.|bit\.ly|click|seo|google|leads\b|loan|funding|marketing|crypto|bitcoin|vote|senator|donate|gift card|extended .{0,12}warranty|clic|pret personnel|prestamo/
const CUSTOMER_QUESTION =
  /\b(?:do you (?:offer|have|do|take|accept|guys)|coupon|for my|is there|i have a|financing available|discount\?|ofrecen|offrez)\b/

function readCustomer(text: Tokenized, evidence: IntentEvidence, context: ReadingContext, words: number): Intent {
  const { cues, hasNeed, hasService, hasSlot, affirm, resolved } = evidence
  const answering = context.asked !== null
  if (answering && isPlainAnswer(evidence, words)) return 'book'
  if (cues.has('complaint') && !isMildComplaint(evidence, text.folded)) return 'complaint'
  if (cues.has('existingJob') && isAboutExisting(text.folded, evidence)) return 'existing_job'
  if (
    cues.has('reschedule') &&
    !(context.asked === 'confirm_slot' && !/resched|appointment|cita|rendez/.test(text.folded)) &&
    !(context.asked === 'time' && hasSlot)
  )
    return 'reschedule'
  if (cues.has('cancel') && !(affirm === true)) return 'cancel_appointment'
  if (resolved && cues.has('cancel')) return 'cancel_appointment'
  const asksPrice = cues.has('quote')
  if (asksPrice && !(cues.has('request') && WANTS_VISIT.test(text.folded) && !QUOTE_FIRST.test(text.folded))) return 'quote'
  if (cues.has('question') && isQuestion(text, evidence)) return 'question'
  if (affirm !== null) return 'book'
  if (hasNeed || hasService || hasSlot) return 'book'
  if (cues.has('request') && !cues.has('injection')) return 'book'
  if (cues.has('injection') || cues.has('misdirected')) return 'other'
  if (cues.has('thanks')) return answering && words <= ANSWER_WORDS_MAX && YES.test(text.folded) ? 'book' : 'smalltalk'
  if (YES.test(text.folded)) return 'book'
  if (cues.has('question')) return 'question'
  return answering && words > 0 && /[a-z]/.test(text.folded) ? 'book' : 'other'
}

const ANSWER_WORDS_MAX = 4
const YES = /^\s*(?:yes|yeah|yep|yup|sure|ok|okay|k|y|si|oui|ya|correct|claro|ouais|no|non|nope)\b[\s.!]*/
const WANTS_VISIT =
  /\b(?:come out (?:today|tomorrow|and fix|this)|appointment|schedule|book|send (?:someone|somebody|a)|available (?:today|tomorrow)|today|tomorrow|cita|manana|hoy|rendez)\b/
const QUOTE_FIRST = /\b(?:how much|price|quote|estimate|cost|cuanto|precio|presupuesto|combien|prix|soumission|estimation|cotiza\w+)\b/

/** A short answer to what was asked, whatever else its words could mean. */
function isPlainAnswer({ cues, hasSlot, affirm }: IntentEvidence, words: number): boolean {
  const loaded =
    cues.has('complaint') ||
    cues.has('existingJob') ||
    cues.has('cancel') ||
    cues.has('quote') ||
    cues.has('question') ||
    cues.has('reschedule')
  return (hasSlot || affirm !== null) && words <= PLAIN_ANSWER_WORDS_MAX && !loaded
}

const PLAIN_ANSWER_WORDS_MAX = 14

function isMildComplaint(evidence: IntentEvidence, folded: string): boolean {
  return evidence.cues.count('complaint') === 1 && (evidence.cues.has('request') || evidence.hasNeed) && !GRIEVANCE.test(folded)
}

const GRIEVANCE =
  /\b(?:you|your|yall|y'all|u|guys|tech|technician|he|they|company|plumber|charged?|refund|bill|scam|never|no[- ]?show|rude|review|complain\w*|cobr\w+|ustedes|tecnico|nadie|nunca|dinero|llego|vous|votre|technicien|personne|jamais|rembours\w*|facture|charge|venu|ripped|unacceptable|inaceptable|inacceptable)\b/

function isAboutExisting(folded: string, { hasNeed, cues }: IntentEvidence): boolean {
  if (cues.count('existingJob') >= 2) return true
  return !hasNeed || !cues.has('request') || OURS.test(folded)
}

const OURS =
  /\b(?:you|your|my appointment|tech|technician|invoice|receipt|permit|warranty|part|parts|eta|status|update|still coming|tecnico|cita|factura|garantia|pieza|technicien|rendez|facture|garantie|piece|permis|permiso|adjuster)\b/

function isQuestion(text: Tokenized, { cues, hasSlot }: IntentEvidence): boolean {
  if (ASKS_CAPABILITY.test(text.folded)) return true
  if (cues.has('request') && (hasSlot || WANTS_VISIT.test(text.folded))) return false
  return text.folded.includes('?') || QUESTION_STARTS.test(text.folded)
}

const ASKS_CAPABILITY =
  /\b(?:do|does) (?:you|u|y'?all|ya|anyone)\b(?! have (?:any(?:thing|one|body)?|some(?:one|thing)?|time|availab|an? (?:opening|slot|appointment)))|\bare (?:you|u|y'?all) (?:guys )?(?:open|licensed|insured|bonded|local|able|closed)|\bis it (?:safe|ok|okay|normal|dangerous|bad)|\bshould i\b|\bcan i (?:still|use|keep|drive|pay|turn|run|take)|\bhow long|\bhow often|\bwhat (?:areas?|hours|brands|time do you|forms)|\b(?:faites|desservez|acceptez|reparez|installez|offrez|prenez|travaillez|etes)[- ]vous|\best[- ]ce que (?:vous|c'est|je peux|je dois)|\bustedes (?:hacen|arreglan|trabajan|aceptan|cubren|atienden|instalan|tienen|reparan)|\b(?:aceptan|trabajan|cubren|atienden|hacen|tienen|abren|estan abiertos|es peligroso|es normal|es seguro|debo|puedo)\b/
const QUESTION_STARTS =
  /^\s*(?:hi|hello|hey|hola|bonjour|quick question|question)?[,!. ]*(?:do|does|can|could|is|are|what|when|where|which|who|why|how|will|would|should|que|cual|donde|cuando|quien|es|hay|est|quel|quelle|ou|quand|qui|pourquoi|comment)\b/

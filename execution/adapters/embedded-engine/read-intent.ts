import { isCrisis } from '#core/conversation/crisis-words.ts'
import type { Intent, ReadingContext } from '#core/qualification/reading.ts'
import { INTENT_PHRASES } from './intent-phrases.ts'
import { phraseBook } from './phrase-book.ts'
import type { Scope } from './scope.ts'
import type { Tokenized } from './tokenize.ts'

export type Cue = keyof typeof INTENT_PHRASES

/** Which cues a text shows, without those denied where denial matters. */
export type IntentCues = {
  has: (cue: Cue) => boolean
  count: (cue: Cue) => number
  covered: (cue: Cue) => number
  all: () => readonly Cue[]
}

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
  return {
    has: (cue) => counts.has(cue),
    count: (cue) => counts.get(cue) ?? 0,
    covered: (cue) => covered.get(cue)?.size ?? 0,
    all: () => [...counts.keys()],
  }
}

/** A denied cue of these says nothing: `not hiring`, `not a scam`. */
const DENIABLE = new Set<Cue>(['jobSeeker', 'vendorSpam', 'complaint', 'cancel', 'request', 'quote', 'crisis'])

export type IntentEvidence = {
  cues: IntentCues
  isEmergency: boolean
  hasNeed: boolean
  hasService: boolean
  resolved: boolean
  /** A place, number or name was read; `hasSlot` adds a time. */
  hasPlace: boolean
  hasSlot: boolean
  affirm: boolean | null
}

/** One intent per text, the first of the list in `docs/reference-labels.md` that applies. */
export function readIntent(text: Tokenized, evidence: IntentEvidence, context: ReadingContext): Intent {
  const { cues, isEmergency } = evidence
  const words = text.tokens.length
  if (cues.has('tapback') && QUOTED.test(text.original)) return 'other'
  if ((cues.has('crisis') && !CRISIS_JOKE.test(text.folded)) || isCrisis(text.original)) return 'other'
  if (isEmergency) return 'emergency_help'
  if (cues.has('auto') && !ASKS_FOR_CALL.test(text.folded) && AUTO_REPLY.test(text.folded)) return 'other'
  if (cues.has('optOut') && !TEXT_ONLY.test(text.folded) && !(cues.count('vendorSpam') >= 1 && OPT_OUT_FOOTER.test(text.folded)))
    return 'opt_out'
  if (cues.has('wrongNumber') && !isWrongPart(text.folded)) return 'wrong_number'
  const isInjection = cues.has('injection') && !evidence.hasNeed && !evidence.hasPlace
  if (isInjection && cues.count('vendorSpam') < 2) return 'other'
  const outsider = readOutsider(text, evidence)
  if (outsider !== null) return outsider
  if (cues.has('humanPlease') && !isCourtesyCall(text.folded)) return 'human_please'
  if (cues.has('help') && !evidence.hasService) return 'help'
  return readCustomer(text, evidence, context, words)
}

const QUOTED = /["\u201c\u201d\u00ab]|(?:an image|una imagen|une image|a photo)/
const CRISIS_JOKE = /\b(?:bill|price|heat|ac|hvac|commute) (?:is|will|gonna|going to) kill|kill(?:ing)? me\b/
/** The footer sellers must print. */
const OPT_OUT_FOOTER =
  /\b(?:reply|text|txt|responda|envie|repondez) (?:stop|end|quit|alto|arret|no)\b|\bto (?:opt out|unsubscribe|stop)\b|stop ?2 ?end|opt-?out$/
const AUTO_REPLY =
  /\b(?:driving|conduciendo|manejando|automat|auto.?reply|out of (?:the )?office|do not disturb|volant|conduis|absen|focus|silenced|not receiving notifications|balance is|free msg|sent from my|get back to you|unavailable|away from|fuera de|can'?t talk right now|in a meeting|not available right now|vacation until|thanks? (?:you )?for (?:contacting|calling|reaching|messaging|texting|your message)|business day|(?:currently|are|is|now) closed|not monitored|do not reply|no puedo hablar|reunion|boite vocale|call you later)/
/** `could you call me instead, I'm driving`: a wish, where an automatic reply only tells. */
const ASKS_FOR_CALL =
  /\b(?:can|could|would|will) (?:you|u|someone|somebody)(?: please| pls)? (?:just )?(?:call|ring|phone)\b|\b(?:please|pls|just) call me\b/
/** `do not call, text only`: the opposite of opting out. */
const TEXT_ONLY =
  /\b(?:don'?t|do not|no|never|stop) (?:call|calls|calling|ring|phone|llame|llamen|llamadas|appelez)\b[^.!]*(?:\b(?:just |only |please |pls )?text(?: me| only| instead| please| pls|$)|\b(?:mensajes?|textos?|mande|manden|textez|ecrivez)\b)(?! or\b)/
const COURTESY_CALL =
  /\b(?:call|text|txt|ring)(?: me| us)? (?:\d+ min\w* )?(?:when|before|once|if|on the way|as) (?:you|he|they|ur|the tech|your|someone|u|on|omw|otw)\b(?! (?:get|can|could|have))|\bi(?:'ll| will)? call\b|call you back|\bcall me (?!back|now|asap|please|at|on|today|tom|when|to|and|about|soon|later|after|before|any|right|immediately|with|first|instead|or|in|thx|thanks|pls|plz|whenever|tonight|this|i |if|as|mon|tue|wed|thu|fri|sat|sun|so|here|\d|$)[a-z]/

function isCourtesyCall(folded: string): boolean {
  if (
    /\b(?:service|house|trip|sales) calls?\b/.test(folded) &&
    !/\bcall/.test(folded.replace(/\b(?:service|house|trip|sales) calls?\b/g, ''))
  )
    return true
  return COURTESY_CALL.test(folded) && !/\b(?:can|could|please|pls|need|someone|want)\b.{0,16}\bcall\b/.test(folded)
}

/** `wrong part`, `the wrong address`: a customer after all. */
function isWrongPart(folded: string): boolean {
  return /\bwrong (?:postal|code|unit|apt|apartment|name|spelling|email|cell|house|stop|part|size|address|street|zip|door|key|color|model|one|day|time|fluid|oil)\b/.test(
    folded,
  )
}

/** Work seekers, sellers and those who ask whether we are a machine. */
function readOutsider(text: Tokenized, { cues, hasService, hasNeed, resolved }: IntentEvidence): Intent | null {
  const spam = cues.count('vendorSpam')
  const customer = (hasService && hasNeed) || cues.has('existingJob')
  const asksForSlot = hasService && OPENINGS.test(text.folded) && !JOB.test(text.folded.replace(/\bopenings?\b/g, ''))
  if (cues.has('jobSeeker') && JOB.test(text.folded) && spam < 2 && !asksForSlot) return 'job_seeker'
  if (spam >= 2 || (spam === 1 && (!customer || SURE_SPAM.test(text.folded)) && !CUSTOMER_QUESTION.test(text.folded) && !resolved))
    return 'vendor_spam'
  if (cues.has('botQuestion')) return 'bot_question'
  return null
}

/** `any openings this week for a drain cleaning` */
const OPENINGS = /\bopenings? (?:\w+ ){0,3}(?:for|to)\b/
const JOB =
  /\b(?:hiring|hire|job|jobs|position|resume|resumen|cv|apprentic\w*|experience|employment|work for you|openings?|journeyman|need (?:any )?(?:help(?! with)|helpers?|guys|workers)|helpers?|tools|apply\w*|intern\w*|trabajo|empleo|chamba|jale|vacante\w*|contrat\w+|experiencia|curriculum|ayudante\w*|emploi|embauch\w*|travail|postes?|stage|help wanted|wanted ad|looking for (?:any |some )?(?:help|workers|guys)|candidature|recrut\w*|looking for work|subcontract\w*|join your|postuler|solicitud|trabajar|cherchez|recherchez|apprenti\w*|compagnons?|vacantes?|puestos?|applications?|join|taking on)\b/
const SURE_SPAM =
  /https?:|www\.|bit\.ly|click|seo|google|leads\b|loan|funding|marketing|crypto|bitcoin|vote|senator|donate|gift card|extended .{0,12}warranty|clic|pret personnel|prestamo/
const CUSTOMER_QUESTION =
  /\b(?:do you (?:offer|have|do|take|accept|guys)|coupon|for my|is there|i have a|financing available|discount\?|ofrecen|offrez)\b/

function readCustomer(text: Tokenized, evidence: IntentEvidence, context: ReadingContext, words: number): Intent {
  const { cues, affirm, hasSlot } = evidence
  if (context.asked !== null && isPlainAnswer(evidence, words)) return 'book'
  if (cues.has('complaint') && !isMildComplaint(evidence, text.folded)) return 'complaint'
  const changes = CHANGES_VISIT.test(text.folded)
  if (PRAISE.test(text.folded) && !text.folded.includes('?') && !cues.has('request') && !cues.has('cancel') && context.asked === null)
    return 'smalltalk'
  if (cues.has('existingJob') && !changes && !ABOUT_THE_FIRM.test(text.folded) && isAboutExisting(text.folded, evidence))
    return 'existing_job'
  const countering = (context.asked === 'confirm_slot' && !NAMES_VISIT.test(text.folded)) || (context.asked === 'time' && hasSlot)
  if (cues.has('reschedule') && !countering) return 'reschedule'
  if (cues.has('cancel') && affirm !== true && !OTHERS_CANCELLED.test(text.folded) && !STILL_WANTS.test(text.folded))
    return 'cancel_appointment'
  if (cues.has('quote') && !NOT_MONEY.test(text.folded) && !(wantsVisit(evidence, text.folded) && !QUOTE_FIRST.test(text.folded)))
    return 'quote'
  if ((cues.has('question') || QUESTION_STARTS.test(text.folded)) && isQuestion(text, evidence)) return 'question'
  return readRemainder(text, evidence, context, words)
}

const CHANGES_VISIT =
  /\b(?:(?:cambiar|mover|pasar|change|move|switch|push|changer|deplacer|decaler|reporter) (?:mi|la|my|our|the|mon|notre|le|it)\b|cancel\w*|cancela\w*|annul\w*|re-?schedul\w*|reagendar|postpone|deplacer|receduler)\b/
/** Where the firm is, what the law asks: nothing of a job under way. */
const ABOUT_THE_FIRM = /\b(?:located|based|how far do|do (?:i|we) need a permit|your (?:office|shop|store|hours)|how far (?:do|will|can))\b/
const NAMES_VISIT = /resched|appointment|appt|cita|rendez/
/** The trouble is over but the wish is not. */
export const STILL_WANTS =
  /\b(?:still|also|would|but|todavia|encore|pero|mais|tho|just) (?:\w+ ){0,2}(?:need|want|like|love|have it|necesito|quiero|quisiera|ocupo|besoin|voudrais|aimerais|faut)\b|\bwant (?:to make sure|it checked|someone to)\b/
const OTHERS_CANCELLED = /\bcancel (?:my|the|with(?: the)?|our) (?:other|another|old)\b/
const NOT_MONEY = /\bhow much (?:longer|time|notice|warning|water|room|space|damage)\b/

function wantsVisit({ cues }: IntentEvidence, folded: string): boolean {
  return cues.has('request') && WANTS_VISIT.test(folded)
}

/** No special wish was found: a need, an answer, a courtesy, or nothing we know. */
function readRemainder(text: Tokenized, evidence: IntentEvidence, context: ReadingContext, words: number): Intent {
  const { cues, hasNeed, hasService, hasSlot, affirm } = evidence
  const answering = context.asked !== null
  if (affirm !== null) return 'book'
  const praises = PRAISE.test(text.folded) || (THANKS.test(text.folded) && !cues.has('symptom'))
  if (cues.has('thanks') && praises && !cues.has('request') && !answering) return 'smalltalk'
  if (cues.has('misdirected') && !hasService && !answering) return 'other'
  if (hasNeed || hasService || hasSlot || cues.has('symptom')) return 'book'
  if (cues.has('request') && !cues.has('injection')) return 'book'
  if (cues.has('injection')) return 'other'
  if (cues.has('thanks')) return answering && words <= ANSWER_WORDS_MAX && YES.test(text.folded) ? 'book' : 'smalltalk'
  if (OWN_PARTICULARS.test(text.folded)) return 'book'
  if (YES.test(text.folded) || AVAILABLE.test(text.folded) || COURTESY_CALL.test(text.folded)) return 'book'
  if (cues.has('question') || (QUESTION_STARTS.test(text.folded) && text.folded.includes('?') && words >= QUESTION_WORDS_MIN))
    return 'question'
  return answering && words > 0 && LETTERS.test(text.folded) ? 'book' : 'other'
}

const QUESTION_WORDS_MIN = 3
const OWN_PARTICULARS =
  /\b(?:my|mi|mon|ma|our) (?:new |other |best |cell )?(?:number|cell|phone|name|address|zip|email|numero|celular|nombre|direccion|telefono|adresse|nom|cell|courriel)\b/
const LETTERS = /[a-z]/
const THANKS = /\b(?:thanks|thank you|thx|ty|gracias|merci)\b/
const PRAISE =
  /\btell (?:him|her|them) thanks\b|\byou(?:'re|r| are| guys| all| guys are|se)* (?:the best|awesome|amazing|great|rock)\b|\b(?:thanks|thank you|gracias|merci) (?:for|por|pour)\b|\b(?:great|good|awesome|amazing|excellent|fantastic|wonderful) (?:job|work|service|guys)\b|\bdid (?:a )?(?:great|good|awesome|amazing)|\bwas (?:great|awesome|amazing|wonderful|super)/

const ANSWER_WORDS_MAX = 4
/** `anytime`, `I'm flexible`: an answer about time without a time. */
const AVAILABLE =
  /^[^a-z]*(?:(?:its|it's|i am|i'?m|im|we are|we'?re|yes|yeah|ok|sure|honestly|really|pretty|pretty much|just|home|free|around|here|available|open|good|totally|any|soy|estoy|je suis|moi),? )*(?:any ?time|any ?day|when ?ever|wherever works|flexible|all day|all week|dealers? choice|your call|up to (?:you|u)|you (?:pick|choose|tell me)|what ?ever (?:works|is|time|day|you)|no preference|does ?n.?t matter|don.?t care|cualquier (?:dia|hora|momento|rato)|a cualquier hora|cuando (?:quieran|puedan|sea|gusten|usted(?:es)?)|todo el dia|me da igual|n'?importe quand|quand (?:vous|tu) (?:voulez|pouvez|veux|peux)|toute la journee|peu importe)\b/
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

/** Asks something, rather than for somebody. */
function isQuestion(text: Tokenized, { cues, hasSlot }: IntentEvidence): boolean {
  if (ASKS_CAPABILITY.test(text.folded) || SPANISH_PLURAL_QUESTION.test(text.folded)) return !ASKS_TO_COME.test(text.folded)
  if (ASKS_COVERAGE.test(text.folded) && text.folded.includes('?') && !cues.has('symptom')) return true
  if (ASKS_TO_COME.test(text.folded)) return false
  if (cues.has('request') && (hasSlot || cues.has('symptom') || WANTS_VISIT.test(text.folded))) return false
  return text.folded.includes('?') || QUESTION_STARTS.test(text.folded)
}

/** `¿limpian canaletas?`: the house addressed by the verb alone. */
const SPANISH_PLURAL_QUESTION =
  /^[^a-z]*(?:hola|buenas|buenos dias|buenas tardes)?[ ,]*(?!pueden|podrian|vienen|quieren)[a-z]{3,}(?:an|en) [^?]*\?/
const ASKS_COVERAGE =
  /\b(?:you|u|ya|y'?all)(?: guys| all)?(?: ever| even| also)? (?:come out|come|go|go out|travel|drive|get out|make it)(?: all the way)? (?:to|as far as|into|over to|up to|down to) (?!(?:my|our|the house|me|us|fix|look|check|see)\b)/
const ASKS_TO_COME =
  /\b(?:can|could|will|would) (?:you|u|someone|somebody|anyone|y'?all)(?: guys)?(?: please| pls)? \w+ (?:at |out |up )?(?:my|our|this)\b|\b(?:can|could|would|will|is there|are there|do(?= \w+ have)) (?:you|u|someone|somebody|anyone|any ?one|y'?all|i|we)(?: guys)?(?: please| maybe| possibly)? (?:who (?:can|could) |that (?:can|could) |get |have |send |available |free |able to )?(?:come|send|stop by|look at|take a look|fit me|squeeze|someone|get someone|out)|\bwhen (?:can|could) (?:you|u|someone|somebody)|\b(?:pueden|puede|podrian|podria|pourriez|pouvez)[ -](?:vous )?(?:venir|mandar|pasar|envoyer|passer)/
const ASKS_CAPABILITY =
  /\bhave (?:a|one|another|a quick|a \w+) questions?\b|\bhow (?:do|can|would) (?:i|we|you)\b|\bdo (?:i|we) (?:have|need)\b|\bcomo (?:puedo|hago|le hago)\b|\bcomment (?:je|on|faire|fermer)\b|\b(?:do|does) (?:you|u|y'?all|ya|anyone)\b(?! have (?:any(?:thing|one|body)?|some(?:one|thing)?|time|availab|an? (?:opening|slot|appointment)))|\bare (?:you|u|y'?all) (?:guys )?(?:open|licensed|insured|bonded|local|able|closed)|\bis it (?:safe|ok|okay|normal|dangerous|bad)|\bshould i\b|\bcan i (?:still|use|keep|drive|pay|turn|run|take)|\bhow long|\bhow often|\bwhat (?:areas?|hours|brands|time do you|forms)|\b(?:faites|desservez|acceptez|reparez|installez|offrez|prenez|travaillez|etes)[- ]vous|\best[- ]ce que (?:vous|c'est|je peux|je dois)|\bustedes (?:hacen|arreglan|trabajan|aceptan|cubren|atienden|instalan|tienen|reparan)|\b(?:aceptan|trabajan|cubren|atienden|hacen|tienen|abren|estan abiertos|es peligroso|es normal|es seguro|debo|puedo)\b/
const QUESTION_STARTS =
  /^\s*(?:hi|hello|hey|hola|bonjour|quick question|question)?[,!. ]*(?:do|does|can|could|is|are|what|when|where|which|who|why|how|will|would|should|am|y'?all \w+|(?:you|u|ya)(?: guys| all)? (?:come|work|do|go|service|take|accept|offer|cover|fix|handle|have|sell|open|carry|travel))\b|^\s*if (?:the|my|a|it|i) .* (?:will|would|does|should) (?:it|i|we|that)\b|^[^?]*\b(?:que|cual|donde|cuando|quien|es|hay|quel|quelle|ou|quand|qui|pourquoi|comment|cuales|como)\b[^?]*\?/

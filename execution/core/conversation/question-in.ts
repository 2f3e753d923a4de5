import { plainSpelling } from './plain-spelling.ts'

/** What somebody asks on the way: whether we are who we say, why we want to know, whether they are safe, whether pictures are welcome, or anything else that the owner knows. */
export type QuestionKind = 'trust' | 'why' | 'safety' | 'photo' | 'other'

/** Which of several is answered: the first of these. */
export const QUESTION_ORDER: readonly QuestionKind[] = ['safety', 'trust', 'why', 'photo', 'other']

/**
 * The question in a customer's words, or null: a wish for a visit, a greeting and a proposed time are none. `timeWords` are the words that
 * were read as a time; a sentence about them settles the time and asks nothing. Judged by the words alone, because people who text leave
 * out the question mark and engines take the rest of the text for an answer.
 */
export function questionIn(words: string, timeWords: string | null = null): QuestionKind | null {
  const time = timeWords === null ? null : plainSpelling(timeWords)
  const sentences = words.split('\n').flatMap((line) => plainSpelling(line).match(/[^.?!;]+[.?!;]*/g) ?? [])
  // "14 Oak St, do I have to be home?": the question may be one clause of several.
  const pieces = sentences.flatMap((sentence) => [sentence, ...(sentence.includes(',') ? sentence.split(',') : [])])
  const kinds = pieces.map((piece) => kindOf(piece.replace(FILLERS, ''), time))
  return QUESTION_ORDER.find((kind) => kinds.includes(kind)) ?? null
}

const FILLERS =
  /^[\s,¿¡(]*(?:(?:so|and|fine|but|ok|okay|well|wait|hey|hi|hello|also|oh|um|uh|yeah|yes|no|thanks|thank you|lol|sorry|just|one (?:more )?(?:thing|question)|quick question|btw|y|pero|oye|oiga|hola|bueno|buenas|tambien|gracias|pis|puis|mais|et|bonjour|salut|merci|aussi)\b[\s,:¿¡-]*)*/

function kindOf(sentence: string, time: string | null): QuestionKind | null {
  if (PHOTO.test(sentence)) return 'photo'
  if (TRUST.test(sentence)) return 'trust'
  if (WHY.test(sentence)) return 'why'
  if (SAFETY.test(sentence)) return 'safety'
  if (EMBEDDED.test(sentence)) return 'other'
  if (IS_NONE.test(sentence) || (time !== null && time !== '' && sentence.includes(time))) return null
  if (UNMISTAKABLE.test(sentence)) return 'other'
  return sentence.includes('?') && (ASKING.test(sentence) || /\bright\?/.test(sentence)) ? 'other' : null
}

/** "How do I know this isn't a scam?" */
const TRUST =
  /^(?:how|is|are|r|this|that|who|prove|sounds|smells|es|esto|son|como|c'est|est-ce|comment|ca)\b.*\b(?:scam\w*|spam|legit\w*|(?:real|actual) (?:company|business|shop|number)|phishing|fraud|fake|estafa|fraude|arnaque|de verdad)\b/

/** "Can I send a pic here?" */
const PHOTO =
  /^(?:(?:can|could|should|may|shall|where (?:can|do|should)|how (?:can|do)) (?:i|we)|(?:(?:do|would) (?:you|u) )?(?:want|need|like)(?: me to)?) (?:(?!call\b)[\w']+ ){0,6}(?:pics?|pictures?|photos?|pix)\b|^(?:(?:le|les|te) )?(?:puedo|podria|quiere[ns]? que|mando|envio|donde|como) (?:[\w]+ ){0,5}fotos?\b|^(?:puis-je|je peux|est-ce que je peux|voulez-vous|veux-tu|je vous envoie|ou|comment) (?:[\w'-]+ ){0,5}photos?\b/

/** "What do you need my address for?" */
const WHY =
  /^why (?:(?:do|would|are|is|does|did|must|should) )?(?:you|u|ya|y'all|i|that|it|this|he|she|they)\b.*\b(?:need|want|ask|matter|give|give|know|important)|^what (?:do|would|does) (?:you|u|he|they) (?:need|want) .*\bfor\b|^what(?:'s| is| do you need) (?:it|that|this) for\b|^(?:para|por) que (?:lo |la |me |mi |su )?(?:quiere|necesita|ocupa|pide|pregunta|tengo que)|^pourquoi (?:vous|tu|voulez|veux|avez|as|demandez|mon|ma|c'est)\b.*(?:besoin|demand|voul|veux|savoir|nom|adresse)/

/** "Is that dangerous?", "should I turn off the breaker?" */
const SAFETY =
  /\b(?:is|are|s) (?:it|this|that|they|we|there|the [a-z]+) (?:at all |really |even |any )?(?:danger\w*|safe|unsafe|(?:a )?(?:fire )?hazard\w*|toxic|poisonous|bad|serious|normal)\b(?! (?:time|day))|\b(?:not|isn'?t|isnt) (?:\w+ )?(?:dangerous|unsafe)(?:,? (?:right|is it|or))|^(?:is|are|am) \w+ (?:\w+ )?in (?:any )?danger\b|^(?:could|can|will|would|might|is) (?:it|this|that|the [a-z]+|we|they) (?:gonna |going to )?(?:explode|blow up|catch (?:on )?fire|burn|hurt|poison|collapse|fall on|electrocute)|^should (?:i|we) (?:be (?:worried|concerned|scared)|worry|leave|get out|evacuate|turn|shut|switch|unplug|stop using|call 911|stay|open (?:the|a|some) windows?|close)|^(?:can|may|do) (?:i|we) (?:need to )?(?:still |keep |safely )?(?:use|using|drive|driving|sleep|stay|shower|cook|turn it (?:back )?on|shut|turn off)\b|\b(?:es|sera|esta) (?:muy )?(?:peligros[oa]|segur[oa])\b.*\?|^(?:debo|tengo que|puedo|podemos|puedo seguir) (?:apagar|cerrar|usar|usando|salir|dormir|manejar|prender|quedarme)\w*|\b(?:c'est|est-ce|ce n'est pas|c'est pas|est-ce que c'est) (?:tu )?(?:dangereux|securitaire|sans danger)\b|^(?:dois-je|est-ce que je dois|je dois-tu|puis-je|est-ce que je peux|je peux-tu|faut-il|faut-tu) (?:fermer|couper|sortir|eteindre|utiliser|rouler|rester|debrancher|conduire|m'inquieter)/

/** "What do I do now?" */
const WHAT_TO_DO =
  /^(?:so |and |ok |omg |please )*(?:what (?:do|should|can|must|am|are) (?:i|we) (?:supposed to |gonna |going to )?do\b|que (?:hago|hacemos|debo hacer|tengo que hacer)\b|(?:qu'est-ce que|qu'est-ce qu'|que) (?:je |on |nous )?(?:dois-je |fais|fait|faisons|dois|doit|devons)\b)/

/** True when somebody asks what to do, which in danger is a question of safety and at any other time one for the owner. */
export function asksWhatToDo(words: string): boolean {
  return WHAT_TO_DO.test(plainSpelling(words).replace(/^[\s\u00bf\u00a1]+/, ''))
}

/** "I'd like to know whether..." */
const EMBEDDED =
  /\b(?:would like to know|i'?d like to know|like to know (?:if|how|what)|(?:just |was |am |i'm )wondering (?:if|whether|when|how|what|about)|can you tell me (?:if|whether|when|how|what|about)|(?:do|would) you know (?:if|when|how|what)|quisiera saber|me gustaria saber|queria saber|j'aimerais savoir|je voudrais savoir|je me demande)\b/

/** Wishes for a visit in the form of a question, greetings, and proposals of a time. */
const IS_NONE =
  /^(?:will|won'?t) (?:you|u|someone|somebody|anyone|they|he|she) (?:come|fix|help|look|do it)\b|^(?:can|could|would|cn) (?:you|u|ya|yall|y'all|you guys|someone|somebody|anyone|anybody|one of you|they|he|she|we|i|it|that|a [a-z]+)\b(?!.*\b(?:how much|how long|cost|need to be|have to|tell me|recommend)\b)|^(?:is|are) (?:anyone|anybody|someone|somebody|you|u|there)(?: guys)? (?:there|here|available|around|home|free|open to come|ok|still there)\b|^(?:how|what) about\b|^(?:does|do|would|will|is|are) (?:that|it|this|those|either|any of (?:those|that))? ?(?:work|ok|okay|good|fine|alright|possible)\b|^(?:how are you|how's it going|how is it going|how you doing|what'?s up|que tal|como estas?|comment ca va|ca va|comment allez)|^(?:what|huh|hello|really|seriously)\?*$|^(?:pueden?|podrian?|pudieran?) (?:venir|mandar|ayudar|pasar|enviar|llamar|arreglar|revisar|ver|alguien)|^(?:pouvez-vous|pourriez-vous|pourrais-tu|peux-tu|est-ce que quelqu'un|quelqu'un|vous pouvez|tu peux)\b/

/** A question with or without its mark. */
const UNMISTAKABLE =
  /^(?:how (?:soon|long|fast|quick(?:ly)?|far|many|does|do (?:i|you|u|they)|is (?:he|the|this|that|it)|would (?:i|you|that))|when (?:will|can|could|would|is|are|does|do) (?:he|she|you|u|they|someone|somebody|anyone|it|the|sam|i|we|your)|what (?:time (?:will|can|are|is|do)|size|brands?|areas?|kind of|is your|are your|do (?:i|you|u)|does|should i|would)|why (?:can'?t|cant|won'?t|wont|don'?t|dont|is|are|do|does|did|not)\b|where (?:are|is|do|can|should) (?:you|u|your|the shop|it|i|we)|who(?:'s| is| will| am) (?:coming|the|this|gonna|going|i|be)|do (?:you|u|ya|yall|y'all) (?:guys )?(?:do|have|take|accept|offer|come|go|work|service|serve|cover|charge|install|repair|fix|carry|sell|give|need|know|speak|also|supply|warranty|guarantee|finance)|do i (?:need|have|get|pay|owe)|are (?:you|u|they|yall|y'all) (?:guys )?(?:licensed|insured|bonded|certified|open|closed|local|family|legit|able|familiar|union|accredited|gonna|going|coming)|does (?:he|it|sam|the|your) |is (?:someone|somebody|anyone|anybody|he|she|sam|the owner) (?:coming|on|going|gonna|able|here)|will (?:you|they|he|someone|somebody|it|this|i|my) (?:have|be|bring|need|take|cost|call|text|send|cover|honor|get))\b/

/** How a sentence with a question mark begins when it is more than a value in doubt ("Tuesday?"). */
const ASKING =
  /^(?:how|what|what's|whats|when|when's|where|where's|who|who's|why|which|do|does|did|don't|dont|is|isn't|isnt|are|aren't|arent|r|am|was|were|will|won't|would|should|could|can|cant|can't|may|have|has|any|anything|you|u|y'all|combien|quand|comment|pourquoi|quel\w*|qui|ou|est-ce|etes|avez|faites|vous|prenez|acceptez|y a|c'est|ca|faut|dois|que|cual\w*|cuando|cuanto\w*|como|donde|quien|por que|para que|tienen?|son|es|esta\w*|hacen|aceptan?|cobran|vienen?|van|llegan?|trabajan?|atienden|hay|tardan?|necesito|tengo|ustedes|dan|usted)\b/

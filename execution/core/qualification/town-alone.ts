import { isBareAnswer } from '#core/conversation/bare-answer.ts'
import { plainSpelling } from '#core/conversation/plain-spelling.ts'
import type { Captured, Intake, SlotName } from '#core/conversation/intake.ts'
import type { ReadText } from '#core/event.ts'
import { tellingWords } from './generic-request.ts'

/**
 * The answer to "which city or ZIP is that in?" is a town, whether or not an engine has heard of it: "cicero", "its mchenry", "Lake Forest, and the
 * name is Dana". To the question for the whole address it is one when it is all that they write, with its capital: "Sycamore".
 */
export function townAlone(intake: Intake, text: ReadText, changed: readonly SlotName[]): Captured<string> | null {
  const { slots, asked, timesSaid } = intake
  const isAwaited = asked === 'address' && slots.city === null && slots.zip === null
  if (!isAwaited || text.reading.intent !== 'book' || changed.some((field) => PLACES.has(field))) return null
  const isCityAsked = (timesSaid['ask-city'] ?? 0) > 0
  if (!isCityAsked && changed.length > 0) return null
  const start = text.body.length - text.body.trimStart().length
  const clause = (isCityAsked ? text.body.slice(start).split(/[,.!\n]/)[0] : text.body.trim().replace(/[.!]$/, '')) ?? ''
  const isRead = Object.values(text.reading.spans).some(([from, to]) => from < start + clause.length && to > start)
  const words = clause.replace(BEFORE_A_TOWN, '').replace(AFTER_A_TOWN, '').trim()
  const count = words.split(/\s+/).length
  const isName = /^\p{L}[\p{L}\p{M}.' -]*$/u.test(words) && count <= TOWN_WORDS_MAX && tellingWords(words).length === count
  if (isRead || !isName || isBareAnswer(words) || NO_TOWN.test(plainSpelling(words))) return null
  if (!isCityAsked && !(/^\p{Lu}\p{Ll}/u.test(words) && !NO_PLACE.test(plainSpelling(words)))) return null
  return { value: words, words, messageSid: text.messageSid, at: text.receivedAt }
}

/** Longer answers to "which city?" say more than its name. */
const TOWN_WORDS_MAX = 3

/** Words that answer "which city?" without naming one. */
const NO_TOWN =
  /\b(?:same|above|already|told|gave|said|usual|where|near|next|close|outside|downtown|suburbs?|city|town|village|country|know|sure|why|what|who|none|stop|sorry|oops|whoops|wait|typo|mistake|perdon|disculpe|digo|espera|pardon|oups|desolee?|excuse[zr]?|misma?|igual|arriba|meme|deja|pas|ville)\b/

/** What else may be all of an answer to the question for the address; a phone writes its first letter large. */
const NO_PLACE =
  /\b(?:house|apartment|apt|condo|work|office|shop|store|car|truck|door|street|road|driveway|garage|kitchen|bathroom|basement|upstairs|downstairs|inside|private|secret|depends|maybe|perhaps|both|either|any|whenever|soon|later|hurry|nothing|everything|refuse|never|always|forget|hello+|hey+|ugh+|wtf|omg|damn|shit|fuck\w*|what+|whatever|huh|bro|dude|ma'?am|sir|casa|trabajo|cocina|bano|luego|despues|nada|quien|donde|porque|maison|travail|bureau|plus tard|rien|cuisine|ici|hors|peut-etre)\b|ing$|ed$|ly$/

const BEFORE_A_TOWN = /^(?:(?:in|its|it's|it is|i'm in|im in|that's|thats|that is|en|es|esta en|c'est|a) )+/i
const AFTER_A_TOWN = /(?:[ ,]+(?:dear|please|pls|plz|thanks|thank you|hun|honey|sir|ma'?am|man|bro|por favor|gracias|merci|svp))+$/i

const PLACES: ReadonlySet<SlotName> = new Set(['street', 'city', 'zip'])

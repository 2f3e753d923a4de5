import type { ReadText } from '#core/event.ts'
import { plainSpelling } from './plain-spelling.ts'

/** What people say when a danger that was reported turned out to be none or is over. */
const OVER =
  /\bfalse alarm\b|\ball clear\b|(?<!\b(?:we|we're|were|are|everyone|everyone's|everyone is|everybody's|everybody is) )\ball (?:is )?(?:good|ok|okay|fine|over) now\b|\b(?:everything|it)(?:'s| is)? (?:all )?(?:good|fine|ok|okay|over|under control) now\b|\b(?:was|just|only) (?:a |the )?(?:dead|low|old|bad|weak) batter|\bfirem[ae]n (?:cleared|left|say)|\bfire (?:dept|department|guys|crew) (?:cleared|left|say|says|said)\b|\bfalsa alarma\b|\bya todo (?:esta )?bien\b|\bfausse alarme\b|\btout est (?:beau|correct|regle|sous controle)\b/

/** Something goes on all the same. */
const NOT_OVER =
  /\b(?:still|again|but (?:it|the|we|now)|not|isn'?t|isnt|keeps?|smells?|smoke|sparks?|todavia|sigue|pero|encore|toujours|mais)\b/

/**
 * True when a text takes back the emergency that the owner was paged for. Where the words leave a doubt, they do not: whoever is safe outside may still have
 * a fire inside, and whoever gives their address wants somebody to come.
 */
export function standsDown({ body, reading }: ReadText): boolean {
  if (reading.urgency !== 'none' || reading.safety || reading.street !== null || reading.zip !== null) return false
  if (reading.intent === 'cancel_appointment') return true
  const plain = plainSpelling(body)
  return OVER.test(plain) && !NOT_OVER.test(plain)
}

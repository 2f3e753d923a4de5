import { plainSpelling } from './plain-spelling.ts'

/** Words that take note of something and ask for no answer, in the three languages of the product, without accents. */
const TAKES_NOTE = new Set(
  `ok okay okey okie k kk kay oki mkay yes yep yup yeah ya yea y no nope nah sure fine cool great perfect good nice alright right awesome excellent
  got it sounds good will do all set understood noted roger copy works for me done sent lol haha
  si vale listo dale bueno bien esta perfecto claro entendido de acuerdo sale va excelente
  oui non d'accord parfait correct super bien c'est beau bon ca marche compris note entendu va`
    .split(/\s+/)
    .filter((word) => word !== ''),
)

/** A burst of more words says something, whatever the words. */
const WORDS_MAX = 4

/** True for "ok", "k", "sounds good" and a thumb: after the end of a talk they want no answer. A question mark wants one. */
export function isBareAnswer(words: string): boolean {
  if (words.includes('?')) return false
  const found = plainSpelling(words).match(/[\p{L}\d']+/gu) ?? []
  return found.length <= WORDS_MAX && found.every((word) => TAKES_NOTE.has(word))
}

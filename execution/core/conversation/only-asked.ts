import { plainSpelling } from './plain-spelling.ts'

/** "That's all I wanted to know", "just asking" at the end of what is said: a question was all there was. */
const ONLY_ASKED =
  /\b(?:that'?s|that is|that was|this was|it'?s) (?:all|it|everything|the only thing) (?:that )?(?:i|we) (?:really )?(?:want(?:ed)?|need(?:ed)?) to (?:know|ask|find out)\b|\b(?:just|only|merely) (?:want(?:ed)? to (?:know|ask)|asking|curious|wondering|inquiring|looking around|shopping around|browsing)(?:,? (?:thanks|thx|ty|thank you|lol|for now|is all))*[.! ]*$|\b(?:es|era|fue) todo lo que (?:queria|queriamos|quiero|necesitaba) (?:saber|preguntar)\b|\b(?:solo|nomas|nada mas) (?:queria|queriamos) (?:saber|preguntar)(?:,? gracias)?[.! ]*$|\b(?:solo|nomas|nada mas) pregunt(?:aba|ando)(?:,? gracias)?[.! ]*$|\bc'?(?:est|etait) (?:tout|juste) (?:ce que (?:je|j'|on) \w+ (?:savoir|demander)|pour (?:savoir|demander))\b|\bje voulais juste (?:savoir|demander)(?:,? merci)?[.! ]*$/

/** True when the words say that an answer was all that was wanted, and ask nothing further. */
export function onlyAsked(words: string): boolean {
  return !words.includes('?') && ONLY_ASKED.test(plainSpelling(words))
}

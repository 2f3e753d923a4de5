import { plainSpelling } from './plain-spelling.ts'

/** "Whenever", but not "whenever I flush". */
const ANY_TIME =
  /\b(?:any ?time|whenever|any (?:day|hour)|i'?m flexible|am flexible)\b(?! (?:i|it|we|he|she|they|my|our|the|there|water|now|but|except|after|before|between)\b)|\b(?:cuando (?:sea|quiera[ns]?|guste[ns]?|puedan?|pueda usted)|a cualquier hora|cualquier (?:dia|hora|momento))\b|\b(?:n'importe quand|quand (?:vous voulez|vous pouvez|tu veux|tu peux|ca vous (?:arrange|convient)))\b/

/** True when the words leave the time to us; then it is not asked for. */
export function suitsAnyTime(words: string): boolean {
  return ANY_TIME.test(plainSpelling(words))
}

import type { FoldedText } from './fold-text.ts'

/** One word of a folded text, with its place in the original text (UTF-16 units, end exclusive). */
export type Token = {
  /** Letters and digits as folded, apostrophes dropped. */
  raw: string
  /** `raw` after spelling correction; what phrases are matched against. */
  word: string
  start: number
  end: number
  /** Number of the sentence; a phrase never crosses it. */
  sentence: number
  /** True when a comma, dash, colon or bracket stands before it in the same sentence. */
  afterPause: boolean
  /** True when every letter was a capital and there are at least three. */
  shouted: boolean
  capitalised: boolean
}

const WORD_CHAR = /[\p{L}\d$@|+*#]/u
const LETTER_OR_DIGIT = /[\p{L}\d]/u
const SENTENCE_END = /[.!?;\n~]/
const PAUSE = /[,:()[\]"/\-_=<>&\\{}]/

/** French words that lose their vowel before an apostrophe and are words of their own: "m'écrire" is "m" and "ecrire". */
const ELIDED = new Set(['m', 't', 's', 'l', 'd', 'j', 'n', 'c', 'qu', 'jusqu', 'lorsqu', 'puisqu', 'quelqu'])
/** What follows the apostrophe of an English contraction: "don't", "I'm", "we'll" stay one word. */
const CONTRACTED = new Set(['t', 's', 'm', 're', 've', 'll', 'd', 'all', 'nt'])

/** Splits a folded text into words. */
export function splitTokens(folded: FoldedText): Token[] {
  const tokens: Token[] = []
  let sentence = 0
  let pause = false
  for (let at = 0; at < folded.chars.length;) {
    const char = folded.chars.charAt(at)
    const end = wordEnd(folded.chars, at)
    if (end > at) {
      for (const [from, to] of apostropheParts(folded.chars, at, end)) {
        tokens.push(token(folded, from, to, sentence, pause))
        pause = false
      }
      at = end
      continue
    }
    if (endsSentence(folded.chars, at)) {
      sentence++
      pause = false
    } else if (PAUSE.test(char) && !joinsLetters(folded.chars, at)) pause = true
    at++
  }
  return tokens
}

/** A full stop between two letters or digits ("s.t.o.p", "555.0100") ends nothing; it is a pause. */
function endsSentence(chars: string, at: number): boolean {
  const char = chars.charAt(at)
  if (!SENTENCE_END.test(char)) return false
  if (char !== '.') return true
  const single = at >= 2 ? !LETTER_OR_DIGIT.test(chars.charAt(at - 2)) : true
  return !(LETTER_OR_DIGIT.test(chars.charAt(at + 1)) && single)
}

/** The hyphen of "enlevez-moi" or "opt-out" is no pause; a dash between words is. */
function joinsLetters(chars: string, at: number): boolean {
  return /[-_]/.test(chars.charAt(at)) && LETTER_OR_DIGIT.test(chars.charAt(at - 1)) && LETTER_OR_DIGIT.test(chars.charAt(at + 1))
}

function wordEnd(chars: string, at: number): number {
  if (!startsWord(chars, at)) return at
  let end = at + 1
  while (end < chars.length) {
    const char = chars.charAt(end)
    const joined = char === "'" && LETTER_OR_DIGIT.test(chars.charAt(end + 1)) && LETTER_OR_DIGIT.test(chars.charAt(end - 1))
    if (!joined && !WORD_CHAR.test(char)) break
    end++
  }
  while (end > at + 1 && /[*#+|]/.test(chars.charAt(end - 1)) && chars.charAt(at) !== 'f') end--
  return end
}

/** Signs count as letters only in front of a letter: "$top", "@rret"; a lone "*" or "+" is decoration. */
function startsWord(chars: string, at: number): boolean {
  const char = chars.charAt(at)
  if (LETTER_OR_DIGIT.test(char)) return true
  // "wrong #": the sign alone stands for "number".
  if (char === '#') return /[\s.!?]/.test(chars.charAt(at + 1) || ' ') && /\s/.test(chars.charAt(at - 1))
  return (char === '$' || char === '@') && /\p{L}/u.test(chars.charAt(at + 1))
}

function apostropheParts(chars: string, start: number, end: number): [number, number][] {
  const mark = chars.slice(start, end).indexOf("'")
  if (mark < 1) return [[start, end]]
  const head = chars.slice(start, start + mark)
  const tail = chars.slice(start + mark + 1, end)
  if (!ELIDED.has(head) || (CONTRACTED.has(tail) && head !== 'l')) return [[start, end]]
  return [[start, start + mark], ...apostropheParts(chars, start + mark + 1, end)]
}

function token(folded: FoldedText, from: number, to: number, sentence: number, afterPause: boolean): Token {
  const raw = folded.chars.slice(from, to).replaceAll("'", '')
  let capitals = 0
  for (let at = from; at < to; at++) if (folded.capital[at] === true) capitals++
  return {
    raw,
    word: raw,
    start: folded.starts[from] ?? 0,
    end: folded.ends[to - 1] ?? 0,
    sentence,
    afterPause,
    shouted: raw.length >= 3 && capitals >= raw.length,
    capitalised: folded.capital[from] === true,
  }
}

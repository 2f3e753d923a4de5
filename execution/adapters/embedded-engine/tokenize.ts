import { foldText } from './fold-text.ts'
import { CONTRACTIONS, ELISIONS, SHORTHAND } from './shorthand.ts'

/** One normalised word, with the place of the written word it came from. Two words of one contraction share a place. */
export type Token = {
  word: string
  /** UTF-16 offsets in the original text, end exclusive. */
  start: number
  end: number
  /** Strongest break between the token before and this one. */
  gap: 'none' | 'comma' | 'sentence'
}

export type Tokenized = { original: string; folded: string; tokens: Token[] }

/** Texts longer than ten SMS segments are read up to here; the rest of a text is never needed to know what somebody wants. */
export const READ_CHARACTERS_MAX = 2_000

/**
 * Cuts a text into normalised words: lower case, no accents, contractions opened (`can't` and `cant` become `can not`), phone shorthand
 * spelled out (`tmrw` becomes `tomorrow`), stretched letters squeezed. `repair` may correct a misspelled word.
 */
export function tokenize(text: string, repair: (word: string) => string): Tokenized {
  const original = text.length > READ_CHARACTERS_MAX ? text.slice(0, READ_CHARACTERS_MAX) : text
  const folded = foldText(original)
  const tokens: Token[] = []
  let gap: Token['gap'] = 'none'
  PIECE.lastIndex = 0
  for (let piece = PIECE.exec(folded); piece !== null; piece = PIECE.exec(folded)) {
    const written = piece[0]
    if (piece[3] !== undefined) {
      gap = 'sentence'
      continue
    }
    if (piece[4] !== undefined) {
      if (gap === 'none') gap = 'comma'
      continue
    }
    if (piece[5] !== undefined) continue
    const start = piece.index
    const end = start + written.length
    const words = piece[2] === undefined ? [emojiWord(written) ?? written] : openWord(written, repair)
    for (const [position, word] of words.entries()) tokens.push({ word, start, end, gap: position === 0 ? gap : 'none' })
    gap = 'none'
  }
  return { original, folded, tokens }
}

/** 1 number, 2 word, 3 end of sentence, 4 weak break, 5 hyphen inside a word, else one symbol that carries meaning. */
const PIECE =
  /(\d+(?![a-z]*(?<=\b2(?:mo|morrow|moro|mrw|day|nite|night))\b)(?:[:./,]\d+)*)|([ap]\.m\b\.?|b4\b|2m(?:o|orrow|oro|rw)\b|2day\b|2ni(?:te|ght)\b|gr8\b|a\/c\b|(?:[a-z\u00df]|\p{Mn})+(?:'(?:[a-z]|\p{Mn})+)*'?)|([.!?;\u2022\n\r]+)|(?<=\d ?(?:am|pm|a|p|h)? ?)-(?= ?\d)|((?<![a-z\d])-|-(?![a-z\d])|[,:()"\u00a1\u00bf])|(-)|[#$@&+%/\u20ac]|[\u{1f300}-\u{1faff}\u2600-\u27bf]/gu

function emojiWord(written: string): string | undefined {
  return EMOJI_WORDS.get(written)
}

const EMOJI_WORDS = new Map([
  ['\u{1f44d}', 'thumbsup'],
  ['\u{1f44c}', 'thumbsup'],
  ['\u2705', 'thumbsup'],
  ['\u2714', 'thumbsup'],
  ['\u{1f44e}', 'thumbsdown'],
  ['\u{1f64f}', 'please'],
  ['\u{1f64c}', 'thumbsup'],
  ['\u2764', 'thanks'],
  ['\u{1f525}', 'fireemoji'],
])

function openWord(written: string, repair: (word: string) => string): readonly string[] {
  const word = written.replace(MARKS, '').replace(/'+$/, '')
  const contraction = CONTRACTIONS.get(word) ?? SHORTHAND.get(word)
  if (contraction !== undefined) return contraction
  const apostrophe = word.indexOf("'")
  if (apostrophe !== -1) return openApostrophe(word, apostrophe, repair)
  const squeezed = STRETCHED.test(word) ? squeeze(word) : word
  const afterSqueeze = squeezed === word ? undefined : (CONTRACTIONS.get(squeezed) ?? SHORTHAND.get(squeezed))
  return afterSqueeze ?? [repair(squeezed)]
}

const MARKS = /\p{Mn}/gu
const STRETCHED = /(.)\1\1/

function squeeze(word: string): string {
  return word.replace(/(.)\1{2,}/g, '$1')
}

function openApostrophe(word: string, apostrophe: number, repair: (word: string) => string): readonly string[] {
  const head = word.slice(0, apostrophe)
  const tail = word.slice(apostrophe + 1).replaceAll("'", '')
  const elision = ELISIONS.get(head)
  if (elision !== undefined) return tail === '' ? [elision] : [elision, repair(tail)]
  const joined = CONTRACTIONS.get(head + tail)
  if (joined !== undefined) return joined
  const ending = ENDINGS.get(tail)
  if (ending !== undefined) return [repair(head), ending]
  return tail === '' ? [repair(head)] : [repair(head), tail]
}

const ENDINGS = new Map([
  ['s', 's'],
  ['re', 'are'],
  ['ve', 'have'],
  ['ll', 'will'],
  ['d', 'would'],
  ['m', 'am'],
  ['t', 'not'],
])

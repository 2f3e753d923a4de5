import { lookAlike } from './look-alikes.ts'

/** Longest text read in full, in UTF-16 units: Twilio's longest inbound body is 1,600. Of anything longer the head and the tail are read. */
const TEXT_UNITS_MAX = 2_400
const HEAD_UNITS = 1_600

/** Folded text: plain lower-case ASCII where a letter was meant, with the place in the original of every folded character. */
export type FoldedText = {
  chars: string
  /** For every character of `chars`: where its original begins and ends, in UTF-16 units. */
  starts: number[]
  ends: number[]
  /** True where the original letter was a capital. */
  capital: boolean[]
}

/**
 * Folds a text for reading: NFKD, accents dropped, look-alike letters to Latin, lower case, invisible characters removed,
 * curly punctuation to straight. Anything that is not a letter, digit or ASCII punctuation becomes `~` (an emoji, say).
 */
export function foldText(text: string): FoldedText {
  const folded: FoldedText = { chars: '', starts: [], ends: [], capital: [] }
  if (text.length <= TEXT_UNITS_MAX) {
    foldRange(text, 0, text.length, folded)
    return folded
  }
  foldRange(text, 0, HEAD_UNITS, folded)
  push(folded, '\n', HEAD_UNITS, HEAD_UNITS, false)
  foldRange(text, text.length - (TEXT_UNITS_MAX - HEAD_UNITS), text.length, folded)
  return folded
}

function foldRange(text: string, from: number, to: number, folded: FoldedText): void {
  for (let at = from; at < to;) {
    const code = text.codePointAt(at) ?? 0
    const end = at + (code > 0xffff ? 2 : 1)
    for (const char of foldCodePoint(code)) push(folded, char, at, end, isCapital(text, at, end))
    at = end
  }
}

function push(folded: FoldedText, char: string, start: number, end: number, capital: boolean): void {
  folded.chars += char
  folded.starts.push(start)
  folded.ends.push(end)
  folded.capital.push(capital)
}

function isCapital(text: string, start: number, end: number): boolean {
  const letter = text.slice(start, end)
  return letter !== letter.toLowerCase()
}

const PUNCTUATION = new Map<string, string>([
  ...[...'\u2018\u2019\u201b\u02bc\u00b4\u02b9\u2032'].map((mark): [string, string] => [mark, "'"]),
  ...[...'\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033'].map((mark): [string, string] => [mark, '"']),
  ...[...'\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00b7\u2022'].map((mark): [string, string] => [mark, '-']),
  ['\u2026', '.'],
  ['\u00bf', ' '],
  ['\u00a1', ' '],
  ['\u00df', 'ss'],
  ['\u00e6', 'ae'],
  ['\u0153', 'oe'],
  ['\u20ac', 'e'],
])

/** Joiners, variation selectors, direction marks, fillers and combining marks leave no trace. */
const INVISIBLE = /^[\p{Cf}\p{M}\u034f\u115f\u1160\u3164\uffa0]$/u
const SPACE = /^\s$/u

function foldCodePoint(code: number): string {
  if (code < 0x80) return foldAscii(code)
  const alike = lookAlike(code)
  if (alike !== null) return alike
  // A lone half of a surrogate pair is legal in a JavaScript string and normalises to itself.
  const char = String.fromCodePoint(code)
  if (INVISIBLE.test(char)) return ''
  const mark = PUNCTUATION.get(char) ?? PUNCTUATION.get(char.toLowerCase())
  if (mark !== undefined) return mark
  if (SPACE.test(char)) return char === '\u2028' || char === '\u2029' ? '\n' : ' '
  let plain = ''
  for (const part of char.normalize('NFKD')) plain += foldPart(part)
  return plain
}

/** Stands for a letter of a script we do not read; one unit, so that offsets stay aligned. */
const UNKNOWN_LETTER = 'ʔ'

function foldPart(part: string): string {
  const code = part.codePointAt(0) ?? 0
  if (code < 0x80) return foldAscii(code)
  if (INVISIBLE.test(part)) return ''
  if (!/^\p{L}$/u.test(part)) return lookAlike(code) ?? '~'
  return lookAlike(code) ?? (code > 0xffff ? UNKNOWN_LETTER : part.toLowerCase().charAt(0))
}

function foldAscii(code: number): string {
  if (code === 9 || code === 11 || code === 12) return ' '
  if (code === 10 || code === 13) return '\n'
  if (code < 32 || code === 127) return ''
  if (code === 96) return "'"
  return String.fromCharCode(code).toLowerCase()
}

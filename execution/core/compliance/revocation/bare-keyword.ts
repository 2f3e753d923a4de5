import { collapse } from './correct-spelling.ts'
import type { FoldedText } from './fold-text.ts'
import { KNOWN_SLIPS } from './known-slips.ts'
import {
  HELP_KEYWORDS,
  KEYWORD_COMPANIONS,
  POLITE_COMPANIONS,
  START_COMPANIONS,
  START_KEYWORDS,
  STOP_KEYWORDS,
  STRICT_STOP_KEYWORDS,
} from './keywords.ts'
import type { Token } from './split-tokens.ts'

type Keyword = { revocation: 'STOP' | 'START' | 'HELP'; certain: boolean; first: number; last: number }

/** Longest keyword message once spaces are taken out ("S T O P"), in letters. */
const SPACED_LETTERS_MAX = 24
const SIGNS_FOR_LETTERS = new Map([...'0134578@$+|!*'].map((sign, index) => [sign, 'oieastbastiio'.charAt(index)]))

/**
 * Reads a message that is nothing but a keyword, in whatever dressing: case, punctuation, spacing, repeated letters, digits for letters,
 * a "please" beside it. Null when there is anything else.
 */
export function bareKeyword(folded: FoldedText, tokens: readonly Token[]): Keyword | null {
  if (tokens.length === 0) return null
  const last = tokens.length - 1
  const whole = spacedKeyword(folded, tokens)
  if (whole !== null) return { ...whole, first: 0, last }
  return (
    accompanied(tokens, HELP_KEYWORDS, POLITE_COMPANIONS, 'HELP') ??
    accompanied(tokens, START_KEYWORDS, START_COMPANIONS, 'START') ??
    stopWord(tokens)
  )
}

function spacedKeyword(folded: FoldedText, tokens: readonly Token[]): Pick<Keyword, 'revocation' | 'certain'> | null {
  const written = repeatedUnit(tokens.map((token) => token.raw).join(''))
  const signs = repeatedUnit(folded.chars.replace(/[\s"'.,\-_/~()#[\]]/g, ''))
  if (written.length > SPACED_LETTERS_MAX && signs.length > SPACED_LETTERS_MAX) return null
  for (const candidate of spellings(written, signs)) {
    if (STOP_KEYWORDS.has(candidate) || STRICT_STOP_KEYWORDS.has(candidate)) return { revocation: 'STOP', certain: true }
    if (START_KEYWORDS.has(candidate)) return { revocation: 'START', certain: true }
    if (HELP_KEYWORDS.has(candidate)) return { revocation: 'HELP', certain: true }
  }
  return COLLAPSED_STOP.has(collapse(unsign(written))) ? { revocation: 'STOP', certain: true } : oneSlipFromStop(unsign(written))
}

function spellings(written: string, signs: string): string[] {
  const plain = [written, unsign(written), unsign(signs), unsign(signs.replace(/[!*|+]+/g, '')), written.replace(/[*|+]/g, '')]
  return plain.flatMap((word) => [
    word,
    word.replace(/(\p{L})\1{2,}/gu, '$1'),
    KNOWN_SLIPS.get(word) ?? word,
    KNOWN_SLIPS.get(collapse(word)) ?? word,
  ])
}

function unsign(word: string): string {
  return /\p{L}/u.test(word) ? [...word].map((char) => SIGNS_FOR_LETTERS.get(char) ?? char).join('') : word
}

const REPEATED_LETTERS_MIN = 3

/** "stopstopstop" to "stop"; anything else as it is. */
function repeatedUnit(word: string): string {
  for (let letters = REPEATED_LETTERS_MIN; letters <= SPACED_LETTERS_MAX && letters * 2 <= word.length; letters++) {
    if (word.length % letters === 0 && word === word.slice(0, letters).repeat(word.length / letters)) return word.slice(0, letters)
  }
  return word
}

const COLLAPSED_STOP = new Set([...STOP_KEYWORDS, ...STRICT_STOP_KEYWORDS].filter((word) => word.length >= 3).map(collapse))

/** A single word one letter off "stop" that is no word of its own: very likely a thumb beside the key, yet only likely. */
const NOT_STOP = new Set(
  'shop step top sto tops atop slop stow stoppage strop stomp stock stoep spot sop store storm stood estop scop swop stob'.split(' '),
)
const NEAR_STOP = /^(s.op|st.p|sto.|.top|stop.|s.top|st.op|sto.p|.stop)$/

function oneSlipFromStop(word: string): Pick<Keyword, 'revocation' | 'certain'> | null {
  return NEAR_STOP.test(word) && !NOT_STOP.has(word) && /^[a-z]+$/.test(word) ? { revocation: 'STOP', certain: false } : null
}

function stopWord(tokens: readonly Token[]): Keyword | null {
  return (
    accompanied(tokens, STRICT_STOP_KEYWORDS, POLITE_COMPANIONS, 'STOP') ?? accompanied(tokens, STOP_KEYWORDS, KEYWORD_COMPANIONS, 'STOP')
  )
}

function accompanied(
  tokens: readonly Token[],
  keywords: ReadonlySet<string>,
  companions: ReadonlySet<string>,
  revocation: Keyword['revocation'],
): Keyword | null {
  let first = -1
  let last = -1
  for (const [index, token] of tokens.entries()) {
    if (keywords.has(token.word) || keywords.has(token.raw)) {
      if (first === -1) first = index
      last = index
    } else if (!companions.has(token.word) && !companions.has(token.raw) && !(revocation === 'STOP' && STOP_KEYWORDS.has(token.word)))
      return null
  }
  return first === -1 ? null : { revocation, certain: true, first, last }
}

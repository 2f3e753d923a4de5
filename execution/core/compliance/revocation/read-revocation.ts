import type { Revocation } from '../../qualification/reading.ts'
import { bareKeyword } from './bare-keyword.ts'
import { correctSpelling } from './correct-spelling.ts'
import { foldText } from './fold-text.ts'
import { STOP_SIGNS } from './keywords.ts'
import { ENGLISH_INNOCENT_PHRASES } from './english-innocent-phrases.ts'
import { ENGLISH_PHRASES } from './english-phrases.ts'
import { findPhrases, type PhraseMatch, type PhraseTable, phraseTable } from './find-phrases.ts'
import { explained, type Explanation } from './explain-away.ts'
import { FRENCH_PHRASES } from './french-phrases.ts'
import { SITUATION_PHRASES } from './situation-phrases.ts'
import { SPANISH_PHRASES } from './spanish-phrases.ts'
import { leftoverStop } from './leftover-stop.ts'
import { mergeLetters, mergePairs } from './merge-tokens.ts'
import { withoutQuotes } from './quoted-text.ts'
import { splitTokens, type Token } from './split-tokens.ts'
import { NOISE_WORDS } from './word-classes.ts'

const PHRASES = phraseTable([...ENGLISH_PHRASES, ...ENGLISH_INNOCENT_PHRASES, ...SPANISH_PHRASES, ...FRENCH_PHRASES, ...SITUATION_PHRASES])

/**
 * What a text wants of our texting itself.
 * `certain: false` with STOP or NONE means doubt: the caller sends nothing automated to this person and asks the owner.
 * `rule` names what decided, for the ledger and for explaining; `span` is where, in UTF-16 units of the text, end exclusive.
 */
export type RevocationReading = {
  revocation: Revocation
  certain: boolean
  /** The message is nothing but a keyword; no other reader may overrule it. */
  bareKeyword: boolean
  rule: string
  span: [start: number, end: number] | null
}

/**
 * Reads one customer text for a wish to end (STOP), to resume (START) or to know what this is (HELP); English, Spanish, French.
 * Asks what a reasonable stranger reading only this text would think, as 47 CFR 64.1200(a)(10) does (FCC 24-24, in force 2025-04-11);
 * the choices beyond the law are the policy of directives on compliance: wrong numbers stop, a bare "yes" says nothing,
 * "don't text, call" and nothing else stops, "don't call, text" does not, and a customer who asks to be served by voice is left in doubt, so that
 * nothing automatic is sent and the owner rings. Words that may mean a visit, a list of jobs or a way out of danger are weighed in explain-away.ts.
 * Never throws; takes time linear in the text. Without phrases (`table` empty) all but a bare keyword is in doubt.
 */
export function readRevocation(text: string, table: PhraseTable = PHRASES): RevocationReading {
  const { folded, tapback } = withoutQuotes(foldText(text))
  const written = splitTokens(folded)
  if (written.length === 0) return withoutWords(text, tapback)
  const french = written.some((token) => FRENCH.has(token.raw))
  const tokens = mergePairs(mergeLetters(written).flatMap((token) => (french && token.raw === 'stp' ? [token] : corrected(token, table))))

  const keyword = bareKeyword(folded, tokens)
  if (keyword !== null) {
    const span = spanOf(tokens[keyword.first], tokens[keyword.last])
    return {
      revocation: keyword.revocation,
      certain: keyword.certain,
      bareKeyword: true,
      rule: `keyword-${keyword.revocation.toLowerCase()}`,
      span,
    }
  }
  if (table.phrases.length === 0) return { revocation: 'NONE', certain: false, bareKeyword: false, rule: 'no-phrases', span: null }
  const content = withoutNoise(tokens)
  return decide(findPhrases(content, table), content)
}

/** Beside one of these "stp" is "s'il te plaît" and no slip of "stop". */
const FRENCH: ReadonlySet<string> = new Set(
  'mon ma mes le la les une vous viens venez vite est je svp du des pas peux peut faut'.split(' '),
)

function withoutWords(text: string, tapback: boolean): RevocationReading {
  const sign = tapback ? undefined : STOP_SIGNS.find((candidate) => text.includes(candidate))
  if (sign === undefined)
    return { revocation: 'NONE', certain: true, bareKeyword: false, rule: tapback ? 'tapback' : 'no-words', span: null }
  const at = text.indexOf(sign)
  return { revocation: 'STOP', certain: false, bareKeyword: false, rule: 'stop-sign', span: [at, at + sign.length] }
}

/** A token with its spelling corrected; a run-on becomes several tokens that share its place. */
function corrected(token: Token, table: PhraseTable): Token[] {
  return correctSpelling(token.raw, table.spelling).map((word, index) => ({ ...token, word, afterPause: index === 0 && token.afterPause }))
}

/** Drops softeners and swearing; a comma in front of one stays in front of the next word. */
function withoutNoise(tokens: readonly Token[]): Token[] {
  const content: Token[] = []
  let pause = false
  for (const [index, token] of tokens.entries()) {
    if (token.sentence !== tokens[index - 1]?.sentence) pause = false
    pause ||= token.afterPause
    if (NOISE_WORDS.has(token.word)) continue
    content.push({ ...token, afterPause: pause })
    pause = false
  }
  return content
}

function decide(matches: readonly PhraseMatch[], tokens: readonly Token[]): RevocationReading {
  const harmless = matches.filter((match) => match.meaning === 'harmless' || match.meaning === 'keep' || match.meaning === 'unclear')
  const open = (match: PhraseMatch): boolean => !harmless.some((cover) => covers(cover, match))
  const doubt = matches.find((match) => match.meaning === 'unclear' || (match.meaning === 'doubt' && open(match)))
  const limited = (match: PhraseMatch): boolean => doubt !== undefined && doubt.rule.endsWith('time-limit') && overlaps(doubt, match)
  const reasons = new Map<PhraseMatch, Explanation>()
  const stands = (match: PhraseMatch): boolean => {
    const reason = explained(match, matches, tokens)
    if (reason !== null) reasons.set(match, reason)
    return reason === null
  }
  const stop = matches.find(
    (match) => (match.meaning === 'stop' || (match.meaning === 'wish' && open(match) && !limited(match))) && stands(match),
  )
  if (stop !== undefined) return reading('STOP', true, stop, tokens)
  const noCalls = matches.find((match) => match.meaning === 'no-calls' && open(match) && !limited(match) && stands(match))
  if (noCalls !== undefined) return invitesTexting(tokens) ? reading('NONE', true, noCalls, tokens) : reading('STOP', true, noCalls, tokens)
  const start = matches.find((match) => match.meaning === 'start' && !refused(tokens, match))
  if (start !== undefined) return reading('START', true, start, tokens)
  const probable = matches.find((match) => match.meaning === 'wish-doubt' && open(match) && !limited(match) && stands(match))
  if (probable !== undefined) return reading('STOP', false, probable, tokens)
  const leftover = leftoverStop(
    tokens,
    [...harmless, ...reasons.keys()],
    matches.some((match) => match.meaning === 'danger'),
  )
  if (leftover !== null) return reading(leftover.revocation, leftover.certain, leftover, tokens)
  const reason = [...reasons].find(([, { certain }]) => !certain) ?? [...reasons][0]
  if (reason !== undefined) return reading('NONE', reason[1].certain, { ...reason[0], rule: reason[1].rule }, tokens)
  if (doubt !== undefined) return reading('NONE', false, doubt, tokens)
  const calm = harmless[0]
  if (calm !== undefined) return reading('NONE', true, calm, tokens)
  return { revocation: 'NONE', certain: true, bareKeyword: false, rule: 'nothing-said', span: null }
}

const REFUSALS = new Set('dont didnt never not no wont havent cant if when nunca jamas pas jamais ne si quand'.split(' '))

/** "I did not opt in", "if you start texting me again": no request to start. */
function refused(tokens: readonly Token[], match: PhraseMatch): boolean {
  const sentence = tokens[match.first]?.sentence
  return [1, 2, 3].some((back) => {
    const before = tokens[match.first - back]
    return before !== undefined && before.sentence === sentence && REFUSALS.has(before.word)
  })
}

function overlaps(one: { first: number; last: number }, other: { first: number; last: number }): boolean {
  return one.first <= other.last && other.first <= one.last
}

/** The longer reading wins: "cancel the" is explained away by "cancel the subscription", "take me off" by "take me off the schedule". */
function covers(cover: PhraseMatch, match: PhraseMatch): boolean {
  const inside = match.first <= cover.first && cover.last <= match.last
  const longer = match.last - match.first > cover.last - cover.first
  return overlaps(cover, match) && (cover.meaning === 'keep' || match.meaning === 'wish-doubt' || !(inside && longer))
}

function reading(
  revocation: Revocation,
  certain: boolean,
  match: { rule: string; first: number; last: number },
  tokens: readonly Token[],
): RevocationReading {
  return { revocation, certain, bareKeyword: false, rule: match.rule, span: spanOf(tokens[match.first], tokens[match.last]) }
}

function spanOf(first: Token | undefined, last: Token | undefined): [number, number] | null {
  return first === undefined || last === undefined ? null : [first.start, last.end]
}

const TEXTING = new Set(
  'text texts txt texting message messages msg sms txting texto textos mensaje mensajes mensajito escriba escribame escribanme escriban escribeme textee texteeme texteenme textez texter texte message messages ecrivez ecrire'.split(
    ' ',
  ),
)

/** "Don't call, text me": any mention of texting beside a refusal of calls is taken as an invitation; a refusal of texts was found before. */
function invitesTexting(tokens: readonly Token[]): boolean {
  return tokens.some((token) => TEXTING.has(token.word) || TEXTING.has(token.raw))
}

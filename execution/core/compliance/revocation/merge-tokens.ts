import type { Token } from './split-tokens.ts'

/** Two written words that are one: "do not" is "dont", so that a phrase needs one form only. */
const PAIRS = new Map<string, string>([
  ['do not', 'dont'],
  ['do nt', 'dont'],
  ['don t', 'dont'],
  ['dont not', 'dont'],
  ['does not', 'doesnt'],
  ['did not', 'didnt'],
  ['will not', 'wont'],
  ['can not', 'cant'],
  ['would not', 'wouldnt'],
  ['could not', 'couldnt'],
  ['should not', 'shouldnt'],
  ['is not', 'isnt'],
  ['are not', 'arent'],
  ['was not', 'wasnt'],
  ['have not', 'havent'],
  ['has not', 'hasnt'],
  ['had not', 'hadnt'],
  ['any more', 'anymore'],
  ['no one', 'noone'],
  ['no body', 'nobody'],
  ['text message', 'text'],
  ['text messages', 'texts'],
  ['txt messages', 'texts'],
  ['text msgs', 'texts'],
  ['un subscribe', 'unsubscribe'],
  ['un suscribe', 'unsubscribe'],
  ['opt out', 'optout'],
  ['opt outs', 'optout'],
  ['the hell', 'fucking'],
  ['the heck', 'fucking'],
  ['the fuck', 'fucking'],
  ['the fck', 'fucking'],
  ['the f', 'fucking'],
  ['por favor', 'porfavor'],
  ['x favor', 'porfavor'],
  ['s il', 'sil'],
  ['sil vous', 'silvous'],
  ['silvous plait', 'svp'],
  ['sil te', 'silte'],
  ['silte plait', 'svp'],
])

/** Single letters that are words of their own and not part of a spelled-out one. */
const SPELLED_LETTERS_MIN = 3

/** Joins spelled-out words: "s t o p" to "stop". Done before spelling is corrected, for "s t o p t e x t i n g" is a run-on too. */
export function mergeLetters(tokens: readonly Token[]): Token[] {
  const merged: Token[] = []
  for (let at = 0; at < tokens.length;) {
    let end = at
    while (end < tokens.length && isLetter(tokens[end]) && tokens[end]?.sentence === tokens[at]?.sentence) end++
    const run = tokens.slice(at, end)
    const [first] = run
    if (first !== undefined && run.length > SPELLED_LETTERS_MIN) {
      const word = run.map((token) => token.raw).join('')
      merged.push({ ...first, raw: word, word, end: run.at(-1)?.end ?? first.end })
    } else merged.push(...tokens.slice(at, Math.max(end, at + 1)))
    at = Math.max(end, at + 1)
  }
  return merged
}

function isLetter(token: Token | undefined): boolean {
  return token !== undefined && /^\p{L}$/u.test(token.raw)
}

/** Joins pairs that are one word: "do not" to "dont". Done after spelling is corrected. */
export function mergePairs(tokens: readonly Token[]): Token[] {
  const merged: Token[] = []
  for (const token of tokens) {
    const before = merged.at(-1)
    const joined = before !== undefined && before.sentence === token.sentence ? PAIRS.get(`${before.word} ${token.word}`) : undefined
    if (before === undefined || joined === undefined) merged.push(token)
    else merged[merged.length - 1] = { ...before, raw: joined, word: joined, end: token.end }
  }
  return merged
}

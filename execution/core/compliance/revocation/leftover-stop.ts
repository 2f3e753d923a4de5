import type { Token } from './split-tokens.ts'
import { LEAD_WORDS } from './word-classes.ts'

type Leftover = { revocation: 'STOP' | 'NONE'; certain: boolean; rule: string; first: number; last: number }

/** As a sentence of their own beside others these may mean the visit: "yes cancel", "Cancel. Something came up". */
const VISIT_WORDS = new Set('cancel cancelar cancele cancelen annuler annulez'.split(' '))

const STOP_WORDS = new Set('stop quit cease unsubscribe arret arretez arreter arrete pare paren alto basta cesse cessez optout'.split(' '))

/** Of these a comma makes a sentence ("stop, thanks"); the others are also places and orders ("alto, segundo piso"). */
const PAUSED_WISHES = new Set('stop unsubscribe optout basta arretez'.split(' '))

/** With these a new thought begins after a leading "stop": "Stop I already have a plumber". */
const NEW_THOUGHT = new Set(
  (
    'i im ive ill id you u youre your we were he she they who what why how where this thats it its not no dont please enough already now leave my im never wrong thank thanks ' +
    'fuck spam bye goodbye sorry ok yo lose remove take unsubscribe hey really for at y no yo ya me es gracias je j vous tu merci c ce ca ne pas'
  ).split(' '),
)

/** What may stand before a closing "stop" that is a wish: "who is this stop". */
const BEFORE_WISH = new Set(
  'please pls plz just you u said to now so ok okay yes no must can will would could this these texts messages it and dude thanks me again them all thank want number person'.split(
    ' ',
  ),
)
const SUBJECTS = new Set(
  'i we when it they he she that water leak which wont cant doesnt didnt never not dont the a my your his her next last first bus truck pit full one non door rest short to does will would and'.split(
    ' ',
  ),
)

/**
 * The fate of a trigger word that no phrase explains, or null when there is none.
 * A sentence that is nothing but the word is a wish; so is a shouted or leading one before a new thought. The rest is doubt.
 * In a text that tells of a danger ("four beeps, stop, four beeps") only the first or last word of all can be a wish.
 */
export function leftoverStop(
  tokens: readonly Token[],
  harmless: readonly { first: number; last: number }[],
  danger: boolean,
): Leftover | null {
  let doubt: Leftover | null = null
  for (const [index, token] of tokens.entries()) {
    if (
      !(STOP_WORDS.has(token.word) || VISIT_WORDS.has(token.word)) ||
      harmless.some((cover) => cover.first <= index && index <= cover.last)
    )
      continue
    const verdict = judge(tokens, index, token)
    if (verdict === null) continue
    const amidst = index > 0 && index < tokens.length - 1
    if (danger && (amidst || verdict.rule !== 'stop-sentence')) continue
    if (verdict.revocation === 'STOP') return verdict
    doubt ??= verdict
  }
  return doubt
}

function judge(tokens: readonly Token[], index: number, token: Token): Leftover | null {
  const place = { first: index, last: index }
  const before = sameSentence(tokens[index - 1], token)
  const after = sameSentence(tokens[index + 1], token)
  if (VISIT_WORDS.has(token.word) && token.word !== 'quit')
    return { revocation: 'NONE', certain: false, rule: 'cancel-unexplained', ...place }
  const opens = before === undefined || token.afterPause
  if (VISIT_WORDS.has(token.word)) {
    const alone = after === undefined && (opens || LEAD_WORDS.has(before.word))
    return alone ? { revocation: 'NONE', certain: false, rule: 'cancel-unexplained', ...place } : null
  }
  // "My breaker quit": with a subject of its own the word is no order to us.
  if (token.word === 'quit' && before !== undefined && !BEFORE_WISH.has(before.word)) return null
  const closes = after === undefined || (after.afterPause && PAUSED_WISHES.has(token.word))
  if (opens && closes) return { revocation: 'STOP', certain: true, rule: 'stop-sentence', ...place }
  if (opens && after !== undefined && NEW_THOUGHT.has(after.word))
    return { revocation: 'STOP', certain: true, rule: 'stop-leading', ...place }
  if (token.shouted && tokens.some((other) => !other.shouted && other.raw.length >= 3))
    return { revocation: 'STOP', certain: false, rule: 'stop-shouted', ...place }
  if (closes && before !== undefined && BEFORE_WISH.has(before.word) && !(before.word === 'i' && token.word === 'quit'))
    return { revocation: 'STOP', certain: false, rule: 'stop-closing', ...place }
  if (closes && token.word === 'stop' && before !== undefined && !SUBJECTS.has(before.word))
    return { revocation: 'STOP', certain: false, rule: 'stop-closing', ...place }
  return { revocation: 'NONE', certain: false, rule: 'stop-unexplained', ...place }
}

function sameSentence(neighbour: Token | undefined, token: Token): Token | undefined {
  return neighbour !== undefined && neighbour.sentence === token.sentence ? neighbour : undefined
}

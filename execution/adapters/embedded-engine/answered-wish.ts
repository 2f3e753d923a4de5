import type { PreferredTime } from '#core/qualification/reading.ts'
import { favouredGroup } from './choose-time.ts'
import type { Mention } from './find-correction.ts'
import { chooseWish } from './trained-choices.ts'
import { wishChoice } from './wish-choice.ts'
import type { TimedText } from './wish-choice.ts'

/**
 * The wish, as learnt. What the rules read stands where the words leave no choice: of several days the one that is called best, `tues better`; in an
 * answer that is a day and its hour with an order after it, `monday 8 am and dont be late`; and a `no` with nothing but another day after we have
 * said one ourselves.
 */
export function answeredWish(times: TimedText): Mention<PreferredTime> | null {
  const { byRules, context, text, ruled } = times
  const isAsked = context.asked === 'time'
  const isAnswer = isAsked || text.tokens.length <= SHORT_WORDS
  if (isAnswer && byRules !== null && ruled.length > 1 && favouredGroup(text, ruled) !== null) return byRules
  return chooseWish(wishChoice(times)) ?? (isAsked && isOrdered(times) ? byRules : isAsked ? null : otherDay(times))
}

function isOrdered({ groups: [first, ...more], byRules, text }: TimedText): boolean {
  const isPlain = first?.from === 0 && first.day?.kind === 'day' && first.window !== null && more.every(({ day }) => day === null)
  return isPlain && ORDER_AFTER.test(text.folded.slice(byRules?.end ?? 0))
}

const ORDER_AFTER =
  /^[\s,.!]*(?:and|y|et) (?:pl(?:ea)?[sz]e? )?(?:do ?n[o']?t|be|hurry|make sure|bring|wear|tell|ring|knock|traiga|avise|toque|sea|apportez|soyez|sonnez)\b/

/** So few words are about the time and little else. */
const SHORT_WORDS = 10

/**
 * `no tuesday`, `not this friday, the 4th`, `actually the 4th`: nothing but another day. To the question when, a no is the day that does not suit; to
 * anything else, it is said to a day that we named, and the day after it suits.
 */
function otherDay({ groups, text: { tokens }, resolve }: TimedText): Mention<PreferredTime> | null {
  const wished = groups.at(-1)
  if (wished?.day?.kind !== 'day' || wished.to !== tokens.length || groups.length > 2) return null
  const beside = tokens.slice(0, wished.from).filter((_, at) => !groups.some(({ from, to }) => from <= at && at < to))
  const words = beside.map(({ word }) => word)
  if (!words.some((word) => CORRECTS.has(word)) || !words.every((word) => CORRECTS.has(word) || BESIDE.has(word))) return null
  if (DENIES.has(tokens[wished.from - 1]?.word ?? '')) return null
  const value = resolve(wished)
  const [first, last] = [tokens[wished.from], tokens[wished.to - 1]]
  return value === null || first === undefined || last === undefined ? null : { value, start: first.start, end: last.end }
}

const DENIES = new Set(['not', 'pas'])
const CORRECTS = new Set(
  'no nope nah non not pas actually wait sorry oops meant instead rather perdon digo mejor plutot finalement pardon oups'.split(' '),
)
const BESIDE = new Set('oh i mean make it that the this for on to lets do el la le ce un'.split(' '))

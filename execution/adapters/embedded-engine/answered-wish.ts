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
  if (isAsked && byRules !== null && favouredGroup(text, ruled) !== null) return byRules
  return chooseWish(wishChoice(times)) ?? (isAsked && isOrdered(times) ? byRules : isAsked ? null : otherDay(times))
}

function isOrdered({ groups: [first, ...more], byRules, text }: TimedText): boolean {
  const isPlain = first?.from === 0 && first.day?.kind === 'day' && first.window !== null && more.every(({ day }) => day === null)
  return isPlain && ORDER_AFTER.test(text.folded.slice(byRules?.end ?? 0))
}

const ORDER_AFTER =
  /^[\s,.!]*(?:and|y|et) (?:pl(?:ea)?[sz]e? )?(?:do ?n[o']?t|be|hurry|make sure|bring|wear|tell|ring|knock|traiga|avise|toque|sea|apportez|soyez|sonnez)\b/

/** `no tuesday`: to the question when, it is the day that does not suit; to anything else, the one that does. */
function otherDay({ groups: [only, second], text: { tokens }, resolve }: TimedText): Mention<PreferredTime> | null {
  if (only?.day?.kind !== 'day' || second !== undefined || only.from !== 1 || only.to !== tokens.length) return null
  const value = NO.has(tokens[0]?.word ?? '') ? resolve(only) : null
  const [first, last] = [tokens[only.from], tokens[only.to - 1]]
  return value === null || first === undefined || last === undefined ? null : { value, start: first.start, end: last.end }
}

const NO = new Set(['no', 'nope', 'nah', 'non'])

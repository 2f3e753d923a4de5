import type { PreferredTime } from '#core/qualification/reading.ts'
import type { Mention } from './find-correction.ts'
import { chooseWish } from './trained-choices.ts'
import { wishChoice } from './wish-choice.ts'
import type { TimedText } from './wish-choice.ts'

/** The wish, as learnt; in an answer that is a day and its hour with an order after it, what the rules read: `monday 8 am and dont be late`. */
export function answeredWish(times: TimedText): Mention<PreferredTime> | null {
  const { groups, byRules, context, text } = times
  const [first, ...more] = groups
  const isPlain = context.asked === 'time' && first?.from === 0 && first.day?.kind === 'day' && first.window !== null
  const isOrdered = isPlain && more.every(({ day }) => day === null) && ORDER_AFTER.test(text.folded.slice(byRules?.end ?? 0))
  return chooseWish(wishChoice(times)) ?? (isOrdered ? byRules : null)
}

const ORDER_AFTER =
  /^[\s,.!]*(?:and|y|et) (?:pl(?:ea)?[sz]e? )?(?:do ?n[o']?t|be|hurry|make sure|bring|wear|tell|ring|knock|traiga|avise|toque|sea|apportez|soyez|sonnez)\b/

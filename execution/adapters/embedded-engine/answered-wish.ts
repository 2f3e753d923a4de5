import type { PreferredTime } from '#core/qualification/reading.ts'
import { favouredGroup } from './choose-time.ts'
import type { Mention } from './find-correction.ts'
import { chooseWish } from './trained-choices.ts'
import { wishChoice } from './wish-choice.ts'
import type { TimedText } from './wish-choice.ts'

/**
 * The wish, as learnt. What the rules read stands where the words leave no choice: of several days the one that is called best, `tues better`; in an
 * answer that is a day and its hour with an order after it, `monday 8 am and dont be late`; and, to another question, a time with nothing but a
 * `no` or a change of mind around it.
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

/** `no tuesday`, `actually make it Friday`, `mejor el viernes`: to the question when, a `no` may refuse the day; to anything else it puts another in its place. */
function otherDay({ groups: [only, second], text: { tokens }, resolve }: TimedText): Mention<PreferredTime> | null {
  if (only?.day?.kind !== 'day' || second !== undefined) return null
  const around = [...tokens.slice(0, only.from), ...tokens.slice(only.to)].map(({ word }) => word)
  const isChange =
    around.some((word) => CHANGES_MIND.has(word)) && around.every((word) => CHANGES_MIND.has(word) || BESIDE_CHANGE.has(word))
  const value = isChange ? resolve(only) : null
  const [first, last] = [tokens[only.from], tokens[only.to - 1]]
  return value === null || first === undefined || last === undefined ? null : { value, start: first.start, end: last.end }
}

const words = (list: string): Set<string> => new Set(list.split(' '))
const CHANGES_MIND = words('no nope nah non actually instead rather make better mejor plutot finalement finalmente scratch mieux')
const BESIDE_CHANGE = words(
  'oh wait sorry ok okay hey um uh please it that on the for can we do el la le lo para por favor en fait pero but hold perdon desole svp merci thanks',
)

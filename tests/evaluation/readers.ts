import { readWithRevocation } from '#adapters/embedded-engine/embedded-model.ts'
import { opinionBy } from '#adapters/embedded-engine/second-opinion.ts'
import type { OpinionTable } from '#adapters/embedded-engine/second-opinion.ts'
import { NOTHING_READ } from '#core/qualification/nothing-read.ts'
import type { Intent, Reading, ReadingContext } from '#core/qualification/reading.ts'
import type { LabelledText } from './labelled-text.ts'

/** Anything that reads a labelled text: the engine and what it is compared with. */
export type Reader = (labelled: LabelledText) => Reading

/** What `lead-agent read` answers. */
export const engine: Reader = (labelled) => readWithRevocation(labelled.text, contextOf(labelled)).reading

/** The engine without its second opinion: danger is somewhat unlikely until a rule says otherwise, and an intent is the rules' own. */
export const rulesAlone: Reader = (labelled) =>
  readWithRevocation(labelled.text, contextOf(labelled), () => ({ emergency: -1, safety: -Infinity, intents: null })).reading

/** The engine with another table: how it would read texts of a round it was not taught. */
export function engineWith(table: OpinionTable): Reader {
  return (labelled) => readWithRevocation(labelled.text, contextOf(labelled), (input) => opinionBy(table, input)).reading
}

/** The most frequent reading, whatever the text. */
export const majority: Reader = () => ({ ...NOTHING_READ, urgency: 'routine' })

/** A list of words as prototypes have it: the first word of the list found decides; fields by one pattern each. */
export const keywords: Reader = ({ text }) => {
  const folded = text.toLowerCase()
  const intent = INTENT_WORDS.find(([, words]) => words.some((word) => folded.includes(word)))?.[0] ?? 'book'
  const phone = /\(?(\d{3})\)?[ .-]?(\d{3})[ .-]?(\d{4})/.exec(text)
  return {
    ...NOTHING_READ,
    intent,
    urgency: intent === 'emergency_help' ? 'emergency' : folded.includes('today') || folded.includes('asap') ? 'urgent' : 'routine',
    safety: SAFETY_WORDS.some((word) => folded.includes(word)),
    name: /\b(?:my name is|this is|i'm|me llamo|je m'appelle) (\w+)/i.exec(text)?.[1] ?? null,
    street: /\b\d+ [\w ]+? (?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|court|ct|blvd)\b/i.exec(text)?.[0] ?? null,
    zip: /\b\d{5}\b/.exec(text)?.[0] ?? null,
    callbackPhone: phone === null ? null : `+1${phone[1]}${phone[2]}${phone[3]}`,
  }
}

const SAFETY_WORDS = ['gas', 'carbon monoxide', 'fire', 'smoke', 'spark', 'shock']
const INTENT_WORDS: readonly (readonly [Intent, readonly string[]])[] = [
  ['opt_out', ['stop', 'unsubscribe', 'quit']],
  ['emergency_help', ['emergency', 'flood', 'burst', 'gas', 'carbon monoxide', 'fire', 'smoke', 'spark', 'no heat', 'sewage', 'urgent']],
  ['cancel_appointment', ['cancel']],
  ['reschedule', ['reschedule', 'move my']],
  ['quote', ['how much', 'price', 'quote', 'cost', 'estimate']],
  ['job_seeker', ['hiring', 'job']],
  ['human_please', ['human', 'real person', 'call me']],
  ['smalltalk', ['thank', 'hello']],
  ['question', ['do you', '?']],
]

function contextOf({ trade, receivedAt, timezone, asked }: LabelledText): ReadingContext {
  return { trade, receivedAt: Date.parse(receivedAt), timezone, asked }
}

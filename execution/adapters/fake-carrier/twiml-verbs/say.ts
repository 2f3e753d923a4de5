import type { VerbHandler } from '../call-context.ts'
import { CONTINUE, numberOf } from '../call-context.ts'
import { listen } from '../listen.ts'
import type { XmlElement } from '../twiml-parse.ts'

/** The pace of synthetic speech, measured on common voices: about 155 words a minute. */
const WORDS_PER_SECOND = 2.6
/** `loop="0"` means for ever; nobody listens longer than this many repetitions. */
const ENDLESS_LOOPS = 1_000

/** `<Say>`: reads a text aloud, at a speaker's pace. */
export const say: VerbHandler = async (context, leg, verb) => {
  await listen(context, leg, sayMs(verb))
  return CONTINUE
}

/** How long the text takes to say, in milliseconds, repetitions included. */
export function sayMs(verb: XmlElement): number {
  const words = spokenText(verb)
    .split(/\s+/)
    .filter((word) => word !== '').length
  const loops = numberOf(verb, 'loop', 1)
  return Math.round((words / WORDS_PER_SECOND) * 1_000) * (loops === 0 ? ENDLESS_LOOPS : loops)
}

/** The words of a `<Say>`, those inside speech markup included. */
export function spokenText(verb: XmlElement): string {
  return [verb.text, ...verb.children.map(spokenText)].filter((part) => part !== '').join(' ')
}

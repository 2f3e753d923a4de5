import { plainSpelling } from '#core/conversation/plain-spelling.ts'
import type { Asked } from '#core/qualification/reading.ts'
import type { Intake } from './intake.ts'

/**
 * What the customer's next words most likely answer, for whoever reads them: what was asked last; and once the owner has the lead, the time, where it
 * is not known ("asap", "ahorita porfa") or where the words begin as somebody who puts it right ("no mejor el martes a primera hora").
 */
export function awaitedAnswer(intake: Intake | null | undefined, body: string): Asked | null {
  if (intake === null || intake === undefined) return null
  if (intake.asked !== null || intake.status !== 'qualified') return intake.asked
  return intake.slots.preferredTime === null || CHANGES_MIND.test(plainSpelling(body)) ? 'time' : null
}

const CHANGES_MIND =
  /^(?:(?:oh|ok|okay|hey|hi|ah|so|um|uh|pues|bueno|oye|ben|bon|hmm+|ugh)[ ,.!]+)*(?:no|nope|actually|wait|sorry|oops|my bad|on second thought|change of plans|scratch that|make (?:it|that)|can (?:we|you|i|it)|could (?:we|you|i|it)|better|mejor|perdon|disculpe|digo|siempre|cambio|finalement|plutot|mieux|excusez|pardon|desolee?|erreur|je me suis trompee?|en fait)(?![\p{L}])/u

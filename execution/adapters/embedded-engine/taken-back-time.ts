import type { Intent } from '#core/qualification/reading.ts'
import type { Tokenized } from './tokenize.ts'

/** Words that take back what was said before, and how the better time is led in. */
const TAKES_BACK =
  /^[^a-z0-9]*(?:(?:oh|no|wait|actually|sorry|oops|hm+|ugh|ok|well|uh|um)[ ,.!]+)*(?:(?:scratch|strike|forget|disregard|never ?mind|nvm) (?:that|it|this|what i said)[ ,.!;:-]+|(?:never ?mind|nvm) ?[,.!;:-][ ,.!;:-]*|(?:never ?mind|nvm) (?=make|lets|let's|do |can we))(?:(?:actually|lets|let's|let us|can we|could we|how about|what about|make (?:it|that)|do|say|i (?:need|want|mean|meant)|it's|its|it is|better|rather|for|on|at)[ ,]+)*$/

/** `scratch that, Thursday`, `nvm make it friday`: what is taken back is the time named before, since another stands right after it. */
export function takesBackTime({ tokens, folded }: Pick<Tokenized, 'tokens' | 'folded'>, times: readonly { from: number }[]): boolean {
  const first = times[0]
  const start = first === undefined ? undefined : tokens[first.from]?.start
  return start !== undefined && TAKES_BACK.test(folded.slice(0, start))
}

/** What is taken back for another time is no visit and no request. */
export function withNewTime(intent: Intent, movesTime: boolean): Intent {
  return intent === 'cancel_appointment' && movesTime ? 'book' : intent
}

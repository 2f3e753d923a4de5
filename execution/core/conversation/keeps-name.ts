import { plainSpelling } from './plain-spelling.ts'

/** Said of the name by name. */
const KEEPS_NAME =
  /\b(?:no|not|don'?t|dont|won'?t|wont|without|skip|rather not|refuse to|prefer not) (?:\w+'?\w* ){0,4}names?\b(?! (?:is|was|it)\b)|\banonym\w*|\banonim[oa]\b|\b(?:no|sin|prefiero no) (?:\w+ ){0,4}nombre\b|\b(?:pas|sans|prefere) (?:\w+ ){0,4}nom\b/

/** Enough only where the name was asked for. */
const DECLINES =
  /\b(?:rather|prefer) not\b|^(?:no thanks|nope|private|not (?:now|telling|needed|necessary)|none of your|prefiero no|mejor no|no hace falta|je prefere (?:pas|ne pas)|pas necessaire)\b|\b(?:not|don'?t|dont|won'?t) (?:want to |wanna |gonna |going to |comfortable |feel like )?(?:say\w*|tell\w*|shar\w*|giv\w*)\b|\bdo(?:n'?t| not) need (?:it|that|to know)\b/

/** True when somebody would rather not say who they are; then they are not asked again. */
export function keepsName(words: string, isAsked: boolean): boolean {
  const plain = plainSpelling(words)
  return KEEPS_NAME.test(plain) || (isAsked && DECLINES.test(plain))
}

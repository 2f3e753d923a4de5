import { isQualified, nextQuestion } from '#core/qualification/next-question.ts'
import type { Situation } from './choose-act.ts'
import type { Directive } from './directive.ts'
import type { Plan } from './end-turn.ts'
import type { Intake } from './intake.ts'

/** A photo is asked for once, where the procedure wants one. */
export function photoQuestion(intake: Intake, directive: Directive): Plan['follow'] {
  const wanted = directive.ask.includes('photo') && (intake.timesAsked.photo ?? 0) === 0
  return wanted ? { act: 'ask-photo', asked: 'photo' } : null
}

/** Whoever waits for help in an emergency is asked where they are, whatever else they want; who called it off waits for nothing. */
export function placeQuestion(intake: Intake, { directive }: Situation): Plan['follow'] {
  if (intake.pagedAt === null || intake.handedOver.at(-1) === 'cancel' || isQualified(intake, directive)) return null
  const question = nextQuestion(intake, directive, false)
  return question?.asked === 'address' ? question : null
}

/**
 * What waits for an answer, once more after something else was said. What was put twice is not put again, and its answer is still worth more than that
 * to the next question.
 */
export function pendingQuestion({ intake, directive }: Situation): Plan['follow'] {
  const question = intake.status === 'open' ? nextQuestion(intake, directive, true) : null
  return intake.asked === null || question?.asked === intake.asked ? question : null
}

import type { Instant } from '#core/values/instant.ts'
import { nextQuestion } from '#core/qualification/next-question.ts'
import type { BusinessFacts } from './business-facts.ts'
import type { Directive } from './directive.ts'
import type { Intake } from './intake.ts'
import { afterSaying } from './take-turn.ts'
import type { Step, Turn } from './turn.ts'
import { wordReply } from './word-reply.ts'

/**
 * The turn for a burst of pictures without a word: they answer the question for a photo, the owner hears of them when they have the lead, and what was
 * still to be asked is asked after the thanks.
 */
export function takePictures(before: Intake, facts: BusinessFacts, directive: Directive, at: Instant): Turn {
  const intake: Intake = { ...before, asked: before.asked === 'photo' ? null : before.asked }
  const follow = intake.status === 'open' ? nextQuestion(intake, directive, false) : null
  const effects: Step['effects'] = before.toldOwnerAt === null ? [] : [{ kind: 'update-owner', fields: ['words'] }]
  const step: Step = { intake, lead: 'update-noted', follow, extra: null, answer: null, effects, reasons: [{ code: 'photos_received' }] }
  const worded = wordReply({ step, facts, directive, at, isNewName: false })
  const next = worded === null ? intake : afterSaying(intake, worded)
  return {
    intake: next,
    replies: worded === null ? [] : [{ act: 'update-noted', text: worded.text }],
    asked: next.asked,
    effects,
    reasons: [...step.reasons, ...(worded?.reasons ?? [])],
  }
}

import { jobSeekerAct, type Situation } from './choose-act.ts'
import { type Plan, sayOnly } from './end-turn.ts'
import type { News } from './take-in.ts'

/** So often the polite end is said to somebody who goes on; a customer whom we took for somebody else hears that this line is for service. */
const ENDS_SAID_MAX = 2

/**
 * Who sold something or looked for work and goes on about it is kept away from the owner, until they bring what a customer brings: a need, a place, a
 * name. When they would come by is not that. Null: no such person.
 */
export function answerOutsider({ intake, news, facts }: Situation): Plan | null {
  const isOutsider = intake.status === 'closed' && (intake.intent === 'vendor_spam' || intake.intent === 'job_seeker')
  if (
    !isOutsider ||
    intake.slots.problem !== null ||
    news.need ||
    news.changed.some((field) => field !== 'preferredTime') ||
    !GOES_ON.has(news.topic)
  )
    return null
  const act = intake.intent === 'job_seeker' ? jobSeekerAct(facts) : 'close-vendor'
  return sayOnly(intake, (intake.timesSaid[act] ?? 0) < ENDS_SAID_MAX ? act : null)
}

/** Any other topic is answered as it would be for a customer. */
const GOES_ON = new Set<News['topic']>(['human_please', 'question', 'book', 'quote', 'complaint', 'reschedule', 'existing_job'])

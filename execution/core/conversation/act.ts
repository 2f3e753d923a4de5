/**
 * Everything the assistant can say. The set is closed: an engine, however clever, chooses among these and can word none of its own.
 * The words of each act, in each language, are in the directives.
 */
export const ACTS = [
  'ask-problem',
  'ask-problem-again',
  'ask-address',
  'ask-address-again',
  'ask-city',
  'ask-street',
  'ask-name',
  'ask-name-again',
  'ask-time',
  'ask-photo',
  'acknowledge',
  'acknowledge-request',
  'acknowledge-problem',
  'acknowledge-question',
  'note-words',
  'fine-without',
  'did-not-understand',
  'confirm-qualified',
  'confirm-qualified-plain',
  'out-of-area',
  'service-not-offered',
  'update-noted',
  'already-passed-on',
  'smalltalk',
  'answer-quote',
  'answer-question',
  'answer-why-asked',
  'answer-safety',
  'answer-photo',
  'question-passed-on',
  'answer-known',
  'answer-bot-question',
  'answer-help',
  'answer-help-no-contact',
  'answer-person-please',
  'acknowledge-complaint',
  'acknowledge-existing-job',
  'acknowledge-reschedule',
  'acknowledge-cancel',
  'pass-on-incomplete',
  'crisis',
  'emergency-safety',
  'emergency-paged',
  'emergency-noted',
  'emergency-accepted',
  'offer-slots',
  'offer-slots-again',
  'slot-gone',
  'slot-held',
  'slot-confirmed',
  'slots-none',
  'visit-canceled',
  'emergency-calling',
  'close-wrong-number',
  'close-job-seeker',
  'close-job-seeker-no-phone',
  'close-vendor',
] as const
export type Act = (typeof ACTS)[number]

/** Words that are not an act of their own but stand in for a fact that a business has not given. */
export const STAND_INS = ['word-owner'] as const
export type StandIn = (typeof STAND_INS)[number]

const PLACEHOLDERS = ['business', 'owner', 'name', 'phone', 'contact', 'summary', 'answer', 'person', 'slots', 'slot'] as const
/**
 * What a text may leave open. `name` renders as `, Dana` or as nothing, so that one text serves both; `summary` lists what was
 * captured; `answer` is a fact that the owner approved; `person` is who accepted the emergency; `slots` are the offered times and `slot` the
 * time of the visit.
 */
export type Placeholder = (typeof PLACEHOLDERS)[number]

const EVERYWHERE: readonly Placeholder[] = ['business', 'owner', 'name']

const ONLY_IN: Partial<Record<Act, readonly Placeholder[]>> = {
  'confirm-qualified': ['summary'],
  'answer-known': ['answer'],
  'answer-help': ['contact'],
  'close-job-seeker': ['phone'],
  'emergency-accepted': ['person'],
  'offer-slots': ['slots'],
  'offer-slots-again': ['slots'],
  'slot-held': ['slot'],
  'slot-confirmed': ['slot'],
  'visit-canceled': ['slot'],
  'emergency-calling': ['person'],
}

/** The placeholders that a text of this act may hold. */
export function placeholdersOf(act: Act | StandIn): readonly Placeholder[] {
  if (act === 'word-owner') return []
  return [...EVERYWHERE, ...(ONLY_IN[act] ?? [])]
}

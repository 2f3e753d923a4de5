import type { Language } from '#core/qualification/reading.ts'
import type { Intake } from './intake.ts'

/** An intake that knows nothing yet. */
export function newIntake(language: Language): Intake {
  return {
    status: 'open',
    language,
    intent: null,
    urgency: 'none',
    safety: false,
    slots: { problem: null, service: null, name: null, street: null, city: null, zip: null, callbackPhone: null, preferredTime: null },
    asked: null,
    timesAsked: {},
    replies: 0,
    pagedAt: null,
    acceptedBy: null,
    toldOwnerAt: null,
    qualifiedAt: null,
    handedOver: [],
    notes: [],
    lastWords: null,
    timesSaid: {},
    turnsWithoutNews: 0,
  }
}

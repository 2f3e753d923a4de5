import type { Act } from '#core/conversation/act.ts'
import type { Directive } from '#core/conversation/directive.ts'
import type { Intake } from '#core/conversation/intake.ts'
import type { Asked } from '#core/qualification/reading.ts'

export type Question = { asked: Asked; act: Act }

/** What we cannot do without is asked twice, the rest once, or a second time when the customer was busy with another matter. */
const ASKED_MAX = 2

/** Where the work is, as far as the trade needs to know. */
function knowsPlace(intake: Intake, directive: Directive): boolean {
  const { street, city, zip } = intake.slots
  if (street !== null) return true
  return directive.place === 'shop' && (zip !== null || city !== null)
}

/** What it is about: an account of the problem, or, for somebody who was asked for one and gave none, the thing that they named. */
function knowsNeed({ slots, timesAsked }: Intake): boolean {
  return slots.problem !== null || (slots.service !== null && (timesAsked.problem ?? 0) > 0)
}

/** The customer's own number reaches them, so a need and a place make a lead that the owner can act on. */
export function isQualified(intake: Intake, directive: Directive): boolean {
  return knowsNeed(intake) && knowsPlace(intake, directive)
}

/**
 * The next thing to find out, in the trade's order; null when nothing is left to ask. `digressed`: the customer's last text dealt
 * with something else, so a courtesy question that got no answer may be put once more; `untimed`: to the question when they told another
 * thing that we want.
 */
export function nextQuestion(intake: Intake, directive: Directive, digressed: boolean, untimed = false): Question | null {
  for (const thing of directive.ask) {
    const question = questionAbout(thing, intake, directive, { digressed, untimed })
    if (question !== null) return question
  }
  return null
}

type Beside = { digressed: boolean; untimed: boolean }

function questionAbout(thing: Asked, intake: Intake, directive: Directive, { digressed, untimed }: Beside): Question | null {
  const times = intake.timesAsked[thing] ?? 0
  switch (thing) {
    case 'problem':
      if (knowsNeed(intake) || times >= ASKED_MAX) return null
      return { asked: thing, act: times === 0 ? 'ask-problem' : 'ask-problem-again' }
    case 'address':
      return addressQuestion(intake, directive, times)
    case 'name':
      if (intake.slots.name !== null || intake.keepsName === true || times >= (digressed ? ASKED_MAX : 1)) return null
      return { asked: thing, act: times === 0 ? 'ask-name' : 'ask-name-again' }
    case 'time':
      // Somebody in danger wants somebody now.
      if (
        intake.slots.preferredTime !== null ||
        intake.anyTime === true ||
        intake.urgency === 'emergency' ||
        waitsNow(intake) ||
        times >= (untimed ? ASKED_MAX : 1)
      )
        return null
      return { asked: thing, act: 'ask-time' }
    case 'photo':
    case 'confirm_slot':
      // A photo is asked for when the lead is complete, so that it never holds anything up.
      return null
    default:
      return thing satisfies never
  }
}

/** Whoever stands before a locked door wants somebody now; asking when would sound like a machine. */
function waitsNow({ urgency, slots }: Intake): boolean {
  return urgency === 'urgent' && LOCKED_OUT.has(slots.service?.value ?? '')
}

const LOCKED_OUT = new Set(['lockout', 'car lockout'])

function addressQuestion(intake: Intake, directive: Directive, times: number): Question | null {
  const { city, zip } = intake.slots
  const isKnown = knowsPlace(intake, directive)
  // Whoever named the town is asked for the rest alone, and once.
  const lacksStreet = !isKnown && (city !== null || zip !== null) && (intake.timesSaid['ask-street'] ?? 0) === 0
  if (lacksStreet) return { asked: 'address', act: 'ask-street' }
  if (times >= ASKED_MAX) return null
  if (!isKnown) return { asked: 'address', act: times === 0 ? 'ask-address' : 'ask-address-again' }
  const saidWhich = intake.timesSaid['ask-city'] ?? 0
  if (directive.place === 'shop' || city !== null || zip !== null || saidWhich > 0) return null
  return { asked: 'address', act: 'ask-city' }
}

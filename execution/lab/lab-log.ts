import type { CarrierEvent } from '#adapters/fake-carrier/event-log.ts'
import { instant, toIso, type Instant } from '#core/values/instant.ts'
import type { LabCall, LabStep } from '#ports/lab.ts'
import { spokenBy, stepOfCarrier, type NewStep } from './carrier-steps.ts'

/** Enough for a long afternoon in the lab; older steps are forgotten. */
const STEPS_MAX = 2_000
/** What one answer carries. */
const STEPS_AT_ONCE = 400

export type LabLog = {
  heard(event: CarrierEvent): void
  add(steps: readonly NewStep[], at: Instant): void
  /** Newer than `since`, oldest first. */
  steps(since: number): LabStep[]
  /** What was said so far on a line. */
  spokenOn(callSid: string): LabCall['heard']
}

/** One timeline of the phone network and the product, in the order in which things happened. */
export function createLabLog(): LabLog {
  let steps: LabStep[] = []
  let order = 0
  const spoken = new Map<string, LabCall['heard']>()

  const append = (step: NewStep, at: Instant) => {
    order += 1
    steps.push({ order, at: toIso(at), ...step })
    if (steps.length > STEPS_MAX) steps = steps.slice(-STEPS_MAX / 2)
  }
  return {
    heard(event) {
      const step = stepOfCarrier(event)
      if (step !== null) append(step, instant(event.at))
      const text = spokenBy(event)
      if (text === null || event.callSid === undefined) return
      spoken.set(event.callSid, [...(spoken.get(event.callSid) ?? []), { order, text }])
    },
    add(added, at) {
      for (const step of added) append(step, at)
    },
    steps: (since) => steps.filter((step) => step.order > since).slice(-STEPS_AT_ONCE),
    spokenOn: (callSid) => spoken.get(callSid) ?? [],
  }
}

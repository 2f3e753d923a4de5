import type { Instant } from '#core/values/instant.ts'

/** What a person confirms before a business made by onboarding goes live, in order. */
export const SETUP_STEPS = ['procedure', 'hours', 'messages', 'callers', 'forwarding', 'test-call'] as const
export type SetupStep = (typeof SETUP_STEPS)[number]

/** When each step was confirmed; a missing one is open. */
export type SetupProgress = Readonly<Partial<Record<SetupStep, Instant>>>

/** What still keeps this business from going live. A business that was made without a guided setup has nothing open. */
export function openSteps(setup: SetupProgress | null | undefined): SetupStep[] {
  return setup === null || setup === undefined ? [] : SETUP_STEPS.filter((step) => setup[step] === undefined)
}

/** Which fields of a business a step was confirmed for. */
const FIELDS_OF_STEP: Record<SetupStep, readonly string[]> = {
  procedure: [
    'trade',
    'name',
    'ownerName',
    'ownerPhone',
    'ownerPhoneVerified',
    'fallbackPhone',
    'approvedFacts',
    'services',
    'serviceArea',
  ],
  hours: ['hours', 'timezone'],
  messages: ['name', 'trade', 'messageAudioUrl', 'messages', 'businessPhone', 'mailingAddress', 'website'],
  callers: ['trade', 'name', 'ownerName', 'hours', 'timezone'],
  forwarding: ['numbers'],
  'test-call': ['numbers'],
}

/** What was confirmed holds only for what was shown: a change of these fields opens their steps again. */
export function afterChange(setup: SetupProgress, fields: readonly string[]): SetupProgress {
  const kept = SETUP_STEPS.filter((step) => setup[step] !== undefined && !FIELDS_OF_STEP[step].some((field) => fields.includes(field)))
  return Object.fromEntries(kept.map((step) => [step, setup[step]]))
}

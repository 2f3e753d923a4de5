import type { Outcome } from '#core/effect.ts'
import type { RegistrationStep, StepResult } from '#core/registration/step.ts'
import type { RegistrationAccess, RegistrationPort } from '#ports/registration.ts'
import { outcomeOfCreate } from '../rest-outcome.ts'
import { createRest, type RestRequest } from '../rest.ts'
import { findStep } from './find-step.ts'
import { bundlePath, changeRequest, makeRequest } from './piece-forms.ts'
import { brandPath, readState, servicePath, withSaid, type RegistrationRest } from './read-state.ts'
import { doneOf, evaluationOf, madeOf } from './step-answers.ts'

/** Reviews may take Twilio a while to take in; nobody waits on the phone for these. */
export const REGISTRATION_TIMEOUT_MS = 20_000

type Settings = {
  /** `TWILIO_API_BASE_URL`; null = Twilio itself. */
  apiBaseUrl: string | null
  /** From 0 up to 1; spreads the next tries. */
  random: () => number
  /** Epoch milliseconds; reads `Retry-After` dates. */
  now: () => number
  timeoutMs?: number
}

/** Registration over Twilio's Trust Hub and Messaging interfaces (facts 12, 2026). Nothing here decides what comes next. */
export function createTwilioRegistration({ apiBaseUrl, random, now, timeoutMs = REGISTRATION_TIMEOUT_MS }: Settings): RegistrationPort {
  const http: RegistrationRest = { rest: createRest({ apiBaseUrl }), chance: { random, now }, timeoutMs }
  return {
    perform: (access, step) => perform(http, access, step),
    find: (access, step) => findStep(http, access, step),
  }
}

async function perform(http: RegistrationRest, access: RegistrationAccess, step: RegistrationStep): Promise<Outcome<StepResult>> {
  switch (step.kind) {
    case 'read-policies':
    case 'find-primary-profile':
    case 'find-number':
      return lookUp(http, access, step)
    case 'make':
      return write(http, { account: access.account, ...makeRequest(access.account, step.piece) }, madeOf)
    case 'change': {
      const request = changeRequest(access.account, step.piece, step.sid)
      if (request === null) return { kind: 'refused', reason: `the ${step.name} cannot be changed where it is`, code: null }
      return write(http, { account: access.account, ...request }, doneOf)
    }
    case 'assign':
      return write(http, bundleRequest(access, step, '/EntityAssignments', { ObjectSid: step.objectSid }), doneOf)
    case 'evaluate':
      return write(http, bundleRequest(access, step, '/Evaluations', { PolicySid: step.policySid }), evaluationOf)
    case 'hand-in':
      return write(http, bundleRequest(access, step, '', { Status: 'pending-review' }), doneOf)
    case 'hand-in-brand':
      return write(http, messaging(access, brandPath(step.sid), {}), doneOf)
    case 'send-code':
      return write(http, messaging(access, `${brandPath(step.brandSid)}/SmsOtp`, {}), doneOf)
    case 'add-number':
      return write(http, messaging(access, `${servicePath(step.serviceSid)}/PhoneNumbers`, { PhoneNumberSid: step.numberSid }), doneOf)
    case 'read-bundle':
    case 'read-brand':
    case 'read-service':
    case 'read-use-cases':
    case 'read-campaign':
    case 'read-verification':
      return readState(http, access, step)
    default:
      return step satisfies never
  }
}

/** Questions that are answered by a list: absent is an answer too, for a person to act on. */
async function lookUp(
  http: RegistrationRest,
  access: RegistrationAccess,
  step: Extract<RegistrationStep, { kind: 'read-policies' | 'find-primary-profile' | 'find-number' }>,
): Promise<Outcome<StepResult>> {
  const found = await findStep(http, access, step)
  if (found.kind === 'found') return { kind: 'done', value: found.result }
  if (found.kind === 'unknown') {
    const { reason, code } = found
    return code === null ? { kind: 'retry', afterMs: LOOK_AGAIN_MS, reason, code } : { kind: 'refused', reason, code }
  }
  if (step.kind === 'find-number') return { kind: 'done', value: { kind: 'number', sid: null } }
  if (step.kind === 'find-primary-profile') return { kind: 'done', value: { kind: 'primary-profile', sid: null } }
  return { kind: 'done', value: { kind: 'policies', policies: [] } }
}

const LOOK_AGAIN_MS = 30_000

function bundleRequest(
  { account }: RegistrationAccess,
  step: { bundle: 'profile' | 'trust-product'; bundleSid: string },
  below: string,
  form: Record<string, string>,
) {
  return {
    account,
    product: 'trusthub' as const,
    path: `/v1/${bundlePath(step.bundle)}/${encodeURIComponent(step.bundleSid)}${below}`,
    form,
  }
}

function messaging({ account }: RegistrationAccess, path: string, form: Record<string, string>) {
  return { account, product: 'messaging' as const, path, form }
}

async function write(
  { rest, chance, timeoutMs }: RegistrationRest,
  request: Omit<RestRequest, 'method' | 'timeoutMs'>,
  answerOf: (body: unknown) => StepResult | null,
): Promise<Outcome<StepResult>> {
  const answer = await rest({ ...request, method: 'POST', timeoutMs })
  return withSaid(outcomeOfCreate(answer, answerOf, chance), answer)
}

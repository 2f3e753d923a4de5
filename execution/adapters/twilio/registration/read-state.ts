import type { Outcome } from '#core/effect.ts'
import type { RegistrationStep, StepResult } from '#core/registration/step.ts'
import type { RegistrationAccess } from '#ports/registration.ts'
import { outcomeOfRead, type Chance } from '../rest-outcome.ts'
import type { RestAnswer, RestRequest, TwilioRest } from '../rest.ts'
import { bundlePath, CAMPAIGN_HEADERS, campaignsPath } from './piece-forms.ts'
import { brandOf, bundleOf, campaignOf, saidOf, serviceOf, useCasesOf, verificationOf } from './step-answers.ts'

/** What the requests of one port share. */
export type RegistrationRest = { rest: TwilioRest; chance: Chance; timeoutMs: number }

export type StateStep = Extract<
  RegistrationStep,
  { kind: 'read-bundle' | 'read-brand' | 'read-service' | 'read-use-cases' | 'read-campaign' | 'read-verification' }
>

/** One thing as it stands. */
export function readState(http: RegistrationRest, access: RegistrationAccess, step: StateStep): Promise<Outcome<StepResult>> {
  switch (step.kind) {
    case 'read-bundle':
      return read(
        http,
        access,
        { product: 'trusthub', path: `/v1/${bundlePath(step.bundle)}/${encodeURIComponent(step.bundleSid)}` },
        bundleOf,
      )
    case 'read-brand':
      return read(http, access, { product: 'messaging', path: brandPath(step.sid) }, brandOf)
    case 'read-service':
      return read(http, access, { product: 'messaging', path: servicePath(step.sid) }, serviceOf)
    case 'read-use-cases': {
      const path = `${campaignsPath(step.serviceSid)}/Usecases`
      return read(http, access, { product: 'messaging', path, query: { BrandRegistrationSid: step.brandSid } }, useCasesOf)
    }
    case 'read-campaign': {
      const path = `${campaignsPath(step.serviceSid)}/${encodeURIComponent(step.sid)}`
      return read(http, access, { product: 'messaging', path, headers: CAMPAIGN_HEADERS }, campaignOf)
    }
    case 'read-verification':
      return read(
        http,
        access,
        { product: 'messaging', path: `/v1/Tollfree/Verifications/${encodeURIComponent(step.sid)}` },
        verificationOf,
      )
    default:
      return step satisfies never
  }
}

export function brandPath(sid: string): string {
  return `/v1/a2p/BrandRegistrations/${encodeURIComponent(sid)}`
}

export function servicePath(sid: string): string {
  return `/v1/Services/${encodeURIComponent(sid)}`
}

async function read(
  { rest, chance, timeoutMs }: RegistrationRest,
  { account }: RegistrationAccess,
  request: Pick<RestRequest, 'product' | 'path' | 'query' | 'headers'>,
  answerOf: (body: unknown) => StepResult | null,
): Promise<Outcome<StepResult>> {
  const answer = await rest({ account, ...request, method: 'GET', timeoutMs })
  return withSaid(outcomeOfRead(answer, answerOf, chance), answer)
}

/** A refusal here is read by the person who must mend it, so Twilio's own sentence goes with it. */
export function withSaid(outcome: Outcome<StepResult>, answer: RestAnswer): Outcome<StepResult> {
  if (outcome.kind !== 'refused' || answer.kind !== 'answered') return outcome
  const said = saidOf(answer.body)
  return said === null ? outcome : { ...outcome, reason: said }
}

import type { Outcome } from '#core/effect.ts'
import type { RegistrationStep, StepResult } from '#core/registration/step.ts'
import type { CarrierAccount } from './carrier.ts'

/** Whose credentials a step may use. */
export type RegistrationAccess = {
  /** The tenant's own, or the parent account's where the tenant has none. A parent's keys are no good for things of a subaccount. */
  account: CarrierAccount
  /** The operator's: its approved primary profile is looked up with it. Null where there is none. */
  parentAccount: CarrierAccount | null
}

/** What the carrier's own lists say of a step that may have been done. */
export type FoundStep =
  | { kind: 'found'; result: StepResult }
  | { kind: 'absent' }
  /** `code` when the carrier refuses to be asked: then a person must act and asking again is of no use. */
  | { kind: 'unknown'; reason: string; code: number | null }

/**
 * Registration at the carrier, one request at a time. Only bugs throw. There is no idempotency key, so a step whose outcome was `unknown` must be looked
 * for with `find` before it is performed again; a second brand or campaign costs money and cannot be taken back.
 */
export interface RegistrationPort {
  perform(access: RegistrationAccess, step: RegistrationStep): Promise<Outcome<StepResult>>
  /** Looks whether the step was done already, by names, ids and states. May be called as often as wished. Steps that may be repeated are answered `absent`. */
  find(access: RegistrationAccess, step: RegistrationStep): Promise<FoundStep>
}

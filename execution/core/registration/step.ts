import type { FailureNote } from './failure.ts'
import type { BundleName, Piece, PieceName } from './piece.ts'

/** One request to the carrier. Imperative, with everything that it needs. */
export type RegistrationStep =
  | { kind: 'read-policies' }
  | { kind: 'find-primary-profile'; policySid: string }
  | { kind: 'find-number'; e164: string }
  | { kind: 'make'; name: PieceName; piece: Piece }
  | { kind: 'change'; name: PieceName; sid: string; piece: Piece }
  | { kind: 'assign'; bundle: BundleName; bundleSid: string; objectSid: string }
  | { kind: 'evaluate'; bundle: BundleName; bundleSid: string; policySid: string }
  | { kind: 'hand-in'; bundle: BundleName; bundleSid: string }
  | { kind: 'read-bundle'; bundle: BundleName; bundleSid: string }
  | { kind: 'read-brand'; sid: string }
  | { kind: 'hand-in-brand'; sid: string }
  | { kind: 'send-code'; brandSid: string }
  | { kind: 'read-service'; sid: string }
  | { kind: 'read-use-cases'; serviceSid: string; brandSid: string }
  | { kind: 'read-campaign'; serviceSid: string; sid: string }
  | { kind: 'add-number'; serviceSid: string; numberSid: string; e164: string }
  | { kind: 'read-verification'; sid: string }

/** Statuses as Twilio words them; a word that is not known stays as it came and counts as "still under review". */
export type StepResult =
  | { kind: 'made'; sid: string }
  | { kind: 'done' }
  | { kind: 'policies'; policies: readonly { sid: string; name: string }[] }
  /** Null: there is none. */
  | { kind: 'primary-profile'; sid: string | null }
  | { kind: 'number'; sid: string | null }
  | { kind: 'evaluated'; compliant: boolean; notes: readonly FailureNote[] }
  | { kind: 'bundle'; status: string; notes: readonly FailureNote[] }
  | { kind: 'brand'; status: string; identity: string | null; score: number | null; notes: readonly FailureNote[] }
  | { kind: 'service'; inboundUrl: string | null; statusCallback: string | null; usesNumberWebhook: boolean }
  | { kind: 'use-cases'; codes: readonly string[] }
  | { kind: 'campaign'; status: string; notes: readonly FailureNote[] }
  | { kind: 'verification'; status: string; editAllowed: boolean | null; notes: readonly FailureNote[] }

/** What a step is called in the history and in messages; holds ids and no personal data. */
export function stepName(step: RegistrationStep): string {
  switch (step.kind) {
    case 'make':
    case 'change':
      return `${step.kind} ${step.name}`
    case 'assign':
      return `assign ${step.objectSid} to ${step.bundle}`
    case 'evaluate':
    case 'hand-in':
    case 'read-bundle':
      return `${step.kind} ${step.bundle}`
    case 'find-number':
    case 'add-number':
      return `${step.kind} ${step.e164}`
    case 'read-policies':
    case 'find-primary-profile':
    case 'read-brand':
    case 'hand-in-brand':
    case 'send-code':
    case 'read-service':
    case 'read-use-cases':
    case 'read-campaign':
    case 'read-verification':
      return step.kind
    default:
      return step satisfies never
  }
}

/** Steps that only read: they may be repeated at will and need no row before them. */
export function isReading(step: RegistrationStep): boolean {
  return step.kind.startsWith('read-') || step.kind.startsWith('find-')
}

/**
 * Steps that leave something behind, whose twin would cost money or could not be taken back: the carrier's list is asked before the first try already, so
 * that not even a database put back from a backup leads to a second one.
 */
export function isLookedForFirst(step: RegistrationStep): boolean {
  return ['make', 'assign', 'add-number', 'hand-in', 'hand-in-brand'].includes(step.kind)
}

/** Steps at the brand, campaign and verification endpoints, which take one request a second (public code, 2026; facts 12.2). */
export function isSlow(step: RegistrationStep): boolean {
  switch (step.kind) {
    case 'make':
    case 'change':
      return step.name === 'brand' || step.name === 'campaign' || step.name === 'verification'
    case 'read-brand':
    case 'hand-in-brand':
    case 'send-code':
    case 'read-use-cases':
    case 'read-campaign':
    case 'read-verification':
      return true
    case 'read-policies':
    case 'find-primary-profile':
    case 'find-number':
    case 'assign':
    case 'evaluate':
    case 'hand-in':
    case 'read-bundle':
    case 'read-service':
    case 'add-number':
      return false
    default:
      return step satisfies never
  }
}

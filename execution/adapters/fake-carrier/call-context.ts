import type { AccountBook } from './accounts.ts'
import type { CallbackSender } from './callbacks.ts'
import type { DocumentSource, Leg, LegFacts } from './call-leg.ts'
import type { CarrierClock } from './clock.ts'
import type { EventLog } from './event-log.ts'
import type { HttpMethod, NumberBook } from './numbers.ts'
import type { PartyPlan } from './personas.ts'
import type { RecordingBook } from './recordings.ts'
import type { SeededRandom } from './seeded-random.ts'
import type { SidMaker } from './sids.ts'
import type { XmlElement } from './twiml-parse.ts'
import type { WebhookSender } from './webhooks.ts'

/** Points on which Twilio's documents are silent (facts to be probed live); both answers can be rehearsed. */
export type VoiceOptions = {
  /** Final status of a call abandoned while it rang under `answerOnBridge`. */
  abandonedStatus: 'no-answer' | 'canceled' | 'either'
  /** Whether `<Dial action>` is requested although the caller has gone. */
  actionAfterAbandon: boolean
  /** `DialCallStatus` when the called leg was answered but hung up in its own document. */
  declinedWhisperStatus: 'completed' | 'no-answer'
  /** How long a `<Play>` lasts; the carrier does not decode audio. */
  playMs: number
}

/** Everything the call machinery works with. */
export type CallContext = {
  clock: CarrierClock
  log: EventLog
  random: SeededRandom
  newSid: SidMaker
  accounts: AccountBook
  numbers: NumberBook
  recordings: RecordingBook
  webhooks: WebhookSender
  callbacks: CallbackSender
  voice: VoiceOptions
  /** Makes a leg and lists it. Without a plan the telephone at the called number decides how its person behaves. */
  openLeg(facts: Omit<LegFacts, 'callSid' | 'plan'> & { plan?: PartyPlan }): Leg
  /** Runs a flow of its own; a bug in it becomes an alert. */
  spawn(work: Promise<unknown>): void
  /** Carries out documents on a leg until one ends, or the leg does. */
  interpret(leg: Leg, source: DocumentSource): Promise<InterpretEnding>
}

/** How the documents of a leg came to an end. `document-ended`: the last verb was done and the leg is still up. */
export type InterpretEnding = 'document-ended' | 'over'

/** Where the verbs of a document came from, to resolve relative addresses; null for TwiML handed in by REST. */
export type Page = { url: string | null }

/** What a verb leads to. */
export type VerbResult = { kind: 'continue' } | { kind: 'document'; source: DocumentSource } | { kind: 'hang-up' }

export type VerbHandler = (context: CallContext, leg: Leg, verb: XmlElement, page: Page) => Promise<VerbResult>

export const CONTINUE: VerbResult = { kind: 'continue' }

/** The method a verb asks for; Twilio's default is POST. */
export function methodOf(verb: XmlElement, attribute = 'method'): HttpMethod {
  return verb.attributes[attribute] === 'GET' ? 'GET' : 'POST'
}

/** A whole number given as an attribute, or the default. The schema has checked its form. */
export function numberOf(verb: XmlElement, attribute: string, byDefault: number): number {
  const value = verb.attributes[attribute]
  return value === undefined || value === 'auto' ? byDefault : Number(value)
}

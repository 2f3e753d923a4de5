import type { AlertKind } from '#core/effect.ts'
import type { DomainEventType } from '#core/workflows/domain-event.ts'
import type { CalendarReader } from '#ports/booking.ts'
import type { KeyedHash } from '#core/one-time-code.ts'
import type { Carrier, CarrierAccount } from '#ports/carrier.ts'
import type { Clock } from '#ports/clock.ts'
import type { Directives } from '#ports/directives.ts'
import type { GuardedModel, ReadingEngine } from '#ports/language-model.ts'
import type { MediaFiles } from '#ports/media.ts'
import type { Store } from '#ports/store.ts'
import type { Workflows } from '#ports/workflows.ts'
import type { Absences } from './absences.ts'
import type { Reader } from './reader.ts'
import type { Tenants } from './tenants.ts'

/** What the flow tells whoever measures it. Every method must be quick and never throw. */
export type Measures = {
  eventReceived(kind: string, repeated: boolean): void
  missedToText(milliseconds: number): void
  textSettled(outcome: string, smsKind: string): void
  effectFailed(kind: string, error: unknown): void
  ownerTold(alert: AlertKind): void
  /** A model was asked, or would have been: `proposed`, or why its word is missing. */
  modelAsked(outcome: string): void
  /** What became of telling slow processes of an event, once per try. */
  workflowTold(outcome: string, type: DomainEventType): void
}

/** The parts that the flow is made of; `app.ts` puts them together, functions ask for what they need with `Pick`. */
export type FlowParts = {
  store: Store
  clock: Clock
  carrier: Carrier
  /** Reads every text, alone when there is no model. */
  engine: ReadingEngine
  /** Makes the engine's reading better; null when none is configured. */
  model: GuardedModel | null
  /** Asks the two above. */
  reader: Reader
  directives: Directives
  /** The bytes of voicemails and pictures. */
  media: MediaFiles
  /** Reads the other calendars of businesses. */
  calendars: CalendarReader
  /** The slow processes outside; null: there is nobody to tell, and nothing is written for them. */
  workflows: Workflows | null
  tenants: Tenants
  /** Businesses that were unattended before this start. */
  absences: Absences
  measures: Measures
  /** The parent account of the carrier, for tenants without their own; null in lab mode before one is made. */
  parentAccount: CarrierAccount | null
  publicUrl: string
  /** Keyed with the secret of the installation, for codes to phones of staff. */
  codeHash: KeyedHash
  /** Keyed with the secret of the installation. */
  keyedHash: KeyedHash
  /** Lab: the built-in carrier needs no registration. */
  lab: boolean
  /** Webhooks that wait for their answer right now. */
  waitingAnswers: () => number
  /** Wakes the dispatcher; returns at once. */
  nudge: () => void
}

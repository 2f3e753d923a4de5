import type { Fallback } from '#core/event.ts'
import type { Proposal } from '#core/qualification/proposal.ts'
import type { Asked, Language, Reading, ReadingContext, Trade } from '#core/qualification/reading.ts'

/** Reads one customer text alone, at once, without a network. Must not have effects; may be called twice; never rejects. */
export interface ReadingEngine {
  readonly name: string
  read(text: string, context: ReadingContext): Promise<Reading>
}

/** All that a model is told: the words, and what they may mean here. No number, no name that the words do not hold, no other text. */
export type ModelRequest = {
  text: string
  trade: Trade
  asked: Asked | null
  /** The canonical services of the trade's directive. */
  services: readonly string[]
}

/** Money in millionths of a US dollar, also for a call that failed: what was asked may be on the bill. */
export type ModelAnswer =
  | { kind: 'proposed'; proposal: Proposal; costMicros: number }
  | { kind: 'failed'; reason: string; costMicros: number }

export type RewordRequest = { text: string; language: Language }

/** Another wording, not yet verified; null when there is none. */
export type Reworded = { text: string | null; costMicros: number }

/**
 * A model somewhere else that says more about one customer text. Whatever it answers becomes labels and places (`Proposal`) in the adapter.
 * May be called twice, has no effect, never rejects; ends soon after `signal` is aborted. Does not retry: the customer waits.
 */
export interface LanguageModel {
  readonly name: string
  propose(request: ModelRequest, signal: AbortSignal): Promise<ModelAnswer>
  /** Null: this model words nothing. */
  readonly reword: ((request: RewordRequest, signal: AbortSignal) => Promise<Reworded>) | null
}

/** One question to a guarded model. Neither promise rejects. */
export type Asking = {
  /** Settles at the deadline at the latest. */
  inTime: Promise<Proposal | Exclude<Fallback, 'budget'>>
  /** What came at last, perhaps long after the deadline; `null` when nothing was asked. */
  atLast: Promise<ModelAnswer | null>
}

/** A language model that can be slow, wrong or gone without anybody waiting for it: deadline, circuit breaker, limit of calls at once. */
export interface GuardedModel {
  readonly name: string
  ask(request: ModelRequest): Asking
  /** From the question until nobody waits for the answer any more. */
  readonly deadlineMs: number
  /** Null when the model words nothing. `inTime` settles within `withinMs`, with null when there is no other wording. Neither promise rejects. */
  readonly reword: ((request: RewordRequest, withinMs: number) => { inTime: Promise<string | null>; atLast: Promise<Reworded> }) | null
  /** Ends every call under way. */
  close(): void
}

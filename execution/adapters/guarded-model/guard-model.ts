import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhenResult, isBrokenCircuitError } from 'cockatiel'
import type { Clock } from '#ports/clock.ts'
import type { Asking, GuardedModel, LanguageModel, ModelAnswer, ModelRequest, Reworded } from '#ports/language-model.ts'

/** After so many failures in a row the model is left alone for a while. */
export const FAILURES_IN_A_ROW_MAX = 5

/** Then one call tries whether it is back. */
export const CIRCUIT_OPEN_MS = 30_000

/** Calls under way at once, late ones included; a model that hangs takes no more than these. */
export const CALLS_AT_ONCE_MAX = 32

/** An answer later than this refines nothing worth the connection. Gravity AI's jobs may take as long. */
export const GIVE_UP_MS = 60_000

/** A call that was told to end has this long to do so. */
const LAST_WORD_MS = 1_000

export type GuardOptions = {
  clock: Pick<Clock, 'after'>
  deadlineMs: number
  giveUpMs?: number
  circuitOpenMs?: number
}

/**
 * Puts a model behind a deadline, a circuit breaker and a limit of calls. The deadline only ends the waiting: the call goes on, so that a late
 * answer can still refine the lead. The breaker counts how calls end, not when: a slow model is of use, a dead one is not.
 */
export function guardModel(model: LanguageModel, options: GuardOptions): GuardedModel {
  return new Guard(model, options)
}

class Guard implements GuardedModel {
  readonly name: string
  readonly reword: GuardedModel['reword']
  readonly #model: LanguageModel
  readonly #clock: Pick<Clock, 'after'>
  readonly deadlineMs: number
  readonly #giveUpMs: number
  readonly #breaker
  readonly #underWay = new Set<AbortController>()
  #closed = false

  constructor(model: LanguageModel, { clock, deadlineMs, giveUpMs = GIVE_UP_MS, circuitOpenMs = CIRCUIT_OPEN_MS }: GuardOptions) {
    this.name = model.name
    this.#model = model
    this.#clock = clock
    this.deadlineMs = deadlineMs
    this.#giveUpMs = giveUpMs
    const isFailure = handleWhenResult(
      (answer) => typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'failed',
    )
    this.#breaker = circuitBreaker(isFailure.orType(Error), {
      halfOpenAfter: circuitOpenMs,
      breaker: new ConsecutiveBreaker(FAILURES_IN_A_ROW_MAX),
    })
    const { reword } = model
    this.reword = reword === null ? null : (request, withinMs) => this.#reword((signal) => reword(request, signal), withinMs)
  }

  ask(request: ModelRequest): Asking {
    const atLast = this.#call(request)
    const settled = atLast.then((answer) => {
      if (typeof answer === 'string') return answer
      return answer.kind === 'proposed' ? answer.proposal : 'error'
    })
    return {
      inTime: this.#within(this.deadlineMs, settled, 'timeout' as const),
      atLast: atLast.then((answer) => (typeof answer === 'string' ? null : answer)),
    }
  }

  close(): void {
    this.#closed = true
    for (const abort of this.#underWay) abort.abort()
  }

  async #call(request: ModelRequest): Promise<ModelAnswer | 'open-circuit' | 'busy'> {
    // While one call tries whether the model is back, the others do not wait for its result.
    if (this.#closed || this.#breaker.state === CircuitState.HalfOpen) return 'open-circuit'
    if (this.#underWay.size >= CALLS_AT_ONCE_MAX) return 'busy'
    try {
      return await this.#breaker.execute(() => this.#limited((signal) => this.#model.propose(request, signal), this.#giveUpMs))
    } catch (error) {
      if (isBrokenCircuitError(error)) return 'open-circuit'
      // An adapter does not reject; one that does has a fault of ours, and the customer must not pay for it.
      return { kind: 'failed', reason: error instanceof Error ? error.name : 'unknown fault', costMicros: 0 }
    }
  }

  #reword(call: (signal: AbortSignal) => Promise<Reworded>, withinMs: number): ReturnType<NonNullable<GuardedModel['reword']>> {
    const none: Reworded = { text: null, costMicros: 0 }
    const isOff = this.#closed || this.#breaker.state !== CircuitState.Closed || this.#underWay.size >= CALLS_AT_ONCE_MAX
    const atLast = isOff ? Promise.resolve(none) : this.#limited(call, withinMs).catch(() => none)
    const wording = atLast.then(({ text }) => text)
    return { inTime: this.#within(withinMs, wording, null), atLast }
  }

  /** What `work` gives, or `otherwise` when it takes longer. */
  #within<Value, Otherwise>(limitMs: number, work: Promise<Value>, otherwise: Otherwise): Promise<Value | Otherwise> {
    let cancel = () => {}
    const limit = new Promise<Otherwise>((resolve) => {
      cancel = this.#clock.after(limitMs, () => resolve(otherwise))
    })
    return Promise.race([work, limit]).finally(() => cancel())
  }

  /** Tells the call to end when its time is over, and does not depend on it to do so. What it cost, it may still say. */
  async #limited<Value>(call: (signal: AbortSignal) => Promise<Value>, limitMs: number): Promise<Value> {
    const abort = new AbortController()
    this.#underWay.add(abort)
    const cancelLimit = this.#clock.after(limitMs, () => abort.abort())
    let cancelGrace = () => {}
    const ended = new Promise<never>((_, reject) => {
      const giveUp = () => {
        if (this.#closed) return reject(new CallEnded())
        cancelGrace = this.#clock.after(LAST_WORD_MS, () => reject(new CallEnded()))
      }
      abort.signal.addEventListener('abort', giveUp, { once: true })
    })
    return Promise.race([call(abort.signal), ended]).finally(() => {
      cancelLimit()
      cancelGrace()
      this.#underWay.delete(abort)
    })
  }
}

/** A call that would not end when it was told to. */
class CallEnded extends Error {
  override name = 'CallEnded'
}

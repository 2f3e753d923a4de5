import type { Conversation, PendingText } from '#core/conversation/conversation.ts'
import { mayAskModel, modelCallMicros } from '#core/cost/model-budget.ts'
import type { Fallback, ReadText } from '#core/event.ts'
import { startOfLocalMonth } from '#core/hours/local-periods.ts'
import { mergeReadings, type Reread } from '#core/qualification/merge-readings.ts'
import { QUOTED_FIELDS, type Proposal } from '#core/qualification/proposal.ts'
import type { Asked, Reading, ReadingContext } from '#core/qualification/reading.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { GuardedModel } from '#ports/language-model.ts'
import type { FlowParts } from './parts.ts'
import type { KnownTenant } from './tenants.ts'
import { awaitedAnswer } from '#core/conversation/awaited-answer.ts'

/** Questions that were begun ahead and may still be asked for; the oldest are forgotten first. */
const AHEAD_KEPT = 500

export type BurstRead = {
  texts: ReadText[]
  engine: string
  /** Undefined when no model is configured. */
  fallback?: Fallback | null
  /** What a model says too late, text by text; null when nothing is outstanding. */
  late: Promise<ReadText[]> | null
}

/** Reads customers' texts with the embedded engine and, where one is configured, with a model besides. */
export type Reader = {
  /**
   * Begins to ask the model about the text that was just heard. The customer's pause, after which we answer, is time in which it can think; and
   * with a model that hangs, the deadline runs from here. Returns at once.
   */
  readAhead(tenant: KnownTenant, conversation: Conversation): void
  /** Never rejects because of a model, and settles by its deadline. */
  read(tenant: KnownTenant, burst: { texts: PendingText[]; asked: Asked | null }): Promise<BurstRead>
  /** Something that nobody waits for, but that must end before the store is closed. */
  inBackground(work: Promise<unknown>): void
  /** Does the tenant's budget allow another call? */
  mayAsk(tenant: KnownTenant): Promise<boolean>
  /** Money for a call, whatever became of it. */
  bill(tenant: KnownTenant, costMicros: number): Promise<void>
  /** Waits for what is in the background; for tests. */
  settled(): Promise<void>
  /** Ends every call to the model. */
  stop(): Promise<void>
}

type ReaderParts = Pick<FlowParts, 'store' | 'clock' | 'directives' | 'engine' | 'model' | 'measures'>

/** One question to the model, or why there is none. */
type Question = { inTime: Promise<Proposal | Fallback>; atLast: Promise<Proposal | null> }

export function createReader(parts: ReaderParts): Reader {
  return new ModelReader(parts)
}

class ModelReader implements Reader {
  readonly #parts: ReaderParts
  readonly #ahead = new Map<string, Question>()
  readonly #background = new Set<Promise<unknown>>()
  /** Calls whose price is not known yet, by tenant. */
  readonly #unbilled = new Map<TenantId, number>()

  constructor(parts: ReaderParts) {
    this.#parts = parts
  }

  readAhead(tenant: KnownTenant, conversation: Conversation): void {
    const newest = conversation.pending.at(-1)
    const { model } = this.#parts
    if (model === null || newest === undefined) return
    const asked = conversation.pending.length === 1 ? awaitedAnswer(conversation.lead?.intake, newest.body) : null
    this.#question(model, tenant, newest, asked)
  }

  async read(tenant: KnownTenant, burst: { texts: PendingText[]; asked: Asked | null }): Promise<BurstRead> {
    const { model } = this.#parts
    const read = await Promise.all(burst.texts.map((text, place) => this.#readOne(tenant, text, place === 0 ? burst.asked : null)))
    const texts = read.map((one) => one.text)
    if (model === null) return { texts, engine: this.#parts.engine.name, late: null }
    const fallback = read.map((one) => one.fallback).find((why) => why !== null) ?? null
    const isIn = read.some((one) => one.fallback === null)
    const late = read.map((one) => one.late).filter((one) => one !== null)
    return {
      texts,
      engine: isIn ? model.name : this.#parts.engine.name,
      fallback,
      late: late.length === 0 ? null : Promise.all(late).then((ones) => ones.filter((one) => one !== null)),
    }
  }

  inBackground(work: Promise<unknown>): void {
    const ended = work
      .catch((error: unknown) => this.#parts.measures.effectFailed('model', error))
      .finally(() => this.#background.delete(ended))
    this.#background.add(ended)
  }

  async bill(tenant: KnownTenant, costMicros: number): Promise<void> {
    const micros = modelCallMicros(costMicros)
    if (micros === 0) return
    const { store, clock } = this.#parts
    const used = { requests: 0, texts: 0, segments: 0, costMicros: micros }
    await store.transaction(tenant.policy.tenantId, (tx) => tx.usage.add(clock.now(), used))
  }

  async mayAsk(tenant: KnownTenant): Promise<boolean> {
    return this.#isWithinBudget(tenant, this.#unbilled.get(tenant.policy.tenantId) ?? 0).catch(() => false)
  }

  async settled(): Promise<void> {
    while (this.#background.size > 0) await Promise.all(this.#background)
  }

  async stop(): Promise<void> {
    this.#parts.model?.close()
    await this.settled()
  }

  async #readOne(
    tenant: KnownTenant,
    text: PendingText,
    asked: Asked | null,
  ): Promise<{ text: ReadText; fallback: Fallback | null; late: Promise<ReadText | null> | null }> {
    const { engine, model } = this.#parts
    const { trade, timezone } = tenant.policy
    const context: ReadingContext = { trade, timezone, receivedAt: text.receivedAt, asked }
    const reading = await engine.read(text.body, context)
    const alone = { text: { ...text, reading }, fallback: null, late: null }
    if (model === null) return alone
    const question = this.#question(model, tenant, text, asked)
    const answer = await question.inTime
    const merge = async (proposal: Proposal) => ({ ...text, reading: await this.#merged(text.body, reading, proposal, context) })
    if (typeof answer !== 'string') return { ...alone, text: await merge(answer) }
    const late = answer === 'timeout' ? question.atLast.then((proposal) => (proposal === null ? null : merge(proposal))) : null
    return { ...alone, fallback: answer, late }
  }

  /** The words that the model points at are read once more by our own engine: it alone makes values of them. */
  async #merged(body: string, reading: Reading, proposal: Proposal, context: ReadingContext): Promise<Reading> {
    const reread: Reread = {}
    for (const field of QUOTED_FIELDS) {
      const span = proposal.spans[field]
      if (span !== undefined && reading[field] === null) {
        reread[field] = await this.#parts.engine.read(body.slice(span[0], span[1]), { ...context, asked: ASKED_OF[field] })
      }
    }
    return mergeReadings(body, reading, proposal, reread, context.asked)
  }

  /** The question about this text that is under way or answered, else a new one. */
  #question(model: GuardedModel, tenant: KnownTenant, text: PendingText, asked: Asked | null): Question {
    const key = JSON.stringify([tenant.policy.tenantId, text.messageSid, asked])
    const known = this.#ahead.get(key)
    if (known !== undefined) return known
    const asking = this.#ask(model, tenant, text, asked)
    const question: Question = {
      inTime: asking.then(
        ({ inTime }) => inTime,
        () => 'error' as const,
      ),
      atLast: asking.then(
        ({ atLast }) => atLast,
        () => null,
      ),
    }
    this.#ahead.set(key, question)
    const oldest = this.#ahead.size > AHEAD_KEPT ? this.#ahead.keys().next().value : undefined
    if (oldest !== undefined) this.#ahead.delete(oldest)
    void question.inTime.then((answer) => this.#parts.measures.modelAsked(typeof answer === 'string' ? answer : 'proposed'))
    return question
  }

  async #ask(model: GuardedModel, tenant: KnownTenant, { body }: PendingText, asked: Asked | null): Promise<Question> {
    const { trade, tenantId } = tenant.policy
    const underWay = this.#unbilled.get(tenantId) ?? 0
    this.#unbilled.set(tenantId, underWay + 1)
    if (!(await this.#isWithinBudget(tenant, underWay).catch(() => false))) {
      this.#ended(tenantId)
      return { inTime: Promise.resolve('budget'), atLast: Promise.resolve(null) }
    }
    const services = Object.keys(this.#parts.directives.forTrade(trade).services)
    const { inTime, atLast } = model.ask({ text: body, trade, asked, services })
    this.inBackground(atLast.then((answer) => this.bill(tenant, answer?.costMicros ?? 0)).finally(() => this.#ended(tenantId)))
    return { inTime, atLast: atLast.then((answer) => (answer?.kind === 'proposed' ? answer.proposal : null)) }
  }

  #ended(tenantId: TenantId): void {
    const left = (this.#unbilled.get(tenantId) ?? 1) - 1
    if (left === 0) this.#unbilled.delete(tenantId)
    else this.#unbilled.set(tenantId, left)
  }

  async #isWithinBudget({ policy }: KnownTenant, underWay: number): Promise<boolean> {
    const { store, clock } = this.#parts
    const month = startOfLocalMonth(clock.now(), policy.timezone, clock.tzdata)
    const spent = await store.transaction(policy.tenantId, (tx) => tx.usage.since(month))
    return mayAskModel(spent.costMicros, underWay, policy.limits.monthlyBudgetCents)
  }
}

/** Words that were pointed at are an answer to the question for them. */
const ASKED_OF = {
  service: 'problem',
  name: 'name',
  street: 'address',
  city: 'address',
  zip: 'address',
  callbackPhone: null,
} as const

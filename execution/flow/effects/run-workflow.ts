import type { Effect, Outcome } from '#core/effect.ts'
import { DAY_MS, MINUTE_MS, plus, SECOND_MS } from '#core/values/instant.ts'
import type { OutboxRow } from '#ports/outbox.ts'
import type { FlowParts } from '../parts.ts'

/** An event is tried for so long: a receiver that breaks on a Friday night is mended on Monday. */
export const EVENT_AGE_MAX_MS = 3 * DAY_MS

/** And so often; with the waits below the age comes first, unless a worker dies again and again. */
export const EVENT_ATTEMPTS_MAX = 500

/** Twice as long after each try, up to the last one. */
export const EVENT_RETRY_MIN_MS = 5 * SECOND_MS
export const EVENT_RETRY_MAX_MS = 15 * MINUTE_MS
/** The try, a minute or two after the first, whose failure is written to the log: a restart of n8n is over by then, a wrong secret is not. */
export const EVENT_LOUD_AT = 5
/** Beyond it the longest wait holds in any case. */
const DOUBLINGS_MAX = 10

/**
 * Tells the slow processes outside of one event. Told twice is told once, because the event keeps its id, so an `unknown` one is told again like one
 * that surely did not arrive. What is never taken is loud in the log and the figures, and stops nothing.
 */
export async function performWorkflow(
  parts: Pick<FlowParts, 'store' | 'clock' | 'workflows' | 'measures'>,
  row: Omit<OutboxRow, 'effect'>,
  { event }: Extract<Effect, { kind: 'run-workflow' }>,
  signal: AbortSignal,
): Promise<void> {
  const { store, clock, workflows, measures } = parts
  const isOver = clock.now() - row.createdAt > EVENT_AGE_MAX_MS || row.attempts > EVENT_ATTEMPTS_MAX
  if (workflows === null || isOver) return giveUp(parts, row, event.type, `given up after ${row.attempts} tries`, 'expired')
  await store.transaction(row.tenantId, (tx) => tx.outbox.markTried(row.id, clock.now()))
  const outcome = await workflows.tell({ tenantId: row.tenantId, effectId: row.id, event }, signal)
  if (outcome.kind === 'refused') return giveUp(parts, row, event.type, outcome.reason, 'refused')
  measures.workflowTold(outcome.kind, event.type)
  if (outcome.kind !== 'done' && row.attempts === EVENT_LOUD_AT) {
    const words = `the event ${event.type} of ${row.tenantId} is not taken: ${outcome.reason}; it is tried on for days`
    measures.effectFailed('run-workflow', new Error(words))
  }
  await store.transaction(row.tenantId, async (tx) => {
    if (outcome.kind === 'done') return void (await tx.outbox.settle(row.id, 'done'))
    const { attempts: attempt } = row
    // Also when they may have it: there is nothing to ask about, and it is told again in any case.
    await tx.outbox.putBack(row.id, 'waiting', plus(clock.now(), waitMs(row, outcome)), { attempt })
  })
}

function waitMs({ attempts }: Pick<OutboxRow, 'attempts'>, outcome: Outcome<null>): number {
  const own = Math.min(EVENT_RETRY_MAX_MS, EVENT_RETRY_MIN_MS * 2 ** Math.min(attempts - 1, DOUBLINGS_MAX))
  return outcome.kind === 'retry' ? Math.max(own, outcome.afterMs) : own
}

async function giveUp(
  { store, measures }: Pick<FlowParts, 'store' | 'measures'>,
  row: Omit<OutboxRow, 'effect'>,
  type: Extract<Effect, { kind: 'run-workflow' }>['event']['type'],
  reason: string,
  outcome: 'expired' | 'refused',
): Promise<void> {
  const ended = await store.transaction(row.tenantId, (tx) => tx.outbox.settle(row.id, 'refused'))
  if (!ended) return
  measures.workflowTold(outcome, type)
  measures.effectFailed('run-workflow', new Error(`the event ${type} of ${row.tenantId} was not taken: ${reason}`))
}

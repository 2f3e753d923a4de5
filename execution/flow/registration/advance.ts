import type { Outcome } from '#core/effect.ts'
import { applyDiscovery, applyResult } from '#core/registration/apply-result.ts'
import { nextStep } from '#core/registration/next-step.ts'
import { failed, noted, type RegistrationRecord } from '#core/registration/record.ts'
import type { Next } from '#core/registration/stage.ts'
import { isLookedForFirst, isReading, isSlow, stepName, type RegistrationStep, type StepResult } from '#core/registration/step.ts'
import { HOUR_MS, MINUTE_MS, plus, SECOND_MS, type Instant } from '#core/values/instant.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { RegistrationAccess } from '#ports/registration.ts'
import type { RegistrationParts } from './registrar.ts'
import { keepStanding, saveWithStanding } from './save-with-standing.ts'
import type { SlowLane } from './slow-lane.ts'

/** A step belongs to the process that wrote it down for so long: longer than looking, waiting for a turn and asking may take together. */
export const STEP_LEASE_MS = 3 * MINUTE_MS

/** A list of the carrier is believed about something that may just have been made only after this time; the lease of a dead worker is longer. */
export const LIST_SETTLES_MS = 30 * SECOND_MS

/** A whole registration is about thirty requests; more at once is a loop. */
const STEPS_AT_ONCE_MAX = 100

export type Advanced =
  | Exclude<Next, { kind: 'step' }>
  /** Another process has it, or an answer was lost: not before `until`. */
  | { kind: 'busy'; until: Instant }
  | { kind: 'no-registration' }
  /** The operator has no account at the carrier for this tenant. */
  | { kind: 'no-account' }

type Turn = { step: RegistrationStep; isRecovery: boolean; seen: string }

/** Takes one step after another until something must be waited for. Each step is a row before it is a request, and a result before the next one. */
export async function advance(parts: RegistrationParts, lane: SlowLane, tenantId: TenantId): Promise<Advanced> {
  const tenant = await parts.tenants.find(tenantId)
  if (tenant === null) return { kind: 'no-registration' }
  if (tenant.account === null) return { kind: 'no-account' }
  const access: RegistrationAccess = { account: tenant.account, parentAccount: parts.parentAccount }
  for (let steps = 0; steps < STEPS_AT_ONCE_MAX; steps += 1) {
    // Each step needs what the one before it has brought.
    // oxlint-disable-next-line no-await-in-loop
    const turn = await takeTurn(parts, tenantId)
    if ('kind' in turn) return turn
    // oxlint-disable-next-line no-await-in-loop
    const answer = await take(parts, lane, access, turn)
    // oxlint-disable-next-line no-await-in-loop
    await keep(parts, tenantId, turn, answer)
  }
  throw new Error(`the registration of ${tenantId} took ${STEPS_AT_ONCE_MAX} steps without a pause; it is stopped until the next look`)
}

/** Decides and writes down, before anything leaves, what is going to be asked. */
async function takeTurn(parts: RegistrationParts, tenantId: TenantId): Promise<Turn | Advanced> {
  const at = parts.clock.now()
  const settings = parts.settingsOf(tenantId)
  const { turn, hasChanged } = await parts.store.transaction(tenantId, async (tx) => {
    const record = await tx.registration.find()
    if (record === null) return { turn: { kind: 'no-registration' as const }, hasChanged: false }
    const { underWay } = record
    if (underWay !== null && underWay.leaseUntil > at)
      return { turn: { kind: 'busy' as const, until: underWay.leaseUntil }, hasChanged: false }
    const leaseUntil = plus(at, STEP_LEASE_MS)
    if (underWay !== null) {
      await tx.registration.save({ ...record, underWay: { ...underWay, leaseUntil } })
      return { turn: { step: underWay.step, isRecovery: true, seen: stateOf(record) }, hasChanged: false }
    }
    const next = nextStep(record, at, settings)
    if (next.kind !== 'step') return { turn: next, hasChanged: await keepStanding(tx, record, at, settings) }
    const { step } = next
    if (!isReading(step)) await tx.registration.save({ ...record, underWay: { step, since: at, leaseUntil } })
    return { turn: { step, isRecovery: false, seen: stateOf(record) }, hasChanged: false }
  })
  if (hasChanged) parts.tenants.forget(tenantId)
  return turn
}

type Answer =
  | { kind: 'outcome'; outcome: Outcome<StepResult> }
  | { kind: 'found'; result: StepResult }
  | { kind: 'look-later'; until: Instant; reason: string }

/** Asks the carrier. After a crash or a lost answer, and for what must never exist twice, it is looked for first. */
async function take(parts: RegistrationParts, lane: SlowLane, access: RegistrationAccess, turn: Turn): Promise<Answer> {
  const { step, isRecovery } = turn
  const { registration, clock } = parts
  const wait = () => (isSlow(step) ? lane.turn() : Promise.resolve())
  if (isRecovery || isLookedForFirst(step)) {
    await wait()
    const found = await registration.find(access, step)
    if (found.kind === 'found') return { kind: 'found', result: found.result }
    if (found.kind === 'unknown') {
      if (found.code !== null) return { kind: 'outcome', outcome: { kind: 'refused', reason: found.reason, code: found.code } }
      return { kind: 'look-later', until: plus(clock.now(), LIST_SETTLES_MS), reason: found.reason }
    }
  }
  await wait()
  return { kind: 'outcome', outcome: await registration.perform(access, step) }
}

/** Writes down what was answered, upon the record as it is now: a person may have changed it meanwhile. */
async function keep(parts: RegistrationParts, tenantId: TenantId, turn: Turn, answer: Answer): Promise<void> {
  const at = parts.clock.now()
  const settings = parts.settingsOf(tenantId)
  const hasChanged = await parts.store.transaction(tenantId, async (tx) => {
    const record = await tx.registration.find()
    if (record === null || !isStillOurs(record, turn)) return false
    return saveWithStanding(tx, afterAnswer(record, turn, answer, at, settings), at, settings)
  })
  if (hasChanged) parts.tenants.forget(tenantId)
}

/** A deed belongs to whoever wrote it down. A reading counts only when nothing was handed in meanwhile: an old "failed" must not meet a new try. */
function isStillOurs(record: RegistrationRecord, { step, seen }: Turn): boolean {
  if (isReading(step)) return stateOf(record) === seen
  return record.underWay !== null && JSON.stringify(record.underWay.step) === JSON.stringify(step)
}

/** What a reading is about: which things there are, and when each was handed in. */
function stateOf({ made, revision, brand, campaign, verification }: RegistrationRecord): string {
  return JSON.stringify([revision, made, brand?.handedInAt, campaign?.handedInAt, verification?.handedInAt])
}

function afterAnswer(
  record: RegistrationRecord,
  { step, isRecovery }: Turn,
  answer: Answer,
  at: Instant,
  settings: ReturnType<RegistrationParts['settingsOf']>,
): RegistrationRecord {
  const did = stepName(step)
  if (answer.kind === 'look-later') return putOff(record, step, answer.until)
  // A reading has no row, and what is under way beside it is another worker's.
  const settled = isReading(step) ? record : { ...record, underWay: null }
  if (answer.kind === 'found') {
    const known = applyResult(settled, step, answer.result, { at, settings })
    return noted(isRecovery ? known : applyDiscovery(known, step), { at, did, outcome: 'found', note: null })
  }
  const { outcome } = answer
  switch (outcome.kind) {
    case 'done': {
      const next = applyResult({ ...settled, notBefore: null }, step, outcome.value, { at, settings })
      const answered = record.failure?.what === did && next.failure === record.failure ? { ...next, failure: null } : next
      return isReading(step) ? answered : noted(answered, { at, did, outcome: 'done', note: null })
    }
    case 'retry':
      return noted({ ...settled, notBefore: plus(at, outcome.afterMs) }, { at, did, outcome: 'retry', note: outcome.reason })
    case 'refused': {
      const stopped = failed(settled, did, [{ code: outcome.code, fields: [], words: outcome.reason }])
      // A refused look is asked again: the approval of others hangs on looking, and a token may be put right elsewhere.
      const failure = stopped.failure && { ...stopped.failure, triesAgainAt: isReading(step) ? plus(at, HOUR_MS) : null }
      return noted({ ...stopped, failure }, { at, did, outcome: 'refused', note: outcome.reason })
    }
    case 'unknown':
      return noted(putOff(record, step, plus(at, LIST_SETTLES_MS)), { at, did, outcome: 'unknown', note: outcome.reason })
    default:
      return outcome satisfies never
  }
}

/** A deed stays under way: whoever takes it up at `until` looks for it first. A reading is simply done again. */
function putOff(record: RegistrationRecord, step: RegistrationStep, until: Instant): RegistrationRecord {
  if (isReading(step) || record.underWay === null) return { ...record, notBefore: until }
  return { ...record, underWay: { ...record.underWay, leaseUntil: until } }
}

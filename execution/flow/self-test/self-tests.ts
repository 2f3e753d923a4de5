import { openSteps } from '#core/onboarding/setup-steps.ts'
import { planned } from '#core/planning.ts'
import { DESK_KEY } from '#core/owner/desk.ts'
import { sentenceOf, type Finding } from '#core/self-test/finding.ts'
import { inOrder, judge, type Verdict } from '#core/self-test/judge.ts'
import { ASK_AGAIN_MS, CONFIRM_MS, morningAfter, morningBefore } from '#core/self-test/when-due.ts'
import { gsmOnly } from '#core/values/gsm-only.ts'
import { instant, MINUTE_MS, plus, SECOND_MS, type Instant } from '#core/values/instant.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { SelfTestResult, SelfTestRow } from '#ports/self-test.ts'
import type { TenantTransaction } from '#ports/store.ts'
import type { KnownTenant } from '../tenants.ts'
import { askWorld, type SelfTestParts } from './ask-world.ts'

/** How often it is looked who is due; one indexed question. */
const LOOK_EVERY_MS = MINUTE_MS

/** After a start the product serves callers first. */
const FIRST_LOOK_MS = 10 * SECOND_MS

/** Businesses taken up in one look, and how many of them at once: after a long stop all are due together. */
const DUE_PER_LOOK = 100
const AT_ONCE = 4

/** Longer than the slowest test: a process that died leaves the business untested for so long. */
const LEASE_MS = 2 * MINUTE_MS

/** By hand no oftener than this, since each test asks the carrier. */
const ASKED_GAP_MS = 20 * SECOND_MS

export type AskedTest =
  | { kind: 'tested'; result: SelfTestResult }
  /** Somebody else tests it now, or did a moment ago. */
  | { kind: 'too-soon'; until: Instant }

export type SelfTests = {
  start(): void
  stop(): void
  /** Tests whoever is due now. Answers how many were tested. */
  once(): Promise<number>
  /** Tests one business because somebody asked. */
  test(tenant: KnownTenant): Promise<AskedTest>
}

/** Tests each business every morning, again when somebody could not be asked, and whenever it is asked for. A lease on the row keeps two processes from doing it twice. */
export function createSelfTests(parts: SelfTestParts): SelfTests {
  let stopped = false
  let cancel: () => void = () => {}

  async function once(): Promise<number> {
    const due = await parts.store.acrossTenants.selfTestsDue(parts.clock.now(), DUE_PER_LOOK)
    let tested = 0
    const work = async () => {
      for (let tenantId = due.shift(); tenantId !== undefined && !stopped; tenantId = due.shift()) {
        // One business's trouble must not keep the others from being tested.
        const done = await testDue(parts, tenantId).catch((error: unknown) => parts.measures.effectFailed('self-test', error))
        if (done === true) tested += 1
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    return tested
  }

  function again(): void {
    if (stopped) return
    once()
      .catch((error: unknown) => parts.measures.effectFailed('self-test', error))
      .finally(() => {
        if (!stopped) cancel = parts.clock.after(LOOK_EVERY_MS, again)
      })
  }

  return {
    once,
    start: () => {
      cancel = parts.clock.after(FIRST_LOOK_MS, again)
    },
    stop() {
      stopped = true
      cancel()
    },
    async test(tenant) {
      const claimed = await parts.store.transaction(tenant.policy.tenantId, (tx) => claimAsked(tx, parts.clock.now()))
      return claimed ?? { kind: 'tested', result: await testAndKeep(parts, tenant) }
    },
  }
}

async function testDue(parts: SelfTestParts, tenantId: TenantId): Promise<boolean> {
  const tenant = await parts.tenants.find(tenantId)
  if (tenant === null) return false
  const mine = await parts.store.transaction(tenantId, (tx) => claimDue(tx, tenant, parts.clock.now(), parts.clock.tzdata))
  if (mine) await testAndKeep(parts, tenant)
  return mine
}

/** True when this process is to test now. A business that was made since its last morning, or is still being set up, waits for its next one. */
async function claimDue(tx: TenantTransaction, { policy, createdAt }: KnownTenant, at: Instant, tzdata: string): Promise<boolean> {
  const row = (await tx.selfTests.find()) ?? NEVER_TESTED
  if (row.nextAt > at || isLeased(row, at)) return false
  const { tenantId, timezone } = policy
  const isNew = triedAt(row) === null && createdAt > morningBefore(at, tenantId, timezone, tzdata)
  const mayTest = !isNew && openSteps(policy.setup).length === 0
  const next = mayTest ? { leaseUntil: plus(at, LEASE_MS) } : { leaseUntil: null, nextAt: morningAfter(at, tenantId, timezone, tzdata) }
  await tx.selfTests.save({ ...row, ...next })
  return mayTest
}

/** Null: this process may test now. */
async function claimAsked(tx: TenantTransaction, at: Instant): Promise<Extract<AskedTest, { kind: 'too-soon' }> | null> {
  const row = (await tx.selfTests.find()) ?? NEVER_TESTED
  const until = instant(Math.max(row.leaseUntil ?? 0, (triedAt(row) ?? 0) + ASKED_GAP_MS))
  if (until > at) return { kind: 'too-soon', until }
  await tx.selfTests.save({ ...row, leaseUntil: plus(at, LEASE_MS) })
  return null
}

const NEVER_TESTED: SelfTestRow = { result: null, doubt: null, fault: null, nextAt: instant(0), leaseUntil: null }

function isLeased({ leaseUntil }: SelfTestRow, at: Instant): boolean {
  return leaseUntil !== null && leaseUntil > at
}

function triedAt({ result, doubt }: SelfTestRow): Instant | null {
  return doubt?.at ?? result?.at ?? null
}

async function testAndKeep(parts: SelfTestParts, tenant: KnownTenant): Promise<SelfTestResult> {
  const { tenantId } = tenant.policy
  const row = await parts.store.transaction(tenantId, (tx) => tx.selfTests.find())
  const before = (row?.doubt ?? row?.result)?.findings.find(({ code }) => code.startsWith('address_'))?.code ?? null
  const findings = inOrder(await askWorld(parts, tenant, before))
  const verdict = judge(findings)
  const result: SelfTestResult = { at: parts.clock.now(), state: verdict.state, findings }
  await parts.store.transaction(tenantId, (tx) => keep(tx, parts, tenant, result, verdict))
  parts.selfTested(result.state)
  parts.nudge()
  return result
}

/** A test that could not ask somebody leaves the last result as it was and comes again soon. What turned bad is told to the owner once. */
async function keep(
  tx: TenantTransaction,
  { clock }: Pick<SelfTestParts, 'clock'>,
  { policy }: KnownTenant,
  result: SelfTestResult,
  verdict: Verdict,
): Promise<void> {
  const row = (await tx.selfTests.find()) ?? NEVER_TESTED
  const { at, findings } = result
  const free = { ...row, leaseUntil: null }
  if (result.state === 'unknown') {
    const nextAt = plus(at, findings.some(({ code }) => code === 'address_doubtful') ? CONFIRM_MS : ASK_AGAIN_MS)
    return tx.selfTests.save({ ...free, doubt: result, nextAt })
  }
  const { fault } = verdict
  if (fault !== null && (row.fault === null || (row.fault === 'warn' && fault.state === 'down')))
    await tellOwner(tx, policy.name, at, fault.finding)
  const nextAt = morningAfter(at, policy.tenantId, policy.timezone, clock.tzdata)
  return tx.selfTests.save({ ...free, result, doubt: null, fault: fault?.state ?? null, nextAt })
}

/** Once-keys of alerts of self-tests begin so: texts that did not arrive are another matter. */
export const SELF_TEST_ALERT = 'self-test:'

async function tellOwner(tx: TenantTransaction, name: string, at: Instant, finding: Finding): Promise<void> {
  const body = gsmOnly(`NUMBER PROBLEM - ${name}\n${sentenceOf(finding)} Open Setup to see what to do.`)
  const [id, onceKey] = [`${SELF_TEST_ALERT}${at}`, `${SELF_TEST_ALERT}${at}`]
  const effect = planned({ kind: 'tell-owner', alert: 'number-faulty', body, leadId: null }, { onceKey })
  const added = await tx.outbox.add([{ id, conversationKey: DESK_KEY, planned: effect, at }])
  if (added.length > 0) await tx.alerts.add({ id, at, kind: 'number-faulty', body, leadId: null, status: 'waiting', onceKey })
}

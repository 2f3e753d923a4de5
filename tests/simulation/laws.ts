import type { TextRecord } from '#adapters/fake-carrier/text-records.ts'
import { LADDER_AGAIN_MS } from '#core/escalation/ladder.ts'
import type { TenantTransaction } from '#ports/store.ts'
import { ACCOUNT, type House } from '../flow/house.ts'
import type { Business } from './world.ts'

/** One law that did not hold, with what shows it. */
export type Broken = { law: string; detail: string }

/** What the outside world knows of the calls and texts, independent of the product. */
export type Told = {
  calls: { callSid: string; from: string; shop: number; untextable: boolean; startMs: number }[]
  /** When nobody answered the carrier, with some time before in which calls were under way. */
  outages: { fromMs: number; toMs: number }[]
  /** Calls in which key 1 was pressed on the rung phone and the product took note, with the time. */
  accepted: Map<string, number>
  /** Accepted and joined. */
  answered: Set<string>
  /** Calls in which the caller pressed 9. */
  declined: Set<string>
  stops: { from: string; atMs: number }[]
  starts: { from: string; atMs: number }[]
}

const FIRST_TEXT = 'Sorry we missed your call'
const DAY_MS = 86_400_000

export async function brokenLaws(house: House, shops: readonly Business[], told: Told): Promise<Broken[]> {
  const texts = house.carrier.texts(ACCOUNT.accountSid).toReversed()
  const outbound = texts.filter((text) => text.direction !== 'inbound')
  return [
    ...oneFirstText(outbound, told, await namedToOwners(house, shops)),
    ...noneAfterStop(outbound, told),
    ...noneToAnswered(outbound, told),
    ...noneToUntextable(outbound, told),
    ...(await nothingLost(house, shops, told, texts)),
    ...(await ownRowsOnly(house, shops)),
    ...(await ownersKeptApart(house, shops)),
    ...(await nothingLeftUndone(house)),
  ]
}

/** One first text per missed caller: never two within a day, and never none, unless there was nobody to send it in time: then the owner is told. */
function oneFirstText(outbound: readonly TextRecord[], told: Told, named: ReadonlySet<string>): Broken[] {
  const first = groupBy(
    outbound.filter((text) => text.body.includes(FIRST_TEXT)),
    (text) => text.to,
  )
  const broken: Broken[] = []
  for (const [to, sent] of first) {
    const tooClose = sent.some((text, place) => {
      const before = sent[place - 1]
      return before !== undefined && text.createdAt - before.createdAt < DAY_MS - 1_000 && !told.starts.some((start) => start.from === to)
    })
    if (tooClose) broken.push({ law: 'one first text per missed caller', detail: `${to} got ${sent.length}` })
  }
  for (const [from, calls] of groupBy(
    told.calls.filter((call) => !call.untextable),
    (call) => call.from,
  )) {
    const missed = calls.filter((call) => !told.answered.has(call.callSid) && !told.declined.has(call.callSid))
    if (first.has(from) || (named.has(from) && calls.some((call) => wasInOutage(call, told)))) continue
    if (missed.some((call) => !isExcused(call, calls, told)))
      broken.push({ law: 'one first text per missed caller', detail: `${from} got none for ${missed[0]?.callSid ?? ''}` })
  }
  return broken
}

/** Whoever had a person on the line in or after an outage waits for no text. */
function isExcused(call: Told['calls'][number], ofCaller: Told['calls'], told: Told): boolean {
  if (!wasInOutage(call, told)) return false
  return told.accepted.has(call.callSid) || ofCaller.some((later) => later.startMs > call.startMs && told.answered.has(later.callSid))
}

function wasInOutage({ startMs }: Told['calls'][number], { outages }: Told): boolean {
  return outages.some(({ fromMs, toMs }) => fromMs <= startMs && startMs <= toMs)
}

/** Numbers that stand in what the owners were told. */
async function namedToOwners(house: House, shops: readonly Business[]): Promise<Set<string>> {
  const named = new Set<string>()
  for (const { policy } of shops) {
    let cursor: string | null = null
    do {
      const page = await house.app.store.transaction(policy.tenantId, (tx) => tx.alerts.list({ limit: 200, cursor }))
      for (const { body } of page.items) for (const [number] of body.matchAll(/\+1\d{10}/g)) named.add(number)
      cursor = page.nextCursor
    } while (cursor !== null)
  }
  return named
}

/** After STOP was taken note of: at most one confirmation, then silence until START or a new consent by key. */
function noneAfterStop(outbound: readonly TextRecord[], told: Told): Broken[] {
  return told.stops.flatMap((stop) => {
    const until = told.starts.find((start) => start.from === stop.from && start.atMs > stop.atMs)?.atMs ?? Number.POSITIVE_INFINITY
    const after = outbound.filter((text) => text.to === stop.from && text.createdAt > stop.atMs && text.createdAt < until)
    const confirmations = after.filter((text) => text.body.includes('You are unsubscribed') || text.body.includes('unsubscribed'))
    const others = after.filter((text) => !confirmations.includes(text))
    const broken: Broken[] = others.map((text) => ({ law: 'no text after STOP', detail: `${stop.from} got "${text.body.slice(0, 60)}"` }))
    if (confirmations.length > 1)
      broken.push({ law: 'no text after STOP', detail: `${stop.from} got ${confirmations.length} confirmations` })
    return broken
  })
}

/**
 * Whoever only ever reached a person hears nothing from the assistant, but for a text that left while the call was still unanswered: at night it leaves
 * at once, and the caller may press 1 and reach the person on call after it. Who answers that text with STOP is owed the confirmation, whenever it leaves;
 * `noneAfterStop` counts it.
 */
function noneToAnswered(outbound: readonly TextRecord[], told: Told): Broken[] {
  return [...groupBy(told.calls, (call) => call.from)].flatMap(([from, calls]) => {
    if (!calls.every((call) => told.answered.has(call.callSid))) return []
    const late = outbound.filter(
      (text) => text.to === from && !calls.some((call) => wasUnanswered(call, text, told)) && !confirmsStop(text, told),
    )
    return late.map((text) => ({ law: 'no text to an answered caller', detail: `${from} got "${text.body.slice(0, 40)}"` }))
  })
}

function confirmsStop(text: TextRecord, told: Told): boolean {
  return text.body.includes('You are unsubscribed') && told.stops.some((stop) => stop.from === text.to && stop.atMs <= text.createdAt)
}

function wasUnanswered(call: Told['calls'][number], text: TextRecord, told: Told): boolean {
  return call.startMs <= text.createdAt && text.createdAt <= (told.accepted.get(call.callSid) ?? 0)
}

/** A withheld number is never texted. A landline is at most once, when the carrier failed to say that it is one; its report ends it. */
function noneToUntextable(outbound: readonly TextRecord[], told: Told): Broken[] {
  const untextable = new Set(told.calls.filter((call) => call.untextable).map((call) => call.from))
  const sent = groupBy(
    outbound.filter((text) => untextable.has(text.to)),
    (text) => text.to,
  )
  return [...sent].flatMap(([to, texts]) =>
    to.startsWith('+1312') && texts.length === 1 ? [] : [{ law: 'no text to an untextable caller', detail: `${to} got ${texts.length}` }],
  )
}

/** Every call that was placed and every text that was written is in the store. */
async function nothingLost(house: House, shops: readonly Business[], told: Told, texts: readonly TextRecord[]): Promise<Broken[]> {
  const broken: Broken[] = []
  for (const [shop, business] of shops.entries()) {
    const { tenantId } = business.policy
    await house.app.store.transaction(tenantId, async (tx) => {
      for (const call of told.calls.filter((one) => one.shop === shop)) {
        if ((await tx.calls.find(call.callSid)) === null) broken.push({ law: 'no event lost', detail: `call ${call.callSid} is unknown` })
      }
      for (const text of texts.filter((one) => one.direction === 'inbound' && one.to === business.number)) {
        if ((await tx.messages.findByCarrierId(text.sid)) === null)
          broken.push({ law: 'no event lost', detail: `text ${text.sid} "${text.body}" is unknown` })
      }
    })
  }
  return broken
}

/** Callers of one business are in nobody else's rows. */
async function ownRowsOnly(house: House, shops: readonly Business[]): Promise<Broken[]> {
  const broken: Broken[] = []
  for (const [shop, business] of shops.entries()) {
    await house.app.store.transaction(business.policy.tenantId, async (tx) => {
      for (const phone of await phonesOf(tx)) {
        const owner = phone.startsWith('+1312') ? Number(phone[5]) - 2 : shop
        if (owner !== shop) broken.push({ law: 'no row of another tenant', detail: `${business.policy.tenantId} has ${phone}` })
      }
    })
  }
  return broken
}

/** No owner becomes a lead by answering an alert, and each customer hears at most once per emergency by whom it was accepted. */
async function ownersKeptApart(house: House, shops: readonly Business[]): Promise<Broken[]> {
  const broken: Broken[] = []
  for (const { policy, ownerPhone } of shops) {
    await house.app.store.transaction(policy.tenantId, async (tx) => {
      const told = new Map<string, number[]>()
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<typeof tx.messages.list>> = await tx.messages.list({ limit: 200, cursor })
        for (const { direction, from, kind, leadId, body, carrierId, createdAt } of page.items) {
          const isOwners = direction === 'inbound' && from === ownerPhone
          if (isOwners && (kind !== 'owner' || leadId !== null)) broken.push({ law: 'no owner is a lead', detail: `"${body}" of ${from}` })
          if (carrierId === null || !body.includes('has your message')) continue
          told.set(leadId ?? '', [...(told.get(leadId ?? '') ?? []), createdAt])
        }
        cursor = page.nextCursor
      } while (cursor !== null)
      for (const [leadId, instants] of told) {
        // Long after an emergency was settled, new words of danger are a new one.
        const sorted = instants.toSorted((a, b) => a - b)
        const isTooSoon = sorted.some((instant, place) => place > 0 && instant - (sorted[place - 1] ?? 0) < LADDER_AGAIN_MS)
        if (isTooSoon)
          broken.push({ law: 'one text says who accepted', detail: `${leadId} got ${instants.length} at ${sorted.join(', ')}` })
      }
    })
  }
  return broken
}

async function phonesOf(tx: TenantTransaction): Promise<Set<string>> {
  const phones = new Set<string>()
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof tx.leads.list>> = await tx.leads.list({ limit: 200, cursor })
    for (const lead of page.items) if (lead.phone !== null) phones.add(lead.phone)
    cursor = page.nextCursor
  } while (cursor !== null)
  do {
    const page: Awaited<ReturnType<typeof tx.messages.list>> = await tx.messages.list({ limit: 200, cursor })
    for (const message of page.items) phones.add(message.direction === 'inbound' ? message.from : message.to)
    cursor = page.nextCursor
  } while (cursor !== null)
  return phones
}

/** Every planned deed has come to an end. */
async function nothingLeftUndone(house: House): Promise<Broken[]> {
  const { waiting, claimed, unknown } = await house.app.store.acrossTenants.outboxDepth()
  return waiting + claimed + unknown === 0
    ? []
    : [{ law: 'every deed ends', detail: `${waiting} wait, ${claimed} are claimed, ${unknown} are unknown` }]
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

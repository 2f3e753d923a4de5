import { compareTexts, type Difference, type StoredText } from '#core/replay/compare-texts.ts'
import type { KeptWith } from '#core/replay/decide-event.ts'
import { replayConversation, type RecordedEvent, type WhatIf } from '#core/replay/replay-conversation.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import { factsOf } from '../business-facts.ts'
import type { RecordedRow } from '#ports/inbox.ts'
import type { Store, TenantTransaction } from '#ports/store.ts'

/** Rows per transaction: everybody else waits for it. */
const PAGE_ROWS = 500

export type ReplayedConversation = { key: string } & (
  | { kind: 'replayed'; events: number; texts: StoredText[]; sent: StoredText[]; differences: Difference[] }
  /** The person was erased: nothing is left to replay. */
  | { kind: 'erased' }
  /** Some of its events were decided by a version that did not keep what it decided with, or the first ones are older than events are kept. */
  | { kind: 'not-recorded' }
)

export type ReplayOptions = { conversation: string | null; whatIf: WhatIf }

/** Decides a business's conversations again, one after another in the order of their keys, and compares with what was sent. Changes nothing. */
export async function* replayTenant(
  store: Pick<Store, 'transaction'>,
  tenantId: TenantId,
  { conversation, whatIf }: ReplayOptions,
): AsyncGenerator<ReplayedConversation> {
  const snapshots = new Map<string, KeptWith | null>()
  const ids = await eventIds(store, tenantId, conversation)
  for (const [key, ofConversation] of [...ids].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const read = await store.transaction(tenantId, async (tx) => ({
      rows: await rowsOf(tx, ofConversation, snapshots),
      sent: await textsOf(tx, ofConversation),
    }))
    yield replayed(key, read.rows, read.sent, snapshots, whatIf)
  }
}

/** The events of each conversation, or of the one that was asked for. */
async function eventIds(
  store: Pick<Store, 'transaction'>,
  tenantId: TenantId,
  conversation: string | null,
): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>()
  let after = ''
  for (;;) {
    const page = await store.transaction(tenantId, (tx) => tx.inbox.page(after, PAGE_ROWS))
    for (const { id, conversationKey } of page) {
      if (conversation !== null && conversationKey !== conversation) continue
      const known = ids.get(conversationKey)
      if (known === undefined) ids.set(conversationKey, [id])
      else known.push(id)
    }
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE_ROWS) return ids
    after = last.id
  }
}

async function rowsOf(tx: TenantTransaction, ids: readonly string[], snapshots: Map<string, KeptWith | null>): Promise<RecordedRow[]> {
  const rows: RecordedRow[] = []
  for (const id of ids) {
    const row = await tx.inbox.recorded(id)
    if (row === null) continue
    rows.push(row)
    const { context } = row
    if (context !== null && !snapshots.has(context.snapshot)) snapshots.set(context.snapshot, await tx.snapshots.find(context.snapshot))
  }
  return rows
}

/** A text to staff about a lead is filed with the lead, so texts are found by the event that planned them. */
async function textsOf(tx: TenantTransaction, ids: readonly string[]): Promise<StoredText[]> {
  const texts: StoredText[] = []
  for (const id of ids) for (const row of await tx.messages.plannedBy(id)) texts.push({ id: row.id, body: row.body })
  return texts
}

function replayed(
  key: string,
  rows: readonly RecordedRow[],
  stored: readonly StoredText[],
  snapshots: ReadonlyMap<string, KeptWith | null>,
  whatIf: WhatIf,
): ReplayedConversation {
  if (rows.some((row) => row.event === null)) return { key, kind: 'erased' }
  const events = rows.map((row) => recordedEvent(row, snapshots)).filter((event) => event !== null)
  events.sort((a, b) => a.circumstances.place - b.circumstances.place)
  const isWhole = events.length === rows.length && events.every(({ circumstances }, place) => circumstances.place === place)
  if (!isWhole) return { key, kind: 'not-recorded' }
  const answers = replayConversation(key, events, whatIf)
  const planned = new Set(answers.flatMap((answer) => answer.texts.map((text) => text.id)))
  const known = new Set(stored.map((text) => text.id))
  const texts = answers.flatMap((answer) => answer.texts.filter((text) => known.has(text.id) || !text.mayBeElsewhere))
  return {
    key,
    kind: 'replayed',
    events: events.length,
    texts: texts.map(({ id, body }) => ({ id, body })),
    // In the order of the replay, so that the two can be hashed alike; what the replay lacks comes last.
    sent: [...texts.flatMap(({ id }) => stored.filter((text) => text.id === id)), ...stored.filter((text) => !planned.has(text.id))],
    differences: compareTexts(answers, stored),
  }
}

function recordedEvent({ id, at, event, context }: RecordedRow, snapshots: ReadonlyMap<string, KeptWith | null>): RecordedEvent | null {
  if (event === null || context === null) return null
  const { snapshot, ...circumstances } = context
  const kept = snapshots.get(snapshot) ?? null
  if (kept === null) return null
  const using = { ...kept, facts: factsOf(kept.policy, kept.directive, at, kept.tzdata, kept.diary) }
  return { inbox: { id, at, event }, using, circumstances }
}

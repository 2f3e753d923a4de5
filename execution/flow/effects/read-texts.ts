import type { Effect } from '#core/effect.ts'
import type { ConversationEvent, ReadText, Wording } from '#core/event.ts'
import { draftReply } from '#core/texts/answer-turn.ts'
import type { OutboxRow } from '#ports/outbox.ts'
import { applyEvent, contextOf } from '../apply-event.ts'
import { conversationOf } from '../conversation-of.ts'
import type { FlowParts } from '../parts.ts'
import type { BurstRead } from '../reader.ts'
import type { KnownTenant } from '../tenants.ts'

/** Less than this before the deadline and another wording is not worth asking for. */
const REWORD_MS_MIN = 200

type TextsRead = Extract<ConversationEvent, { kind: 'texts-read' }>

type Parts = Pick<FlowParts, 'store' | 'clock' | 'directives' | 'lab' | 'publicUrl' | 'workflows' | 'model' | 'reader'>

/** Gives the customer's words to the engine and the model; what they read comes back as an event and passes the same rules as any other. */
export async function performReading(
  parts: Parts,
  tenant: KnownTenant,
  row: OutboxRow,
  effect: Extract<Effect, { kind: 'read-texts' }>,
): Promise<void> {
  const read = await parts.reader.read(tenant, effect)
  const { texts, engine, fallback } = read
  if (effect.voicemail === true) return heardVoicemail(parts, tenant, row, read)
  const heard: TextsRead = { kind: 'texts-read', texts, engine, ...(fallback === undefined ? {} : { fallback }) }
  const wording = await otherWording(parts, tenant, row, heard)
  const event: TextsRead = wording === null ? heard : { ...heard, wording }
  const inbox = { id: `${row.id}:read`, at: parts.clock.now(), event }
  const leadId = await parts.store.transaction(row.tenantId, async (tx) => {
    if (!(await tx.outbox.settle(row.id, 'done'))) return null
    const { conversation } = await applyEvent(tx, parts, tenant, inbox, row.conversationKey)
    return conversation?.lead?.id ?? null
  })
  if (read.late !== null && leadId !== null) parts.reader.inBackground(read.late.then((late) => refine(parts, tenant, row, leadId, late)))
}

/** Words that were spoken: the rules decide what they change, and whether anybody is texted. */
async function heardVoicemail(
  parts: Parts,
  tenant: KnownTenant,
  row: OutboxRow,
  { texts, engine, fallback, late }: BurstRead,
): Promise<void> {
  const [text] = texts
  await parts.store.transaction(row.tenantId, async (tx) => {
    if (!(await tx.outbox.settle(row.id, 'done')) || text === undefined) return
    const event: ConversationEvent = {
      kind: 'voicemail-read',
      recordingSid: text.messageSid,
      text,
      engine,
      ...(fallback === undefined ? {} : { fallback }),
    }
    await applyEvent(tx, parts, tenant, { id: `${row.id}:read`, at: parts.clock.now(), event }, row.conversationKey)
  })
  if (late !== null) parts.reader.inBackground(late)
}

/** What came too late for the reply is one more event: it changes what is known of the lead and sends nothing. */
async function refine(parts: Parts, tenant: KnownTenant, row: OutboxRow, leadId: string, texts: ReadText[]): Promise<void> {
  const engine = parts.model?.name
  if (texts.length === 0 || engine === undefined) return
  const inbox = { id: `${row.id}:refined`, at: parts.clock.now(), event: { kind: 'reading-refined' as const, leadId, texts, engine } }
  await parts.store.transaction(row.tenantId, async (tx) => {
    // Somebody who was erased meanwhile must not come back with these words.
    const known = await tx.conversations.find(row.conversationKey)
    if (known?.lead?.id === leadId) await applyEvent(tx, parts, tenant, inbox, row.conversationKey)
  })
}

/** Another wording for the reply that is about to be decided, when there is time for one. It is verified where it is used, in the core. */
async function otherWording(parts: Parts, tenant: KnownTenant, row: OutboxRow, event: TextsRead): Promise<Wording | null> {
  const { model, clock, store, reader } = parts
  const newest = event.texts.at(-1)
  if (model === null || model.reword === null || newest === undefined) return null
  const leftMs = newest.receivedAt + model.deadlineMs - clock.now()
  if (leftMs < REWORD_MS_MIN) return null
  const drafted = await store.transaction(row.tenantId, async (tx) => {
    const { conversation } = await conversationOf(tx, row.conversationKey)
    const context = await contextOf(tx, parts, tenant, { at: clock.now(), event }, conversation.textSlot)
    const draft = draftReply(event.texts, conversation, context)
    return { draft, language: conversation.language }
  })
  if (drafted.draft === null || !(await reader.mayAsk(tenant))) return null
  const { inTime, atLast } = model.reword({ text: drafted.draft, language: drafted.language }, leftMs)
  reader.inBackground(atLast.then(({ costMicros }) => reader.bill(tenant, costMicros)))
  const text = await inTime
  return text === null ? null : { draft: drafted.draft, text }
}

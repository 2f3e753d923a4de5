// States of an outbound text: accepted | scheduled -> queued -> sending -> sent -> delivered | undelivered; scheduled -> canceled.

import type { AccountBook } from './accounts.ts'
import { API_VERSION } from './call-params.ts'
import type { CallbackSender } from './callbacks.ts'
import type { CarrierClock } from './clock.ts'
import type { EventLog } from './event-log.ts'
import type { HandsetBook } from './handsets.ts'
import { show } from './handsets.ts'
import type { NumberBook } from './numbers.ts'
import type { SeededRandom } from './seeded-random.ts'
import { textPriceUsd } from './text-prices.ts'
import type { TextRecord, TextStatus } from './text-records.ts'

/** How quickly and how faithfully texts and their reports travel. Ranges in milliseconds, chances from 0 to 1. */
export type DeliveryOptions = {
  sentAfterMs: readonly [min: number, max: number]
  deliveredAfterMs: readonly [min: number, max: number]
  /** A report comes twice. */
  duplicateChance: number
  /** A report is overtaken by the next one. */
  reorderChance: number
  /** A report never comes. */
  lossChance: number
}

export const PROMPT_DELIVERY: DeliveryOptions = {
  sentAfterMs: [200, 900],
  deliveredAfterMs: [800, 3_500],
  duplicateChance: 0,
  reorderChance: 0,
  lossChance: 0,
}

/** How far behind a report falls that is overtaken, and how long after the first its double comes. */
const REORDER_DELAY_MS = 6_000
const DUPLICATE_DELAY_MS = 700

export type TextDelivery = {
  /** Sends a text on its way, now or at `sendAt`. */
  dispatch(record: TextRecord, sendAt: number | null): void
}

/** Moves texts from the carrier to telephones and reports on them. */
export function createTextDelivery(parts: {
  clock: CarrierClock
  random: SeededRandom
  log: EventLog
  accounts: AccountBook
  numbers: NumberBook
  handsets: HandsetBook
  callbacks: CallbackSender
  options: DeliveryOptions
  /** A person writes, or a text reaches another of our own numbers. */
  receive(text: { from: string; to: string; body: string }): void
}): TextDelivery {
  const { clock, random, options } = parts

  function dispatch(record: TextRecord, sendAt: number | null): void {
    if (sendAt === null) leave(record)
    else clock.after(sendAt - clock.now(), () => leave(record))
  }

  function leave(record: TextRecord): void {
    if (record.status === 'canceled') return
    record.from ??= parts.numbers.ofService(record.messagingServiceSid ?? '')[0]?.e164 ?? null
    move(record, 'queued')
    const sentAfterMs = random.between(...options.sentAfterMs)
    clock.after(Math.floor(sentAfterMs / 2), () => {
      record.status = 'sending'
      record.updatedAt = clock.now()
    })
    clock.after(sentAfterMs, () => {
      record.sentAt = clock.now()
      record.priceUsd = textPriceUsd(record)
      move(record, 'sent')
    })
    clock.after(sentAfterMs + random.between(...options.deliveredAfterMs), () => arrive(record))
  }

  function arrive(record: TextRecord): void {
    record.errorCode = deliveryError(record)
    move(record, record.errorCode === null ? 'delivered' : 'undelivered')
    if (record.errorCode !== null || record.from === null) return
    const { from, to, body } = record
    if (parts.numbers.byE164(to) !== null) return parts.receive({ from, to, body })
    const handset = parts.handsets.register({ e164: to })
    show(handset, { from, body, at: clock.now() })
    const answer = parts.handsets.nextText(to, body)
    if (answer !== null) clock.after(handset.textsBackAfterMs, () => parts.receive({ from: to, to: from, body: answer }))
  }

  function deliveryError(record: TextRecord): number | null {
    if (parts.numbers.byE164(record.to) !== null) return null
    const { kind, texts } = parts.handsets.get(record.to)
    if (kind === 'landline' || kind === 'toll-free') return 30006
    switch (texts) {
      case 'delivered':
        return null
      case 'switched-off':
        return 30003
      case 'blocked':
        return 30004
      case 'unknown-number':
        return 30005
      case 'filtered':
        return 30007
      default:
        return texts satisfies never
    }
  }

  function move(record: TextRecord, status: TextStatus): void {
    record.status = status
    record.updatedAt = clock.now()
    parts.log.add({ kind: 'text-status', messageSid: record.sid, detail: { status, to: record.to, errorCode: record.errorCode } })
    report(record, status)
  }

  function report(record: TextRecord, status: TextStatus): void {
    const url = record.statusCallback
    if (url === null || random.chance(options.lossChance)) return
    const params = reportParams(record, status, clock.now())
    const send = () => {
      const account = parts.accounts.get(record.accountSid)
      parts.callbacks({ account, channel: 'messaging', url, method: 'POST', params, messageSid: record.sid })
    }
    const delayMs = random.chance(options.reorderChance) ? REORDER_DELAY_MS : 0
    if (delayMs === 0) send()
    else clock.after(delayMs, send)
    if (random.chance(options.duplicateChance)) clock.after(delayMs + DUPLICATE_DELAY_MS, send)
  }

  return { dispatch }
}

function reportParams(record: TextRecord, status: TextStatus, at: number): Record<string, string> {
  const isFinal = status === 'delivered' || status === 'undelivered'
  return {
    MessageSid: record.sid,
    MessageStatus: status,
    SmsSid: record.sid,
    SmsStatus: status,
    AccountSid: record.accountSid,
    From: record.from ?? '',
    To: record.to,
    ApiVersion: API_VERSION,
    ...(record.messagingServiceSid === null ? {} : { MessagingServiceSid: record.messagingServiceSid }),
    ...(record.errorCode === null ? {} : { ErrorCode: String(record.errorCode) }),
    ...(isFinal ? { RawDlrDoneDate: new Date(at).toISOString().replace(/\D/g, '').slice(2, 12) } : {}),
  }
}

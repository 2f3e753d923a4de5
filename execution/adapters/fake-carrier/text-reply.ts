import { smsSegments } from '#core/values/sms-segments.ts'
import type { TextDelivery } from './delivery.ts'
import type { EventLog } from './event-log.ts'
import type { NumberBook, ProvisionedNumber } from './numbers.ts'
import type { OptOutFilter } from './opt-out.ts'
import { isDialable } from './rest-params.ts'
import type { SidMaker } from './sids.ts'
import type { TextBook } from './text-records.ts'

/** A text that the product gave as `<Message>` in answer to a webhook. */
export type TextReply = {
  number: ProvisionedNumber
  to: string
  body: string
  mediaUrls: readonly string[]
  statusCallback: string | null
}

/** Sends replies given as TwiML. One that cannot be sent becomes an alert, since nobody waits for an answer. */
export function sendReplyWith(parts: {
  newSid: SidMaker
  log: EventLog
  numbers: NumberBook
  texts: TextBook
  optOuts: OptOutFilter
  delivery: TextDelivery
}): (reply: TextReply) => void {
  return ({ number, to, body, mediaUrls, statusCallback }) => {
    const serviceSid = number.messagingServiceSid
    if (!isDialable(to)) return parts.log.alert({ code: 14101, message: `<Message> to "${to}": not a phone number` })
    if (body === '' && mediaUrls.length === 0) return parts.log.alert({ code: 14103, message: '<Message> has no text and no media' })
    if (parts.optOuts.isBlocked({ recipient: to, number: number.e164, serviceSid })) {
      return parts.log.alert({ code: 21610, message: `<Message> to ${to}: the recipient has opted out` })
    }
    const record = parts.texts.add({
      accountSid: number.accountSid,
      direction: 'outbound-reply',
      from: number.e164,
      to,
      body,
      status: 'queued',
      segments: smsSegments(body).segments,
      media: mediaUrls.map((url) => ({ sid: parts.newSid('ME'), contentType: 'image/jpeg', bytes: null, url })),
      messagingServiceSid: serviceSid,
      statusCallback,
      sentAt: null,
      priceUsd: null,
      errorCode: null,
    })
    parts.log.add({ kind: 'text', messageSid: record.sid, detail: { direction: 'outbound', from: number.e164, to, body } })
    parts.delivery.dispatch(record, null)
  }
}

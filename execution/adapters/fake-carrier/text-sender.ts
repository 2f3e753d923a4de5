import type { NumberBook } from './numbers.ts'
import type { RestCall } from './rest-answer.ts'
import { RestRefusal } from './rest-answer.ts'

/** Who a text comes from: a number, or a service that will choose one. */
export type TextSender = { from: string | null; serviceSid: string | null; statusCallback: string | null }

/** Keypad spellings of ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE: what a withheld caller id turns into. */
const WITHHELD: ReadonlySet<string> = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253'])

/** Refuses recipients that no text can reach: a withheld caller id (21211), or a country that is not switched on (21408). */
export function refuseUntextable(to: string): void {
  if (WITHHELD.has(to)) throw new RestRefusal(400, 21211, `The 'To' number ${to} is not a valid phone number.`)
  if (!to.startsWith('+1')) throw new RestRefusal(400, 21408, `Permission to send an SMS has not been enabled for the region of ${to}`)
}

/** The sender that a create request names. Refuses none (21603), somebody else's (21606), an unknown or empty service (21701, 21703). */
export function readSender(numbers: NumberBook, call: RestCall, to: string): TextSender {
  const from = call.params.one('From')
  const serviceSid = call.params.one('MessagingServiceSid')
  if (from === null && serviceSid === null) throw new RestRefusal(400, 21603, "A 'From' phone number is required.")
  if (from === to) throw new RestRefusal(400, 21266, "'To' and 'From' number cannot be the same")
  const number = from === null ? null : numbers.byE164(from)
  if (from !== null && number?.accountSid !== call.account.accountSid) {
    throw new RestRefusal(400, 21606, `The 'From' phone number ${from} is not a valid, SMS-capable inbound phone number of your account.`)
  }
  const service = numbers.service(serviceSid ?? number?.messagingServiceSid ?? null)
  if (serviceSid !== null && service?.accountSid !== call.account.accountSid) {
    throw new RestRefusal(400, 21701, `The Messaging Service ${serviceSid} does not exist`)
  }
  if (serviceSid !== null && numbers.ofService(serviceSid).length === 0) {
    throw new RestRefusal(400, 21703, `The Messaging Service ${serviceSid} contains no phone numbers`)
  }
  return { from, serviceSid: service?.sid ?? null, statusCallback: service?.statusCallback ?? null }
}

import type { Outcome } from '#core/effect.ts'
import type { GateAnswer } from '#core/gate.ts'
import { entryOfReport, entryOfText } from '#core/ledger/entry-of-text.ts'
import type { Instant } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import type { SentText } from '#ports/carrier.ts'
import type { MessageRow } from '#ports/messages.ts'
import type { TenantTransaction } from '#ports/store.ts'
import type { Deed } from '../effects/send-text.ts'

type Settled = { answer: GateAnswer; outcome: Outcome<SentText> | null; at: Instant; last: boolean }

/** Writes what became of one text into the ledger, in the transaction that records it. */
export async function noteText(tx: TenantTransaction, deed: Deed, settled: Settled): Promise<void> {
  const { row, effect } = deed
  const person = parsePhoneNumber(row.conversationKey)
  const toCustomer = effect.kind === 'send-sms'
  // The answer to STOP or HELP rests on the keyword, not on a consent.
  const rests = toCustomer && effect.smsKind !== 'keyword_reply' && person !== null
  const entry = entryOfText({
    ...settled,
    effect,
    effectId: row.id,
    person,
    to: effect.to,
    attempts: row.attempts,
    consentEntry: rests ? await tx.ledger.newestOfPerson(person, 'consent') : null,
  })
  if (entry !== null) await tx.ledger.append(entry)
}

/** Writes a delivery report that names a fault; reports of success prove nothing that the entry of the sending does not. */
export async function noteReport(
  tx: TenantTransaction,
  message: MessageRow,
  report: { carrierId: string; status: string; errorCode: number },
  at: Instant,
): Promise<void> {
  const person = parsePhoneNumber(message.conversationKey)
  await tx.ledger.append(entryOfReport({ ...report, smsKind: message.kind, person, to: message.to, messageId: message.id, at }))
}

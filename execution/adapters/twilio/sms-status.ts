import type { SmsStatus } from '#core/event.ts'

const SMS_STATUSES: readonly string[] = [
  'queued',
  'accepted',
  'scheduled',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'canceled',
  'read',
] satisfies SmsStatus[]

/** The carrier's word for where an outgoing text is; null for words that no text message of ours can have. */
export function smsStatusOf(word: string): SmsStatus | null {
  return isSmsStatus(word) ? word : null
}

function isSmsStatus(word: string): word is SmsStatus {
  return SMS_STATUSES.includes(word)
}

import type { EventLog } from './event-log.ts'
import type { Webhook, WebhookSender } from './webhooks.ts'

/** Sends a webhook that only tells: its answer steers nothing. */
export type CallbackSender = (webhook: Webhook) => void

/**
 * Sends status callbacks. Nobody waits for them and they are not repeated, but one that is refused or lost is an alert, as in
 * Twilio's debugger: a product whose callbacks answer 403 has a mistake that no caller would ever hear.
 */
export function createCallbackSender(parts: {
  webhooks: WebhookSender
  log: EventLog
  spawn(work: Promise<unknown>): void
}): CallbackSender {
  async function send(webhook: Webhook): Promise<void> {
    const outcome = await parts.webhooks(webhook)
    if (outcome.kind === 'answered' && outcome.status < 300) return
    const [code, message] =
      outcome.kind === 'failed' ? [outcome.code, outcome.message] : [11200, `HTTP status ${outcome.status} from ${webhook.url}`]
    const { callSid, messageSid, url } = webhook
    parts.log.alert({
      code,
      message,
      url,
      ...(callSid === undefined ? {} : { callSid }),
      ...(messageSid === undefined ? {} : { messageSid }),
    })
  }

  return (webhook) => parts.spawn(send(webhook))
}

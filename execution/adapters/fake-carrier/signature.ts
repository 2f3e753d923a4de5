import { createHmac } from 'node:crypto'

/** Form fields of a webhook; a list stands for a field that is repeated. */
export type WebhookParams = Readonly<Record<string, string | readonly string[]>>

/**
 * The value of `X-Twilio-Signature`: base64 of HMAC-SHA1, keyed with the account's primary auth token, over the address and, for a
 * form POST, every field sorted by name (byte order), name and value joined without separators. Repeated fields count once per
 * different value, sorted. For GET pass no fields: they are in the address already.
 * Source: Twilio, "Webhooks security", and the vectors published with its Node library (2026).
 */
export function signWebhook(input: { authToken: string; url: string; params: WebhookParams }): string {
  let message = input.url
  for (const name of Object.keys(input.params).toSorted(byBytes)) {
    const value = input.params[name] ?? ''
    const values = typeof value === 'string' ? [value] : [...new Set(value)].toSorted(byBytes)
    for (const each of values) message += name + each
  }
  return createHmac('sha1', input.authToken).update(Buffer.from(message, 'utf8')).digest('base64')
}

/**
 * The address that Twilio signs for the address it was configured with: never the fragment, never `user:password@`; the port is
 * kept except for voice over https. Source: Twilio, "Webhooks security" (2026).
 */
export function signedUrl(url: string, channel: 'voice' | 'messaging'): string {
  const withoutFragment = url.split('#', 1)[0] ?? ''
  const parts = /^(https?):\/\/(?:[^/?#@]*@)?([^/?#:]+|\[[^\]]*\])(:\d+)?(.*)$/is.exec(withoutFragment)
  if (parts === null) return withoutFragment
  const [, scheme = '', host = '', port = '', rest = ''] = parts
  const keptPort = channel === 'voice' && scheme.toLowerCase() === 'https' ? '' : port
  return `${scheme}://${host}${keptPort}${rest}`
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'))
}

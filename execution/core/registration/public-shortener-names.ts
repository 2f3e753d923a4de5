/** Hosts whose links carriers filter because nobody can see where they lead (facts 9.1; Twilio 30857, 30892). `twil.io` counts. */
const PUBLIC_SHORTENERS: ReadonlySet<string> = new Set([
  'bit.ly',
  'buff.ly',
  'cutt.ly',
  'goo.gl',
  'is.gd',
  'ow.ly',
  'rb.gy',
  'rebrand.ly',
  'shorturl.at',
  't.co',
  't.ly',
  'tiny.cc',
  'tinyurl.com',
  'twil.io',
])

/** True for the host of a public link shortener. */
export function isPublicShortener(host: string): boolean {
  return PUBLIC_SHORTENERS.has(host.replace(/^www\./, ''))
}

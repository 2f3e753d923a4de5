import type { Page } from './call-context.ts'
import { TwimlProblem } from './twiml-schema.ts'

/** The absolute address of a link in a document, relative to the document's own address. Throws 11100 when it is none. */
export function resolveUrl(link: string, page: Page): string {
  const base = page.url === null ? undefined : page.url.split('#', 1)[0]
  const target = link.trim()
  const url = URL.canParse(target, base) ? new URL(target, base) : null
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new TwimlProblem(11100, `"${link}" is no address that a call can be sent to`)
  }
  // An absolute address is requested exactly as written, since the signature covers every character of it.
  return /^https?:\/\//i.test(target) ? target : url.href
}

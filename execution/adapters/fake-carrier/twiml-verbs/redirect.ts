import type { VerbHandler } from '../call-context.ts'
import { methodOf } from '../call-context.ts'
import { resolveUrl } from '../resolve-url.ts'

/** `<Redirect>`: another document takes over for good. */
export const redirect: VerbHandler = async (_context, _leg, verb, page) => ({
  kind: 'document',
  source: { kind: 'url', url: resolveUrl(verb.text, page), method: methodOf(verb), params: {} },
})

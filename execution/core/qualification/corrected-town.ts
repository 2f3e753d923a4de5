import { plainSpelling } from '#core/conversation/plain-spelling.ts'
import type { Captured, Intake } from '#core/conversation/intake.ts'
import type { ReadText } from '#core/event.ts'

/**
 * "Robbinsdale, not Crystal", "not Crystal, it's Robbinsdale": the town that takes the place of the one that was given before. An engine that sees one
 * text does not know which of two was told before. Null when the text says anything else.
 */
export function correctedTown({ slots }: Intake, { body, messageSid, receivedAt }: ReadText): Captured<string> | null {
  const known = slots.city?.value
  if (known === undefined || !plainSpelling(body).includes(plainSpelling(known))) return null
  const denied = `(?:in |en |à |a )?${escaped(known)}(?![\\p{L}\\p{M}])`
  const before = new RegExp(`(${TOWN})[, ]+(?:and |y |et )?(?:not|no|pas|instead of|rather than) ${denied}`, 'iu').exec(body)
  const after = new RegExp(`\\b(?:not|no|pas) ${denied}[,;.! -]+(?:${LEADS} )*(${TOWN})`, 'iu').exec(body)
  const right = capitals((before ?? after)?.[1] ?? '')
  return right === '' || plainSpelling(right) === plainSpelling(known) ? null : { value: right, words: right, messageSid, at: receivedAt }
}

const TOWN = String.raw`(?:[\p{L}][\p{L}\p{M}.'’-]*)(?: [\p{L}][\p{L}\p{M}.'’-]*){0,3}`
const LEADS = "(?:its|it's|it is|that's|we're|we are|i'm|actually|but|in|sino|sino que|es|esta en|mais|c'est|en|à|plutôt)"

/** The last words of a piece that begin with a capital: "technically Robbinsdale". */
function capitals(piece: string): string {
  return /(?:\p{Lu}[\p{L}\p{M}.'’-]*)(?: \p{Lu}[\p{L}\p{M}.'’-]*)*$/u.exec(piece)?.[0] ?? ''
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

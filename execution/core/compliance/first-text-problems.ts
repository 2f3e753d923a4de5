import { smsSegments, toGsm } from '#core/values/sms-segments.ts'
import { COMPLIANCE_RULES } from './compliance-rules.ts'
import type { ContentFault } from './content-rules.ts'
import { SEGMENTS_MAX } from './message-texts.ts'
import { shortName } from './sender-name.ts'

/** Names are shortened in texts; a first text must fit with a name of this many letters at least. */
const NAME_UNITS_MIN = 20

/** What a first text must hold (facts 2.1: brand, why, automated, rates, HELP, STOP), each with the words that mend it. */
const REQUIRED: readonly { has: RegExp; mend: string }[] = [
  { has: /\{business\}/, mend: 'put {business} in it: the carriers want your name in the first text' },
  {
    has: /\b(?:missed|your) (?:your )?call\b|\byou(?:'ve)? (?:just )?called\b/i,
    mend: 'say why they get it, such as "Sorry we missed your call"',
  },
  { has: COMPLIANCE_RULES.content.aiDisclosure, mend: 'say that a machine writes, such as "our automated AI assistant"' },
  { has: /\brates may apply\b/i, mend: 'add "Msg & data rates may apply"' },
  { has: /(?<!\p{L})HELP(?!\p{L})/u, mend: 'add "Reply HELP for help"' },
  { has: /(?<!\p{L})STOP(?!\p{L})/u, mend: 'add "STOP to opt out"' },
]

/** What it may not hold; the same patterns stop it at the gate. */
const FORBIDDEN: readonly { fault: ContentFault; mend: string }[] = [
  { fault: 'link', mend: 'leave the link out: carriers filter first texts with links' },
  { fault: 'shortener', mend: 'leave the short link out' },
  { fault: 'price', mend: 'leave the price out: prices are said only to who asks' },
  { fault: 'offer', mend: 'leave the offer out: the carriers let no advertising through here' },
  { fault: 'shaft', mend: 'leave out what carriers forbid (alcohol, weapons, tobacco, gambling and the like)' },
  { fault: 'emoji', mend: 'leave the picture signs out: they halve the room of a text' },
]

/** What keeps a business's own first text from going out, each with the words that mend it; empty when it may. */
export function firstTextProblems(text: string, name: string): string[] {
  const problems = REQUIRED.filter(({ has }) => !has.test(text)).map(({ mend }) => mend)
  const strange = [...text.matchAll(/\{([^}]*)\}?/g)].map(([whole]) => whole).filter((whole) => whole !== '{business}')
  if (strange.length > 0) problems.push(`${strange.join(' ')} is unknown; only {business} is filled in`)
  const words = text.replaceAll('{business}', '')
  for (const { fault, mend } of FORBIDDEN) if (COMPLIANCE_RULES.content.patterns.get(fault)?.test(words) ?? true) problems.push(mend)
  const { segments, encoding } = smsSegments(toGsm(text.replaceAll('{business}', shortName(name, NAME_UNITS_MIN))))
  if (segments > SEGMENTS_MAX)
    problems.push(
      `it takes ${segments} texts; shorten it to ${SEGMENTS_MAX}${encoding === 'UCS-2' ? ', and write it without signs that are not in plain English' : ''}`,
    )
  return problems
}

import { clockWords } from '#core/explain/clock-words.ts'
import { localTime } from '#core/hours/local-time.ts'
import { DAY_MS, plus, type Instant } from '#core/values/instant.ts'
import { meaningOf, sentenceOf, type Finding } from './finding.ts'
import { judge } from './judge.ts'
import { STALE_MS } from './when-due.ts'

/** The result that a business's line is told from: the last test in which everybody could be asked, or which found something surely down. */
export type TestedAt = { at: Instant; findings: readonly Finding[] }

/** The one line that says whether the product can be trusted. Amber when nobody has tested for too long, since silence then proves nothing. */
export function testedLine(
  tested: TestedAt,
  now: Instant,
  zone: string,
  tzdata: string,
): { state: 'ok' | 'warn' | 'down'; sentence: string } {
  const { fault } = judge(tested.findings)
  const when = testedWords(tested.at, now, zone, tzdata)
  if (fault !== null) return { state: fault.state, sentence: `${sentenceOf(fault.finding)} ${capital(when)}.` }
  if (now - tested.at > STALE_MS) return { state: 'warn', sentence: `Last ${when}: that is more than a day ago.` }
  const unseen = tested.findings.find((one) => meaningOf(one).state === 'unseen' && meaningOf(one).part === 'number')
  return { state: 'ok', sentence: `Working. ${capital(when)}.${unseen === undefined ? '' : ` ${sentenceOf(unseen)}`}` }
}

/** `tested 6:02 this morning`, `tested today at 2:14 pm`, `tested yesterday at 6:02 am`, `tested on 2026-11-20 at 6:02 am`. */
export function testedWords(at: Instant, now: Instant, zone: string, tzdata: string): string {
  const clock = clockWords(at, zone, tzdata)
  const [then, today] = [localTime(at, zone, tzdata), localTime(now, zone, tzdata).isoDate]
  if (then.isoDate === today) return then.hour < NOON ? `tested ${clock.replace(' am', '')} this morning` : `tested today at ${clock}`
  if (then.isoDate === localTime(plus(now, -DAY_MS), zone, tzdata).isoDate) return `tested yesterday at ${clock}`
  return `tested on ${then.isoDate} at ${clock}`
}

const NOON = 12

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

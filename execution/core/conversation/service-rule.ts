import type { ReadText } from '#core/event.ts'
import type { Captured } from './intake.ts'
import { phraseIn } from './plain-spelling.ts'

/**
 * What the owner says of one service: a service of the trade's procedure under its own name, or one that only this business speaks of.
 * Services without a rule are offered.
 */
export type ServiceRule = {
  name: string
  offered: boolean
  /** How customers say it, besides the name. */
  words: readonly string[]
}

/** One business has no more rules than this (chosen; the longest procedure names about thirty services). */
export const SERVICE_RULES_MAX = 80

/**
 * The service of a burst by the owner's own words, with the place it was read from; null when they do not occur. The longest wording wins. When the
 * engine read another service elsewhere in the same burst nothing is decided: in doubt nobody is sent away.
 */
export function ruledService(
  heard: readonly ReadText[],
  rules: readonly ServiceRule[] | null | undefined,
): { rule: ServiceRule; captured: Captured<string> } | null {
  let found: { rule: ServiceRule; captured: Captured<string>; doubt: boolean } | null = null
  for (const text of heard) {
    if (text.reading.intent === 'other' || text.reading.intent === 'opt_out') continue
    for (const rule of rules ?? []) {
      for (const phrase of [rule.name, ...rule.words]) {
        const place = phraseIn(text.body, phrase)
        if (place === null) continue
        const words = text.body.slice(...place)
        if (found !== null && (found.captured.words?.length ?? 0) >= words.length) continue
        const captured = { value: rule.name, words, messageSid: text.messageSid, at: text.receivedAt }
        found = { rule, captured, doubt: isAboutElse(text, rule, place) }
      }
    }
  }
  return found === null || found.doubt ? null : found
}

/** The name of the service that is not offered, or null. */
export function notOffered(service: string | null, rules: readonly ServiceRule[] | null | undefined): string | null {
  const rule = (rules ?? []).find(({ name }) => name === service)
  return rule === undefined || rule.offered ? null : rule.name
}

function isAboutElse({ reading }: ReadText, rule: ServiceRule, [from, to]: readonly [number, number]): boolean {
  const span = reading.spans.service
  if (reading.service === null || reading.service === rule.name || span === undefined) return false
  return span[1] <= from || span[0] >= to
}

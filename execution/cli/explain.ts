import { z } from 'zod'
import { explain, type Verdict } from '#core/explain/explain.ts'
import { isTimezone } from '#core/hours/local-time.ts'
import { parseInstant, type Instant } from '#core/values/instant.ts'
import type { BatchCommand } from './lead-agent.ts'

const DEFAULT_ZONE = 'America/New_York'

/** The words of `may-send`, of the message list and of the decisions, all understood. */
const VERDICTS: Readonly<Record<string, Verdict>> = {
  send: 'sent',
  sent: 'sent',
  delivered: 'sent',
  wait: 'waits',
  waits: 'waits',
  waiting: 'waits',
  defer: 'waits',
  deferred: 'waits',
  never: 'refused',
  refused: 'refused',
  canceled: 'canceled',
  failed: 'failed',
  undelivered: 'failed',
}

const reason = z.union([
  z.string().transform((code) => ({ code })),
  z.object({ code: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}) }),
])

const instantText = z.string().transform((text, context): Instant => {
  const at = parseInstant(text)
  if (at !== null) return at
  context.addIssue({ code: 'custom', message: `"${text}" is not an ISO 8601 time with a zone, such as 2026-12-07T16:00:00Z` })
  return z.NEVER
})

const line = z.object({
  decision: z.string().transform((word, context): Verdict => {
    const verdict = VERDICTS[word]
    if (verdict !== undefined) return verdict
    context.addIssue({ code: 'custom', message: `"${word}" is no decision; one of ${Object.keys(VERDICTS).join(', ')}` })
    return z.NEVER
  }),
  reasons: z.array(reason),
  timezone: z.string().refine(isTimezone, 'is not a zone; use a name such as America/Chicago').nullish(),
  at: instantText.nullish(),
  until: instantText.nullish(),
})

export const explainCommand: BatchCommand = {
  about: 'Why a text was sent, waits or was refused, in plain sentences.',
  example: '{"decision":"wait","reasons":["quiet_hours"],"until":"2026-12-08T14:00:00Z","timezone":"America/Chicago"}',
  start: () => {
    const tzdata = process.versions['tz'] ?? ''
    return (value) => {
      const { decision, reasons, timezone, at, until } = line.parse(value)
      const sentences = explain({
        verdict: decision,
        at: at ?? null,
        until: until ?? null,
        reasons,
        timezone: timezone ?? DEFAULT_ZONE,
        tzdata,
      })
      return { sentences }
    }
  },
}

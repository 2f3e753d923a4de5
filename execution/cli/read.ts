import { z } from 'zod'
import { systemClock } from '#adapters/clock/system-clock.ts'
import { readWithRevocation } from '#adapters/embedded-engine/embedded-model.ts'
import { isTimezone } from '#core/hours/local-time.ts'
import { ASKED, TRADES } from '#core/qualification/reading.ts'
import { parseInstant } from '#core/values/instant.ts'
import type { BatchCommand } from './lead-agent.ts'

const line = z.object({
  id: z.unknown(),
  text: z.string(),
  trade: z.enum(TRADES).default('plumbing'),
  receivedAt: z.string().nullish(),
  timezone: z.string().default('America/Chicago'),
  asked: z.enum(ASKED).nullish(),
})

export const readCommand: BatchCommand = {
  about: 'What one customer text says, read by the embedded engine.',
  example: '{"id":1,"text":"water heater leaking at 412 Oak St, Dana","asked":"problem"}',
  start: () => (value) => {
    const { id, text, trade, receivedAt, timezone, asked } = line.parse(value)
    const at = receivedAt === undefined || receivedAt === null ? systemClock().now() : parseInstant(receivedAt)
    if (at === null) throw new Error(`receivedAt: "${receivedAt}" is not an ISO 8601 time with a zone, such as 2026-12-07T16:00:00Z`)
    if (!isTimezone(timezone)) throw new Error(`timezone: "${timezone}" is not a zone; use a name such as America/Chicago`)
    const { reading, revocation } = readWithRevocation(text, { trade, receivedAt: at, timezone, asked: asked ?? null })
    const { spans, ...fields } = reading
    return { id, revocation: revocation.revocation, ...fields, spans }
  },
}

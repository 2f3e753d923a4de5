import { z } from 'zod'
import { checkBusinessHours } from '#core/hours/check-business-hours.ts'
import type { BusinessHours } from '#core/hours/business-hours.ts'
import { isTimezone } from '#core/hours/local-time.ts'
import { modeAt, nextModeChange } from '#core/hours/mode-at.ts'
import { parseInstant, toIso } from '#core/values/instant.ts'
import { hoursSchema } from '#contract/tenant.ts'
import type { BatchCommand } from './lead-agent.ts'

const line = z.object({ timezone: z.string(), hours: hoursSchema.default({ week: {}, exceptions: [] }), at: z.string() })

export const routeCallCommand: BatchCommand = {
  about: 'Which mode (day, evening, night) a business is in, and when that changes.',
  example:
    '{"timezone":"America/Chicago","hours":{"week":{"mon":[{"from":"07:00","to":"17:00","mode":"day"}]}},"at":"2026-12-07T16:00:00Z"}',
  start: () => {
    const tzdata = process.versions['tz'] ?? ''
    return (value) => {
      const { timezone, hours: posted, at: text } = line.parse(value)
      const at = parseInstant(text)
      if (at === null) throw new Error(`at: "${text}" is not an ISO 8601 time with a zone, such as 2026-12-07T16:00:00Z`)
      if (!isTimezone(timezone)) throw new Error(`timezone: "${timezone}" is not a zone; use a name such as America/Chicago`)
      // The schema allows exactly what the type does; only `undefined` values differ, and JSON has none.
      const hours = posted as BusinessHours
      const problems = checkBusinessHours(hours)
      if (problems.length > 0) throw new Error(`hours: ${problems.join('; ')}`)
      const next = nextModeChange(hours, timezone, at, tzdata)
      return { mode: modeAt(hours, timezone, at, tzdata), nextChangeAt: next === null ? null : toIso(next) }
    }
  },
}

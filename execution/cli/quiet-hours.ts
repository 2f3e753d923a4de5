import { z } from 'zod'
import { COMPLIANCE_RULES } from '#core/compliance/compliance-rules.ts'
import { quietHours } from '#core/compliance/quiet-hours.ts'
import { parseInstant, toIso } from '#core/values/instant.ts'
import type { BatchCommand } from './lead-agent.ts'

const line = z.object({ to: z.string(), at: z.string(), kind: z.string(), zip: z.string().nullish(), region: z.string().nullish() })

export const quietHoursCommand: BatchCommand = {
  about: 'The legal hours gate alone: may a text of this kind leave now, by the recipient’s clock?',
  example: '{"to":"+12125550123","at":"2026-12-08T02:30:00Z","kind":"followup"}',
  start: () => {
    const tzdata = process.versions['tz'] ?? ''
    return (value) => {
      const { to, at: text, kind, zip, region } = line.parse(value)
      const at = parseInstant(text)
      if (at === null) throw new Error(`at: "${text}" is not an ISO 8601 time with a zone, such as 2026-12-07T16:00:00Z`)
      const answer = quietHours({ to, at, kind, zip: zip ?? null, region: region ?? null, tenantTimezone: null, tzdata }, COMPLIANCE_RULES)
      return { ...answer, until: answer.until === null ? null : toIso(answer.until) }
    }
  },
}

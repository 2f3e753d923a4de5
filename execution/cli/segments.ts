import { z } from 'zod'
import { centsOf, SEGMENT_OUT_MICROS } from '#core/cost/price.ts'
import { smsSegments } from '#core/values/sms-segments.ts'
import type { BatchCommand } from './lead-agent.ts'

const line = z.object({ text: z.string() })

export const segmentsCommand: BatchCommand = {
  about: 'How many segments a text takes, and what it costs to send.',
  example: '{"text":"Hello"}',
  start: () => (value) => {
    const counted = smsSegments(line.parse(value).text)
    return { ...counted, costCents: centsOf(counted.segments * SEGMENT_OUT_MICROS) }
  },
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readText } from '#adapters/embedded-engine/read-text.ts'
import { COMPLIANCE_RULES } from '#core/compliance/compliance-rules.ts'
import { maySend } from '#core/compliance/may-send.ts'
import { firstTextBody } from '#core/compliance/message-texts.ts'
import { readRevocation } from '#core/compliance/revocation/read-revocation.ts'
import { statedQuestion } from '#core/compliance/stated-question.ts'
import { instant } from '#core/values/instant.ts'
import { quantiles, type Quantiles } from './quantiles.ts'

const TEXTS_FOLDER = join(import.meta.dirname, '..', '..', 'tests', 'evaluation', 'texts')
const WARM_UP_ROUNDS = 2
const ROUNDS = 3
const QUESTIONS = 2_000

export type Micro = { what: string; micros: Quantiles }

/** The three functions that every text passes, each call timed alone after a warm-up, in microseconds. */
export function measureMicro(): Micro[] {
  const texts = evaluationTexts()
  const context = { trade: 'plumbing', receivedAt: Date.parse('2026-12-07T16:00:00Z'), timezone: 'America/Chicago', asked: null } as const
  const questions = firstTextQuestions()
  return [
    { what: 'maySend', micros: timed(questions, (question) => maySend(question, COMPLIANCE_RULES)) },
    { what: 'readText', micros: timed(texts, (text) => readText(text, context)) },
    { what: 'readRevocation', micros: timed(texts, (text) => readRevocation(text)) },
  ]
}

function timed<Item>(items: readonly Item[], work: (item: Item) => unknown): Quantiles {
  const micros: number[] = []
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    for (const item of items) {
      const startedAt = performance.now()
      work(item)
      if (round >= WARM_UP_ROUNDS) micros.push((performance.now() - startedAt) * 1_000)
    }
  }
  return quantiles(micros)
}

/** The texts of the evaluation set: what customers write. */
function evaluationTexts(): string[] {
  const files = readdirSync(TEXTS_FOLDER).filter((name) => name.endsWith('.jsonl'))
  const lines = files.flatMap((name) => readFileSync(join(TEXTS_FOLDER, name), 'utf8').split('\n'))
  return lines.flatMap((line) => (line.trim() === '' ? [] : [textOf(line)]))
}

function textOf(line: string): string {
  const parsed: unknown = JSON.parse(line)
  if (typeof parsed === 'object' && parsed !== null && 'text' in parsed && typeof parsed.text === 'string') return parsed.text
  throw new Error('a line of the evaluation set has no text')
}

function firstTextQuestions(): ReturnType<typeof statedQuestion>[] {
  const at = instant(Date.parse('2026-12-07T16:00:00Z'))
  const tenant = {
    name: 'Ace Plumbing',
    timezone: 'America/Chicago',
    country: 'US' as const,
    region: 'IL',
    numbers: [{ e164: '+12175550102' }],
  }
  return Array.from({ length: QUESTIONS }, (_, index) => {
    const to = `+1${[312, 415, 212, 305, 512][index % 5] ?? 312}${5_550_000 + index}`
    const body = firstTextBody(to, { name: tenant.name, mailingAddress: null, businessPhone: null, website: null })
    const contact = { class: 'C1' as const, callAt: instant(at - 2_000) }
    return statedQuestion({ to, at, kind: 'instant_reply', body, tenant, contact }, process.versions['tz'] ?? '')
  })
}

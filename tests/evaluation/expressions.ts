import { readFileSync } from 'node:fs'
import { readText } from '#adapters/embedded-engine/read-text.ts'
import type { Asked, PreferredTime, Reading } from '#core/qualification/reading.ts'

/** A text with what each of some fields may be read as; fields left out are not looked at. */
type Expression = {
  text: string
  asked: Asked | null
  receivedAt?: string
  timezone?: string
  accept: (PreferredTime | null)[] | Partial<Record<'name' | 'street' | 'city' | 'zip' | 'callbackPhone', (string | null)[]>>
}

export type ExpressionTally = { of: number; hits: number; wrongDay: number; misses: string[] }

/** Wednesday, 9:30 in Chicago: what expressions without a time of their own are read at. */
const RECEIVED = '2026-11-18T15:30:00Z'
const TIMEZONE = 'America/Chicago'

/** Reads the expressions of a file beside this one and counts those read as meant, and days that nobody meant. */
export function expressionTally(file: 'time-expressions.jsonl' | 'particulars.jsonl'): ExpressionTally {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8').split('\n')
  const tally: ExpressionTally = { of: 0, hits: 0, wrongDay: 0, misses: [] }
  for (const line of lines.filter((one) => one !== '')) {
    // The two files are ours, and every line has this shape.
    const expression = JSON.parse(line) as Expression
    const { text, asked, receivedAt, timezone, accept } = expression
    const context = { trade: 'plumbing' as const, receivedAt: Date.parse(receivedAt ?? RECEIVED), timezone: timezone ?? TIMEZONE, asked }
    const reading = readText(text, context)
    tally.of++
    if (Array.isArray(accept)) {
      if (isWrongDay(reading.preferredTime, accept)) tally.wrongDay++
      if (accept.some((time) => JSON.stringify(time) === JSON.stringify(reading.preferredTime))) tally.hits++
      else tally.misses.push(text)
    } else if (particularsRight(reading, accept)) tally.hits++
    else tally.misses.push(text)
  }
  return tally
}

function isWrongDay(read: PreferredTime | null, accept: readonly (PreferredTime | null)[]): boolean {
  if (read === null || 'asap' in read) return false
  return !accept.some((time) => time !== null && 'start' in time && time.start.slice(0, 10) === read.start.slice(0, 10))
}

function particularsRight(reading: Reading, accept: Exclude<Expression['accept'], readonly unknown[]>): boolean {
  const right = (field: 'name' | 'street' | 'city' | 'zip' | 'callbackPhone') =>
    accept[field]?.some((value) => plain(value) === plain(reading[field])) ?? true
  return right('name') && right('street') && right('city') && right('zip') && right('callbackPhone')
}

/** Letter case, accents, stops and blanks do not count. */
function plain(value: string | null): string | null {
  return value === null
    ? null
    : value.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/[.,#]/g, ' ').replace(/\s+/g, ' ').trim()
}

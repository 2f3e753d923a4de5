import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { MoveRefused } from '#ports/moving.ts'
import type { SecretBox } from './secret-box.ts'

/** Changed whenever a file of before can no longer be read. */
const FORMAT = 1

/** Text, figures and nothing stand for themselves; a secret is sealed with the key of the move. */
const value = z.union([z.string(), z.number(), z.null(), z.object({ sealed: z.string() })])

const header = z.object({
  kind: z.literal('business'),
  format: z.number(),
  /** The migrations that the tables have seen: rows fit only into the same tables. */
  schema: z.array(z.string()),
  tenantId: z.string(),
  exportedAt: z.number(),
  ledger: z.object({ sequence: z.number(), hash: z.string() }).nullable(),
})
const row = z.object({ kind: z.literal('row'), table: z.string(), row: z.record(z.string(), value) })
const end = z.object({ kind: z.literal('end'), rows: z.number(), seal: z.string() })

export type MoveHeader = Omit<z.infer<typeof header>, 'kind' | 'format'>
export type MoveRow = Omit<z.infer<typeof row>, 'kind'>

/** The lines of a file, the last of which proves the others. */
export function writeMoveFile(about: MoveHeader, rows: readonly MoveRow[], box: SecretBox): string[] {
  const lines = [
    JSON.stringify({ kind: 'business', format: FORMAT, ...about }),
    ...rows.map((one) => JSON.stringify({ kind: 'row', ...one })),
  ]
  const last = JSON.stringify({ kind: 'end', rows: rows.length, seal: sealOf(lines, box).toString('hex') })
  return [...lines, last].map((line) => `${line}\n`)
}

/** The content of a file. Throws `MoveRefused` when it is not whole, was changed, or the key is not its own. */
export function readMoveFile(written: readonly string[], box: SecretBox): { about: MoveHeader; rows: MoveRow[] } {
  const lines = written.map((line) => line.replace(/\r?\n$/, '')).filter((line) => line !== '')
  const first = parsed(header, lines[0], 1)
  if (first.format !== FORMAT)
    throw refused('file', `the file has format ${first.format} and this program reads ${FORMAT}; export it with the same version`)
  const last = parsed(end, lines.at(-1), lines.length)
  const whole = lines.slice(0, -1)
  const seal = Buffer.from(last.seal, 'hex')
  const wanted = sealOf(whole, box)
  if (seal.length !== wanted.length || !timingSafeEqual(seal, wanted))
    throw refused('file', 'the file was changed or cut short, or the key is not the one that came with it; export it again')
  const { kind: _kind, format: _format, ...about } = first
  return { about, rows: whole.slice(1).map((line, place) => parsed(row, line, place + 2)) }
}

function parsed<Shape>(schema: z.ZodType<Shape>, line: string | undefined, place: number): Shape {
  try {
    return schema.parse(JSON.parse(line ?? ''))
  } catch {
    throw refused('file', `line ${place} is not a line of an exported business; give the whole file as it was written by move-out`)
  }
}

/** Nobody without the key can make it, and every byte before it counts. */
function sealOf(lines: readonly string[], box: SecretBox): Buffer {
  const hash = createHash('sha256')
  for (const line of lines) hash.update(line).update('\n')
  return box.derive(`business file ${hash.digest('hex')}`)
}

export function refused(why: MoveRefused['why'], message: string): MoveRefused {
  return Object.assign(new Error(message), { name: 'MoveRefused' as const, why })
}

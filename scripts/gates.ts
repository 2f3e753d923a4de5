/**
 * `npm run gates`: asks every go/no-go question about this release by running the command that answers it, one after the other, and writes REVIEW_PACKET.md.
 * `-- --only id,id` asks some of them, prints the packet in place of writing it, and decides nothing. Exit code 1 when any gate is no-go, 2 for a wrong option.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Gate } from './gates/gate.ts'
import { occasionNow } from './gates/occasion.ts'
import { RELEASE_GATES } from './gates/release-gates.ts'
import { decisionOf, reviewPacket, type GateResult } from './gates/review-packet.ts'
import { runGate } from './gates/run-gate.ts'

const PACKET_FILE = 'REVIEW_PACKET.md'

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: 'string' } } })
  const asked = values.only?.split(',') ?? RELEASE_GATES.map(({ id }) => id)
  const strange = asked.filter((id) => !RELEASE_GATES.some((gate) => gate.id === id))
  if (strange.length > 0) {
    process.stderr.write(`There is no gate "${strange.join('", "')}". The gates: ${RELEASE_GATES.map(({ id }) => id).join(', ')}\n`)
    return 2
  }
  const gates = RELEASE_GATES.filter(({ id }) => asked.includes(id))
  const results: GateResult[] = []
  for (const [place, gate] of gates.entries()) results.push(await ask(gate, `${place + 1} of ${gates.length}`))
  const occasion = occasionNow(gates.length === RELEASE_GATES.length)
  const decision = decisionOf(results, occasion)
  const packet = reviewPacket(results, occasion)
  if (occasion.isWhole) writeFileSync(PACKET_FILE, packet)
  else process.stdout.write(`\n${packet}`)
  process.stdout.write(`\n${decision}${occasion.isWhole ? `: see ${PACKET_FILE}` : ''}\n`)
  return decision === 'NO-GO' ? 1 : 0
}

async function ask(gate: Gate, place: string): Promise<GateResult> {
  process.stdout.write(`gate ${place}, ${gate.id}: ${gate.question}\n`)
  const run = await runGate(gate)
  const judgement = gate.judge(run)
  process.stdout.write(`  ${judgement.isGo ? 'go' : 'NO-GO'} after ${(run.tookMs / 1_000).toFixed(0)} s: ${judgement.evidence}\n`)
  if (!judgement.isGo) process.stdout.write(`${run.output.slice(-OUTPUT_SHOWN).trimEnd()}\n`)
  return { gate, judgement, tookMs: run.tookMs }
}

/** Of the output of a gate that says no, characters. */
const OUTPUT_SHOWN = 2_000

process.exitCode = await main()

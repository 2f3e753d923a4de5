import type { Gate, Judgement } from './gate.ts'

export type GateResult = { gate: Gate; judgement: Judgement; tookMs: number }

/** What was measured and where. */
export type Occasion = {
  commit: string
  committedAt: string
  /** ISO time. */
  measuredAt: string
  machine: string
  /** Whether every gate was asked. */
  isWhole: boolean
}

/** The decision: go only when every gate was asked and every answer is go. */
export function decisionOf(results: readonly GateResult[], { isWhole }: Pick<Occasion, 'isWhole'>): 'GO' | 'NO-GO' | 'NOT DECIDED' {
  if (results.some(({ judgement }) => !judgement.isGo)) return 'NO-GO'
  return isWhole && results.length > 0 ? 'GO' : 'NOT DECIDED'
}

/** `REVIEW_PACKET.md`: for whoever decides whether this release goes live, with the evidence and the command behind each answer. */
export function reviewPacket(results: readonly GateResult[], occasion: Occasion): string {
  const decision = decisionOf(results, occasion)
  const shortfalls = results.flatMap(({ gate, judgement }) => judgement.shortfalls.map((words) => `- ${gate.id}: ${words}`))
  return [
    '# Review packet',
    '',
    `**${decision}**. ${sentenceOf(decision)}`,
    '',
    `Commit ${occasion.commit} of ${occasion.committedAt}, measured ${occasion.measuredAt} on ${occasion.machine}.`,
    '',
    'Written by `npm run gates`. Every line is the answer of a command that can be run again; no figure is typed in.',
    '',
    '| gate | question | decision | evidence | time |',
    '| --- | --- | --- | --- | --- |',
    ...results.map(rowOf),
    '',
    '## Goals that are not reached',
    '',
    'Enough to go live, and still to be mended.',
    '',
    shortfalls.length === 0 ? 'None.' : shortfalls.join('\n'),
    '',
    '## How to run one again',
    '',
    ...results.map(({ gate }) => `- ${gate.id}: \`${gate.command.join(' ')}\``),
    '',
    NOT_SHOWN,
  ].join('\n')
}

const NOT_SHOWN = `## What no gate shows

No live account was at hand: Twilio, Gravity AI and the language models are proven against stand-ins built from their documented interfaces. Callers and
texts are ours and those of strangers who wrote for the evaluation; no customer of a business has been measured. Whether one business is ready (its numbers, registration,
verified phone) is asked by \`lead-agent self-test --tenant ID\` against the real carrier, and its texts stay locked until its registration is approved.
`

function sentenceOf(decision: ReturnType<typeof decisionOf>): string {
  if (decision === 'GO') return 'Every gate was asked and every answer is go.'
  return decision === 'NO-GO' ? 'At least one gate says no.' : 'Not every gate was asked, so nothing is decided.'
}

function rowOf({ gate, judgement, tookMs }: GateResult): string {
  const cells = [gate.id, gate.question, judgement.isGo ? 'go' : '**no-go**', judgement.evidence, `${(tookMs / 1_000).toFixed(0)} s`]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |`
}

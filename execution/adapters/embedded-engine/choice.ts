/** What speaks for or against a candidate: what the text shows, and apart from it what the rules found. */
export type Evidence = { features: string[]; findings: string[] }

/** One of several things that a text may say, with its place in the text. */
export type Candidate<Value> = Evidence & { value: Value; start: number; end: number }

/** All that a text may say of one particular, and what speaks for its saying nothing. */
export type Choice<Value> = { candidates: Candidate<Value>[]; none: Evidence }

/** How much each feature speaks for a candidate, in sixteenths of log-odds, as `tests/evaluation/train-choices.ts` writes it. */
export type ChoiceTable = ReadonlyMap<string, number>

/** The likeliest candidate, or null where the text most likely says nothing. The first of equals wins, and nothing before all. */
export function choose<Value>(table: ChoiceTable, { candidates, none }: Choice<Value>): Candidate<Value> | null {
  let best: Candidate<Value> | null = null
  let most = weightOf(table, none)
  for (const candidate of candidates) {
    const weight = weightOf(table, candidate)
    if (weight <= most) continue
    most = weight
    best = candidate
  }
  return best
}

function weightOf(table: ChoiceTable, { features, findings }: Evidence): number {
  let sum = 0
  for (const feature of features) sum += table.get(feature) ?? 0
  for (const finding of findings) sum += table.get(finding) ?? 0
  return sum
}

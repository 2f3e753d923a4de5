/** What speaks for or against a candidate: what the text shows, and apart from it what the rules found. */
export type Evidence = { features: string[]; findings: string[] }

/** One of several things that a text may say, with its place in the text. Candidates of the same `kin` differ in nothing that matters. */
export type Candidate<Value> = Evidence & { value: Value; kin: string; start: number; end: number }

/** All that a text may say of one particular, and what speaks for its saying nothing. */
export type Choice<Value> = { candidates: Candidate<Value>[]; none: Evidence }

/** How much each feature speaks for a candidate, in sixty-fourths of log-odds, as `tests/evaluation/train-choices.ts` writes it. */
export type ChoiceTable = Pick<ReadonlyMap<string, number>, 'get'>
export const ODDS_PARTS = 64

/** The likeliest candidate, or null where the text most likely says nothing. The first of equals wins, and nothing before all. */
export function choose<Value>(table: ChoiceTable, { candidates, none }: Choice<Value>): Candidate<Value> | null {
  return bestOf(
    candidates,
    candidates.map((candidate) => weightOf(table, candidate)),
    weightOf(table, none),
  )
}

/** The likeliest candidate where it is sure enough: null too where it and its kin are together less likely than `share`, from 0 to 1. */
export function chooseSurely<Value>(table: ChoiceTable, { candidates, none }: Choice<Value>, share: number): Candidate<Value> | null {
  const ofNone = weightOf(table, none)
  const weights = candidates.map((candidate) => weightOf(table, candidate))
  const best = bestOf(candidates, weights, ofNone)
  if (best === null) return null
  const most = Math.max(...weights)
  const likely = (weight: number) => Math.exp((weight - most) / ODDS_PARTS)
  let kin = 0
  let all = likely(ofNone)
  for (const [at, candidate] of candidates.entries()) {
    const part = likely(weights[at] ?? 0)
    all += part
    if (candidate.kin === best.kin) kin += part
  }
  return kin / all >= share ? best : null
}

function bestOf<Value>(candidates: readonly Candidate<Value>[], weights: readonly number[], ofNone: number): Candidate<Value> | null {
  let best: Candidate<Value> | null = null
  let most = ofNone
  for (const [at, candidate] of candidates.entries()) {
    const weight = weights[at] ?? 0
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

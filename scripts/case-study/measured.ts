import type { Gate, CommandRun } from '../gates/gate.ts'
import { firstTextSeconds } from '../gates/main-job-gate.ts'
import { RELEASE_GATES } from '../gates/release-gates.ts'
import { speedFigures, type SpeedFigures } from '../gates/speed-gate.ts'
import { readingFigures, type ReadingFigure } from '../gates/understanding-gate.ts'

/** What the commands of the repository measured for the case study, in one run on one machine. */
export type Measured = {
  firstTextSeconds: number
  laws: SimulationFigures
  hostile: { conversations: number; texts: number }
  reading: readonly ReadingFigure[]
  speed: SpeedFigures
  /** Goals that were measured and not reached. */
  shortfalls: readonly string[]
}

/** What `npm run sim` prints, as far as the study tells of it. */
export type SimulationFigures = { calls: number; texts: number; firstTexts: number; stops: number; crashes: number }

/** The gates whose figures the study needs, in the order in which they are asked. */
export const MEASURING = ['main-job', 'closed-acts', 'laws', 'understanding', 'speed'] as const
export type MeasuringGate = (typeof MEASURING)[number]

export function gateOf(id: MeasuringGate): Gate {
  const gate = RELEASE_GATES.find((one) => one.id === id)
  if (gate === undefined) throw new Error(`there is no gate "${id}" any more; scripts/case-study/measured.ts names it`)
  return gate
}

/** Reads the figures out of what the commands printed. Throws, naming the gate, where one says no or a figure is missing: a study is made of good runs only. */
export function measuredFrom(runs: Readonly<Record<MeasuringGate, CommandRun>>): Measured {
  const judged = MEASURING.map((id) => ({ id, judgement: gateOf(id).judge(runs[id]) }))
  for (const { id, judgement } of judged) if (!judgement.isGo) throw new Error(`the gate "${id}" says no: ${judgement.evidence}`)
  const speed = speedFigures(runs.speed.output)
  const seconds = firstTextSeconds(runs['main-job'].output)
  const laws = simulationFigures(runs.laws.output)
  const hostile = ['conversations', 'texts'].map((what) =>
    Number(new RegExp(`^${what} +(\\d+)$`, 'm').exec(runs['closed-acts'].output)?.[1]),
  )
  const [conversations = NaN, texts = NaN] = hostile
  if (speed === null || seconds === null || laws === null || Number.isNaN(conversations + texts))
    throw new Error('a figure is missing in the output of the commands')
  return {
    firstTextSeconds: seconds,
    laws,
    hostile: { conversations, texts },
    reading: readingFigures(runs.understanding.output),
    speed,
    shortfalls: judged.flatMap(({ judgement }) => judgement.shortfalls),
  }
}

function simulationFigures(output: string): SimulationFigures | null {
  const printed = /\{"calls":.*\}/.exec(output)?.[0]
  if (printed === undefined) return null
  const { calls, texts, firstTexts, stops, crashes } = JSON.parse(printed) as Partial<SimulationFigures>
  const all = [calls, texts, firstTexts, stops, crashes].map(Number)
  if (all.some((each) => !Number.isFinite(each))) return null
  return { calls: Number(calls), texts: Number(texts), firstTexts: Number(firstTexts), stops: Number(stops), crashes: Number(crashes) }
}

import type { CommandRun, Judgement } from './gate.ts'
import { endOf, go, noGo } from './gate.ts'

/** One row of the evaluation page, percent. */
export type ReadingFigure = { label: string; goal: number; isCeiling: boolean; keywordList: number; engine: number }

/**
 * Below this it is no-go even where the goal is higher. The goal of the safety line stays 100 %: each hazard that is not heard is one too many, and is
 * said as a shortfall; whoever misses more than one in fifty must not go live.
 */
const ENOUGH: ReadonlyMap<string, number> = new Map([['safety found', 98]])
const ROWS_MIN = 10

/** Judges `npm run eval`: the sealed texts of all sets against their goals, and the scripted callers. */
export function judgeUnderstanding(run: CommandRun): Judgement {
  const figures = readingFigures(run.output)
  const callers = callersThatReachedTheirGoal(run.output)
  if (run.code !== 0 || figures.length < ROWS_MIN || callers === null) return noGo(`the evaluation did not run to its end: ${endOf(run)}`)
  const words = [...figures.map(wordsOf), `callers who reach their goal ${callers} %`]
  const failing = figures.filter((figure) => !reaches(figure, ENOUGH.get(figure.label) ?? figure.goal)).map(shortfallOf)
  if (callers < CALLERS_PERCENT_MIN) failing.push(`callers who reach their goal: ${callers} %, goal at least ${CALLERS_PERCENT_MIN} %`)
  if (failing.length > 0) return noGo(failing.join('; '))
  return go(words.join(', '), figures.filter((figure) => !reaches(figure, figure.goal)).map(shortfallOf))
}

const CALLERS_PERCENT_MIN = 95

/** The rows of the first table of the page. */
export function readingFigures(page: string): ReadingFigure[] {
  const rows = page.matchAll(/^\| ([^|]+) \| at (least|most) ([\d.]+) % \| [\d.]+ % \| ([\d.]+) % \| [\d.]+ % \| ([\d.]+) % \|$/gm)
  return [...rows].map(([, label = '', kind, goal, keywordList, engine]) => ({
    label,
    goal: Number(goal),
    isCeiling: kind === 'most',
    keywordList: Number(keywordList),
    engine: Number(engine),
  }))
}

/** The weaker of the two columns of scripted callers, percent; null when the table is missing. */
function callersThatReachedTheirGoal(page: string): number | null {
  const row = /^\| callers who reach their goal \| [^|]+ \| ([\d.]+) % [^|]*\| ([\d.]+) % [^|]*\|$/m.exec(page)
  return row === null ? null : Math.min(Number(row[1]), Number(row[2]))
}

function reaches({ isCeiling, engine }: ReadingFigure, bound: number): boolean {
  return isCeiling ? engine <= bound : engine >= bound
}

function wordsOf({ label, engine }: ReadingFigure): string {
  return `${label} ${engine} %`
}

function shortfallOf({ label, engine, goal, isCeiling }: ReadingFigure): string {
  return `${label}: ${engine} %, goal at ${isCeiling ? 'most' : 'least'} ${goal} %`
}

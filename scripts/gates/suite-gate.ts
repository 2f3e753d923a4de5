import type { CommandRun, Judgement } from './gate.ts'
import { endOf, go, noGo } from './gate.ts'

/**
 * Judges a run of the test runner: it ended well, nothing failed, was cancelled or skipped, and at least `testsMin` tests passed. A run that finds no test
 * ends well too, so the least number is what keeps an empty suite from counting.
 */
export function suiteJudge(testsMin: number): (run: CommandRun) => Judgement {
  return (run) => {
    const [passed, ...others] = ['pass', 'fail', 'cancelled', 'skipped'].map((what) => lastFigure(run.output, what))
    if (passed === null || passed === undefined || others.includes(null)) return noGo(`the tests did not run to their end: ${endOf(run)}`)
    const words = `${passed} passed, ${others[0]} failed, ${others[1]} cancelled, ${others[2]} skipped`
    if (run.code !== 0) return noGo(`${words}; ${endOf(run)}`)
    if (others.some((count) => count !== 0)) return noGo(words)
    return passed < testsMin ? noGo(`${words}; at least ${testsMin} must pass`) : go(words)
  }
}

/** The last count of a kind in the runner's summary: `ℹ pass 12` for people, `# pass 12` for machines. */
function lastFigure(output: string, what: string): number | null {
  const figure = [...output.matchAll(new RegExp(`^(?:ℹ|#) ${what} (\\d+)$`, 'gm'))].at(-1)?.[1]
  return figure === undefined ? null : Number(figure)
}

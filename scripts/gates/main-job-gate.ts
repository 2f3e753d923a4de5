import type { CommandRun, Judgement } from './gate.ts'
import { endOf, go, noGo } from './gate.ts'

/** The promise of the product. */
const FIRST_TEXT_SECONDS_MAX = 5

/** Judges `npm run demo`: the lead was qualified, and the first text left in time. */
export function judgeMainJob(run: CommandRun): Judgement {
  const seconds = firstTextSeconds(run.output)
  if (run.code !== 0 || seconds === null) return noGo(`the call did not become a qualified lead: ${endOf(run)}`)
  const words = `first text ${seconds.toFixed(2)} s after the missed call, then a qualified lead and the owner told`
  return seconds <= FIRST_TEXT_SECONDS_MAX ? go(words) : noGo(`${words}; at most ${FIRST_TEXT_SECONDS_MAX} s are promised`)
}

export function firstTextSeconds(story: string): number | null {
  const seconds = /First text ([\d.]+) s after the missed call/.exec(story)?.[1]
  return seconds === undefined ? null : Number(seconds)
}

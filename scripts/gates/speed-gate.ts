import type { CommandRun, Judgement } from './gate.ts'
import { endOf, go, noGo } from './gate.ts'

export type SpeedFigures = {
  /** Missed call to text, milliseconds. */
  p50: number
  p99: number
  max: number
  /** Of the whole tree at rest, megabytes. */
  memoryMb: number
  webhooksPerSecond: number
  /** Of a bare server that checks the same signature, percent. */
  ofBarePercent: number
}

/** The one bound of the benchmark that does not decide on a release; what was measured is said as a shortfall. */
const ONLY_A_GOAL = 'webhook throughput is'
/** A thousand businesses at the full 20 requests a minute each are 333 a second; twice that must be answered. */
export const WEBHOOKS_PER_SECOND_MIN = 667

/** Judges `npm run bench`: every bound held; of the throughput, what a thousand busy businesses need is enough, and its goal is said when it was missed. */
export function judgeSpeed(run: CommandRun): Judgement {
  const figures = speedFigures(run.output)
  if (figures === null) return noGo(`the benchmark did not run to its end: ${endOf(run)}`)
  const broken = [...run.output.matchAll(/^BROKEN: (.+)$/gm)].map(([, words = '']) => words)
  const grave = broken.filter((words) => !words.startsWith(ONLY_A_GOAL))
  const { p50, p99, max, memoryMb, webhooksPerSecond } = figures
  const words = `missed call to text p50 ${p50} ms, p99 ${p99} ms, at most ${max} ms; ${memoryMb} MB at rest; ${webhooksPerSecond} webhooks/s`
  if (grave.length > 0) return noGo(`${words}; ${grave.join('; ')}`)
  if (webhooksPerSecond < WEBHOOKS_PER_SECOND_MIN) return noGo(`${words}; at least ${WEBHOOKS_PER_SECOND_MIN} webhooks/s are needed`)
  if (run.code === null || (run.code !== 0 && broken.length === 0)) return noGo(`${words}; ${endOf(run)}`)
  return go(words, broken)
}

/** What the benchmark printed; null when a figure is missing. */
export function speedFigures(output: string): SpeedFigures | null {
  const latency = /^ {2}p50 ([\d.]+) +p95 [\d.]+ +p99 ([\d.]+) +max ([\d.]+)$/m.exec(output)
  const memory = /^ {2}at rest +(\d+) MB/m.exec(output)
  const flood = /^ {2}missed call +bare +\d+\/s +product +(\d+)\/s +ratio ([\d.]+) %/m.exec(output)
  const numbers = [latency?.[1], latency?.[2], latency?.[3], memory?.[1], flood?.[1], flood?.[2]].map(Number)
  if (numbers.some((each) => Number.isNaN(each))) return null
  const [p50 = 0, p99 = 0, max = 0, memoryMb = 0, webhooksPerSecond = 0, ofBarePercent = 0] = numbers
  return { p50, p99, max, memoryMb, webhooksPerSecond, ofBarePercent }
}

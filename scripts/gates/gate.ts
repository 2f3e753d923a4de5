/** What a command of the repository did: its exit code (null: it could not be started or was ended), and all that it printed. */
export type CommandRun = { code: number | null; output: string; tookMs: number }

/** `shortfalls`: goals that were measured and not reached, though what was reached is enough to go live. */
export type Judgement = { isGo: boolean; evidence: string; shortfalls: readonly string[] }

/** One go/no-go question about this release, answered by a command that anybody can run again. */
export type Gate = {
  id: string
  question: string
  command: readonly [string, ...string[]]
  /** Longest time for the command, minutes; what takes longer is ended and is a no-go. */
  limitMinutes: number
  /** Pure: the same output gives the same judgement. */
  judge: (run: CommandRun) => Judgement
}

export function go(evidence: string, shortfalls: readonly string[] = []): Judgement {
  return { isGo: true, evidence, shortfalls }
}

export function noGo(evidence: string): Judgement {
  return { isGo: false, evidence, shortfalls: [] }
}

/** How a command ended, in words. */
export function endOf({ code }: CommandRun): string {
  return code === null ? 'the command could not be started, or took too long and was ended' : `the command ended with code ${code}`
}

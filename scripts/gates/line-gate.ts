import type { CommandRun, Judgement } from './gate.ts'
import { endOf, go, noGo } from './gate.ts'

/** Judges a command that ends with 0 only when all is well: besides, the line that says so must be there, and it is the evidence. */
export function lineJudge(line: RegExp): (run: CommandRun) => Judgement {
  return (run) => {
    const found = line.exec(run.output)?.[0].trim().replaceAll(/\s+/g, ' ')
    if (run.code !== 0) return noGo(found === undefined ? endOf(run) : `${found}; ${endOf(run)}`)
    return found === undefined ? noGo(`nothing in the output says that it went well (${line.source})`) : go(found)
  }
}

import { join, resolve } from 'node:path'
import { checkDirectives, inOneLine } from '#adapters/directives/load-directives.ts'
import type { Surroundings } from './ledger.ts'

export const DIRECTIVES_FOLDER = join(import.meta.dirname, '..', '..', 'directives')

export const DIRECTIVES_HELP = `lead-agent directives: what the assistant says and asks.

  directives check [FOLDER]    names every problem with file and line; without a folder, checks the one that is in use

Exit code: 0 they can be used, 1 they cannot, 2 the command could not run.
`

/** `lead-agent directives …`. Answers the exit code. */
export function directivesCommand(args: readonly string[], { out, err }: Pick<Surroundings, 'out' | 'err'>): number {
  const [action, folder, ...more] = args
  if (action !== 'check' || more.length > 0) {
    err.write(DIRECTIVES_HELP)
    return 2
  }
  try {
    const problems = checkDirectives(folder === undefined ? DIRECTIVES_FOLDER : resolve(folder))
    for (const problem of problems) out.write(`${inOneLine(problem)}\n`)
    out.write(problems.length === 0 ? 'no problem: they can be used\n' : `${problems.length} problem(s): they cannot be used\n`)
    return problems.length === 0 ? 0 : 1
  } catch (error) {
    err.write(`directives: ${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  }
}

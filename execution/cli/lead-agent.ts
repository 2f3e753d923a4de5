import { runBatch } from './batch.ts'
import { converseCommand } from './converse.ts'
import { maySendCommand } from './may-send.ts'
import { quietHoursCommand } from './quiet-hours.ts'
import { readCommand } from './read.ts'
import { routeCallCommand } from './route-call.ts'
import { segmentsCommand } from './segments.ts'

/** A sub-command that answers JSON lines. `start` makes its state, once per run. */
export type BatchCommand = { about: string; example: string; start: () => (value: unknown) => unknown }

const COMMANDS: Record<string, BatchCommand> = {
  read: readCommand,
  converse: converseCommand,
  'may-send': maySendCommand,
  'quiet-hours': quietHoursCommand,
  'route-call': routeCallCommand,
  segments: segmentsCommand,
}

async function main(args: readonly string[]): Promise<number> {
  const [name] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(help())
    return name === undefined ? 1 : 0
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (command === undefined) {
    process.stderr.write(`There is no command "${name}".\n${help()}`)
    return 1
  }
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(
      `lead-agent ${name}: ${command.about}\n\nFor example:\n  echo '${command.example}' | npx --no-install lead-agent ${name}\n`,
    )
    return 0
  }
  return runBatch(process.stdin, process.stdout, command.start())
}

function help(): string {
  const rows = Object.entries(COMMANDS).map(([name, command]) => `  ${name.padEnd(14)}${command.about}`)
  return `lead-agent <command>: JSON lines in, JSON lines out.\n\n${rows.join('\n')}\n\nlead-agent <command> --help shows an example.\n`
}

process.exitCode = await main(process.argv.slice(2))

import { runBatch } from './batch.ts'
import { converseCommand } from './converse.ts'
import { explainCommand } from './explain.ts'
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
  explain: explainCommand,
}

async function main(args: readonly string[]): Promise<number> {
  endQuietlyWithoutReader()
  const [name] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(help())
    return name === undefined ? 1 : 0
  }
  if (name === 'ledger') return ledger(args.slice(1))
  if (name === 'a2p') return a2p(args.slice(1))
  if (name === 'probe-model') return probeModel(args.slice(1))
  if (name === 'directives') return directives(args.slice(1))
  if (name === 'replay') return replay(args.slice(1))
  if (name === 'consent') return consent(args.slice(1))
  if (name === 'operator') return operator(args.slice(1))
  if (name === 'self-test') return selfTest(args.slice(1))
  if (name === 'cases') return cases(args.slice(1))
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
  if (args.length > 1) {
    process.stderr.write(
      `${name}: it reads JSON lines from its input and takes no arguments, so "${args[1]}" says nothing to it; see lead-agent ${name} --help\n`,
    )
    return 2
  }
  // Its input may have no end.
  process.stdout.on('error', () => process.exit(0))
  return runBatch(process.stdin, process.stdout, command.start())
}

/** Whoever reads may stop early, as `| head` does: a command then does its work to the end, and its exit code is as true as with a reader. */
function endQuietlyWithoutReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return
    process.stderr.write(`lead-agent: the output cannot be written: ${error.message}\n`)
    process.exit(1)
  })
  process.stderr.on('error', () => undefined)
}

/** Loaded only when asked for: the batch commands open no database and draw no page. */
async function ledger(args: readonly string[]): Promise<number> {
  const { LEDGER_HELP, ledgerCommand } = await import('./ledger.ts')
  if (!args.includes('--help') && !args.includes('-h')) return ledgerCommand(args, { out: process.stdout, err: process.stderr })
  process.stdout.write(LEDGER_HELP)
  return 0
}

async function a2p(args: readonly string[]): Promise<number> {
  const { A2P_HELP, a2pCommand } = await import('./a2p.ts')
  if (!args.includes('--help') && !args.includes('-h')) return a2pCommand(args, { out: process.stdout, err: process.stderr })
  process.stdout.write(A2P_HELP)
  return 0
}

async function probeModel(args: readonly string[]): Promise<number> {
  const { PROBE_MODEL_HELP, probeModelCommand } = await import('./probe-model.ts')
  if (!args.includes('--help') && !args.includes('-h')) return probeModelCommand({ out: process.stdout, err: process.stderr })
  process.stdout.write(PROBE_MODEL_HELP)
  return 0
}

async function directives(args: readonly string[]): Promise<number> {
  const { DIRECTIVES_HELP, directivesCommand } = await import('./directives.ts')
  if (!args.includes('--help') && !args.includes('-h')) return directivesCommand(args, { out: process.stdout, err: process.stderr })
  process.stdout.write(DIRECTIVES_HELP)
  return 0
}

async function replay(args: readonly string[]): Promise<number> {
  const { REPLAY_HELP, replayCommand } = await import('./replay.ts')
  if (!args.includes('--help') && !args.includes('-h')) return replayCommand(args, { out: process.stdout, err: process.stderr })
  process.stdout.write(REPLAY_HELP)
  return 0
}

async function consent(args: readonly string[]): Promise<number> {
  const { CONSENT_HELP, consentCommand } = await import('./consent.ts')
  if (!args.includes('--help') && !args.includes('-h')) return consentCommand(args, { out: process.stdout, err: process.stderr })
  process.stdout.write(CONSENT_HELP)
  return 0
}

async function operator(args: readonly string[]): Promise<number> {
  const { OPERATOR_HELP, operatorCommand } = await import('./operator.ts')
  if (!args.includes('--help') && !args.includes('-h'))
    return operatorCommand(args, process.stdin, { out: process.stdout, err: process.stderr })
  process.stdout.write(OPERATOR_HELP)
  return 0
}

async function cases(args: readonly string[]): Promise<number> {
  const { CASES_HELP, casesCommand } = await import('./cases.ts')
  if (!args.includes('--help') && !args.includes('-h')) return casesCommand(args, { out: process.stdout, err: process.stderr })
  process.stdout.write(CASES_HELP)
  return 0
}

async function selfTest(args: readonly string[]): Promise<number> {
  const { SELF_TEST_HELP, selfTestCommand } = await import('./self-test.ts')
  if (!args.includes('--help') && !args.includes('-h')) return selfTestCommand(args, { out: process.stdout, err: process.stderr })
  process.stdout.write(SELF_TEST_HELP)
  return 0
}

function help(): string {
  const rows = Object.entries(COMMANDS).map(([name, command]) => `  ${name.padEnd(14)}${command.about}`)
  const others = [
    `  ${'ledger'.padEnd(14)}Checks, exports and explains the tamper-evident record; erases a person.`,
    `  ${'a2p'.padEnd(14)}Registers a business's numbers with the US carriers: submit, resume, status.`,
    `  ${'probe-model'.padEnd(14)}Asks the configured language model about one invented text, once.`,
    `  ${'directives'.padEnd(14)}Checks what the assistant says and asks: every problem with file and line.`,
    `  ${'replay'.padEnd(14)}Decides past conversations again: the same texts byte for byte, or what other directives would have said.`,
    `  ${'consent'.padEnd(14)}Writes down an opt-out that was spoken, or takes back a mistaken one, with the reason.`,
    `  ${'operator'.padEnd(14)}Sets the password with which the operator signs in to the browser's half.`,
    `  ${'self-test'.padEnd(14)}Tests now whether a business's missed calls reach us and would be answered.`,
    `  ${'cases'.padEnd(14)}Writes what people corrected, as labelled cases.`,
  ].join('\n')
  return `lead-agent <command>: JSON lines in, JSON lines out.\n\n${rows.join('\n')}\n\nAnd, with words as arguments:\n\n${others}\n\nlead-agent <command> --help shows an example.\n`
}

process.exitCode = await main(process.argv.slice(2))

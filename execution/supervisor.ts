/**
 * The supervisor: holds the listening socket, starts the serving process, and starts it again when it ends or hangs. It serves nothing.
 *
 * States of the serving process as seen from here:
 *   starting --ready--> serving --asked--> stopped: the supervisor ends with it
 *   starting, serving --exit, no heartbeat, not ready in time--> ended: start again now, after a wait, or give up (`afterEnd`)
 *
 * The socket is bound here and accepted on only in the child. A killed child takes down the requests in its hands; connections still waiting
 * in the kernel's queue stay there, because this process keeps the socket open, and the next child accepts them.
 */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { readListenAddress } from '#config/listen-address.ts'
import type { ListenAddress } from '#config/listen-address.ts'
import { withSupervision } from '#config/supervision-env.ts'
import { afterEnd, NO_HISTORY } from '#core/supervision/after-end.ts'
import type { ChildEnd, EndHistory, EndReason, NextStart } from '#core/supervision/after-end.ts'
import { afterMessage, CHECK_LIMITS, CHECK_MS, checkChild, newSigns } from '#core/supervision/check-child.ts'
import type { CheckLimits, ChildSigns } from '#core/supervision/check-child.ts'
import { parseChildMessage } from '#core/supervision/child-messages.ts'
import { holdSocket } from './hold-socket.ts'
import { outliveReaders } from './outlive-readers.ts'
import type { HeldSocket } from './hold-socket.ts'

/** A serving process that was asked to stop gets this long to finish what it has in hand. */
export const STOP_MS = 10_000
/** Where the child finds the socket: after stdin, stdout, stderr and the message channel. */
const CHILD_LISTEN_FD = 4

/**
 * For the serving process. A young generation of 16 MB: with 4 MB a webhook costs about a twentieth more, because what belongs to requests under way is
 * taken for long-lived. `comeToRest` asks for `gc` and gives the memory back when the process is idle. `scripts/warm-start.mjs` uses the same flags.
 */
export const SERVING_NODE_FLAGS = ['--max-semi-space-size=16', '--expose-gc']

export type SupervisorOptions = {
  /** The serving process's main module. */
  script: string
  /** Flags for Node in the child. */
  nodeFlags?: readonly string[]
  /** Null when the settings are unusable: the child is started all the same, to say everything that is wrong with them. */
  address: ListenAddress | null
  limits?: CheckLimits
}

/** Runs until stopped by SIGTERM or SIGINT, or until starting again is vain; answers the exit code. */
export async function supervise(options: SupervisorOptions): Promise<number> {
  const stop = stopOnSignal()
  outliveReaders()
  let socket: HeldSocket | null = null
  try {
    socket = options.address === null ? null : await holdSocket(options.address, stop, { say })
    stop.addEventListener('abort', () => socket?.close())
    return await keepRunning(options, socket, stop)
  } catch (error) {
    if (stop.aborted) return 0
    say(error instanceof Error ? error.message : String(error))
    return 1
  }
}

async function keepRunning(options: SupervisorOptions, socket: HeldSocket | null, stop: AbortSignal): Promise<number> {
  let history = NO_HISTORY
  for (;;) {
    const end = await runChild(options, socket, history, stop)
    if (stop.aborted) return exitCodeOfStop(end)
    const after = afterEnd(history, end)
    history = after.history
    say(`${describeEnd(end)}; ${describeNext(after.next)}`)
    if (after.next.kind === 'give-up') return end.exitCode === null || end.exitCode === 0 ? 1 : end.exitCode
    if (after.next.kind === 'wait') await sleep(after.next.waitMs, undefined, { signal: stop })
  }
}

/** Starts the serving process once and answers how it ended. */
function runChild(options: SupervisorOptions, socket: HeldSocket | null, history: EndHistory, stop: AbortSignal): Promise<ChildEnd> {
  const child = startChild(options, socket, history)
  let signs = newSigns(now())
  let killedFor: EndReason | null = null
  child.on('message', (message) => {
    const known = parseChildMessage(message)
    if (known !== null) signs = afterMessage(signs, known.type, now())
  })
  const timer = setInterval(() => {
    const check = checkChild(signs, now(), options.limits ?? CHECK_LIMITS)
    signs = check.signs
    if (check.verdict === 'well' || killedFor !== null || stop.aborted) return
    killedFor = check.verdict
    child.kill('SIGKILL')
  }, CHECK_MS)
  passOnHangUp(child, () => signs.readyAt !== null)
  const stopChild = () => askToStop(child)
  stop.addEventListener('abort', stopChild)
  return new Promise((resolve) => {
    const finish = (exitCode: number | null, signal: string | null) => {
      clearInterval(timer)
      stop.removeEventListener('abort', stopChild)
      resolve({
        reason: killedFor ?? reasonOfExit(signs),
        exitCode,
        signal,
        readyForMs: signs.readyAt === null ? null : now() - signs.readyAt,
      })
    }
    child.once('exit', finish)
    child.once('error', (error) => {
      say(`the serving process could not be started: ${error.message}`)
      finish(null, null)
    })
  })
}

function startChild({ script, nodeFlags = [] }: SupervisorOptions, socket: HeldSocket | null, history: EndHistory): ChildProcess {
  return spawn(process.execPath, [...nodeFlags, script], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc', ...(socket === null ? [] : [socket.fd])],
    env: withSupervision({ listenFd: socket === null ? null : CHILD_LISTEN_FD, restarts: history.restarts }),
  })
}

/** "Read your files again" is meant for whoever serves, once it listens for it. At a terminal the signal means that the terminal is gone, and ends us. */
function passOnHangUp(child: ChildProcess, isReady: () => boolean): void {
  if (process.stdin.isTTY) return
  const send = () => {
    if (isReady()) child.kill('SIGHUP')
  }
  process.on('SIGHUP', send)
  child.once('exit', () => process.off('SIGHUP', send))
}

function askToStop(child: ChildProcess): void {
  // A failed write means that the child is ending anyway; its exit is awaited in any case.
  if (child.connected) child.send({ type: 'stop' }, () => undefined)
  setTimeout(() => child.kill('SIGKILL'), STOP_MS).unref()
}

function reasonOfExit(signs: ChildSigns): EndReason {
  return signs.readyAt === null ? 'never-ready' : 'crashed'
}

/** A terminal sends Ctrl-C to both processes: a child still loading then ends by that signal, which is a clean stop too. */
function exitCodeOfStop(end: ChildEnd): number {
  return end.signal === 'SIGINT' || end.signal === 'SIGTERM' ? 0 : (end.exitCode ?? 1)
}

function stopOnSignal(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => controller.abort())
  return controller.signal
}

function describeEnd(end: ChildEnd): string {
  const how = end.signal === null ? `exit code ${end.exitCode}` : end.signal
  if (end.reason === 'hung') return `the serving process did not answer and was killed`
  if (end.reason === 'never-ready') return `the serving process ended before it was ready (${how})`
  return `the serving process ended (${how})`
}

function describeNext(next: NextStart): string {
  switch (next.kind) {
    case 'restart-now':
      return 'starting it again'
    case 'wait':
      return `starting it again in ${next.waitMs} ms${next.alert === null ? '' : `. ALERT: ${next.alert}`}`
    case 'give-up':
      return `giving up. ALERT: ${next.alert}`
    default:
      return next satisfies never
  }
}

/** Milliseconds of a clock that only runs forward. */
function now(): number {
  return performance.now()
}

function say(text: string): void {
  process.stderr.write(`supervisor: ${text}\n`)
}

if (import.meta.main) {
  const script = fileURLToPath(new URL('main.ts', import.meta.url))
  process.exit(await supervise({ script, nodeFlags: SERVING_NODE_FLAGS, address: readListenAddress() }))
}

import { takeSupervision } from '#config/supervision-env.ts'
import type { Supervision } from '#config/supervision-env.ts'
import { HEARTBEAT_MS, isStopMessage } from '#core/supervision/child-messages.ts'
import type { ChildMessage } from '#core/supervision/child-messages.ts'
import { outliveReaders } from './outlive-readers.ts'

/** An orphan must free its socket quickly: a new supervisor waits 15 s for the address, and a customer's call waits too. */
const ORPHAN_STOP_MS = 1_500
/** The supervisor kills after 10 s; a process started by hand keeps the same promise. */
const STOP_MS = 9_500

export type StopReason = 'asked' | 'supervisor-gone'

export type Attachment = {
  /**
   * For `server.listen(handle, backlog)`: the socket that the supervisor holds, so that waiting connections outlive this process.
   * Null when started by hand; listen on host and port then.
   */
  handle: { fd: number } | null
  /** For the metrics: how often the supervisor had to start this process again, by reason. All zero when started by hand. */
  restarts: Supervision['restarts']
  /** Call once when requests are served: the supervisor waits at most 60 s for it. */
  ready(): void
}

/**
 * Ties this process to its supervisor: heartbeats from now on, and an end when the supervisor asks for it or is gone. Works without one
 * too. `onStop` is called at most once (signals SIGTERM and SIGINT count as being asked); when its promise settles the process exits, with 0
 * when it was asked and all went well, and at the latest after 9.5 s, or 1.5 s without a supervisor.
 * Call it first in the main module, before anything slow is loaded.
 */
export function attachToSupervisor({ onStop }: { onStop: (reason: StopReason) => Promise<void> | void }): Attachment {
  outliveReaders()
  const stop = stopOnce(onStop)
  process.on('SIGTERM', () => stop('asked'))
  process.on('SIGINT', () => stop('asked'))
  const supervision = process.connected ? takeSupervision() : null
  if (supervision === null) return { handle: null, restarts: { crashed: 0, hung: 0, 'never-ready': 0 }, ready: () => undefined }
  process.on('disconnect', () => stop('supervisor-gone'))
  process.on('message', (message) => {
    if (isStopMessage(message)) stop('asked')
  })
  setInterval(() => tell({ type: 'heartbeat' }), HEARTBEAT_MS).unref()
  return {
    handle: supervision.listenFd === null ? null : { fd: supervision.listenFd },
    restarts: supervision.restarts,
    ready: () => tell({ type: 'ready' }),
  }
}

function stopOnce(onStop: (reason: StopReason) => Promise<void> | void): (reason: StopReason) => void {
  let stopping = false
  return (reason) => {
    // Losing the supervisor while stopping on its request shortens the time left.
    setTimeout(() => process.exit(1), reason === 'asked' ? STOP_MS : ORPHAN_STOP_MS).unref()
    if (stopping) return
    stopping = true
    void finish(onStop, reason)
  }
}

async function finish(onStop: (reason: StopReason) => Promise<void> | void, reason: StopReason): Promise<void> {
  try {
    await onStop(reason)
    process.exit(reason === 'asked' ? 0 : 1)
  } catch (error) {
    process.stderr.write(`stopping failed: ${error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(1)
  }
}

function tell(message: ChildMessage): void {
  // The answer to a lost channel is the `disconnect` event; the failed write itself needs none.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
}

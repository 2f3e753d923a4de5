import type { EndReason } from '#core/supervision/after-end.ts'

const VARIABLE = 'LEAD_AGENT_SUPERVISION'

/** What a supervisor hands to the process it starts, besides the message channel. */
export type Supervision = {
  /** The listening socket's file descriptor in the child; null when the supervisor could not hold one. */
  listenFd: number | null
  /** Restarts since the supervisor started, by reason. */
  restarts: Readonly<Record<EndReason, number>>
}

/** The environment for a child: the supervisor's own plus what it hands over. */
export function withSupervision(supervision: Supervision, source: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return { ...source, [VARIABLE]: JSON.stringify(supervision) }
}

/** Takes what the supervisor handed over out of the environment, so that processes started from here do not inherit it; null without one. */
export function takeSupervision(source: NodeJS.ProcessEnv = process.env): Supervision | null {
  const text = source[VARIABLE]
  delete source[VARIABLE]
  // Written by `withSupervision` of the same release in the parent process, so its shape is known.
  return text === undefined ? null : (JSON.parse(text) as Supervision)
}

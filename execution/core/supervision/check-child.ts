import { HEARTBEAT_MS } from './child-messages.ts'

/** How long a start may take: migrations of a large database included, measured starts are under 2 s. */
export const READY_MS = 60_000
/** An event loop that has not turned for this long will not come back by itself; Twilio gives up on a webhook after 15 s. */
export const HANG_MS = 10_000
/** How often the supervisor looks. */
export const CHECK_MS = HEARTBEAT_MS
/** A check this late means that the supervisor itself stood still (suspended machine, starved processor). */
export const CHECK_LATE_MS = 4 * CHECK_MS

/**
 * What is known of the running child. Times are milliseconds of one clock that only runs forward (not dates), so that a corrected
 * wall clock kills nobody.
 */
export type ChildSigns = {
  startedAt: number
  readyAt: number | null
  /** When the child last said anything; its start counts. */
  lastHeardAt: number
  checkedAt: number
}

export type CheckLimits = { readyMs: number; hangMs: number }
export const CHECK_LIMITS: CheckLimits = { readyMs: READY_MS, hangMs: HANG_MS }

/** The signs of a child started just now. */
export function newSigns(at: number): ChildSigns {
  return { startedAt: at, readyAt: null, lastHeardAt: at, checkedAt: at }
}

/** The signs after a message of the child. */
export function afterMessage(signs: ChildSigns, type: 'ready' | 'heartbeat', at: number): ChildSigns {
  return { ...signs, lastHeardAt: at, readyAt: type === 'ready' ? (signs.readyAt ?? at) : signs.readyAt }
}

export type Check = { verdict: 'well' | 'never-ready' | 'hung'; signs: ChildSigns }

/**
 * Looks at the child once. Before it is ready only the time since its start counts, because loading code blocks the event loop.
 * When the supervisor itself stood still, the child is not blamed for messages that could not be read: its times move on by the pause.
 */
export function checkChild(signs: ChildSigns, at: number, limits: CheckLimits = CHECK_LIMITS): Check {
  const sinceCheckMs = at - signs.checkedAt
  if (sinceCheckMs > CHECK_LATE_MS) return { verdict: 'well', signs: excuse(signs, sinceCheckMs, at) }
  const checked = { ...signs, checkedAt: at }
  if (signs.readyAt === null) return { verdict: at - signs.startedAt > limits.readyMs ? 'never-ready' : 'well', signs: checked }
  return { verdict: at - signs.lastHeardAt > limits.hangMs ? 'hung' : 'well', signs: checked }
}

function excuse(signs: ChildSigns, pauseMs: number, at: number): ChildSigns {
  return { ...signs, startedAt: signs.startedAt + pauseMs, lastHeardAt: signs.lastHeardAt + pauseMs, checkedAt: at }
}

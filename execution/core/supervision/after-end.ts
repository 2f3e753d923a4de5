/** The child may leave with this code to say that its configuration or its database cannot work (EX_CONFIG of sysexits.h): starting it again is vain. */
export const EXIT_BAD_CONFIG = 78
/** Serving this long after being ready shows that the start was good, and the next end is a new story. */
export const HEALTHY_MS = 10_000
/** Waits between restarts: the first restart is immediate, then this, doubling. */
export const BACKOFF_FIRST_MS = 250
/** Twilio waits 15 s for a voice webhook; waiting connections must be served before that. */
export const BACKOFF_MAX_MS = 5_000
/** So many starts in a row that never became ready (about half a minute) will not be mended by one more. */
export const STARTS_NEVER_READY_MAX = 10
/** From so many ends in a row without a healthy stretch somebody should look. */
export const ENDS_IN_ROW_ALERT = 5

/** Why a child that was not asked to stop is no longer there. */
export type EndReason = 'crashed' | 'hung' | 'never-ready'

export type ChildEnd = {
  reason: EndReason
  /** Null when a signal ended it. */
  exitCode: number | null
  signal: string | null
  /** How long it had been ready; null when it never was. */
  readyForMs: number | null
}

/** What the supervisor remembers of the children before. */
export type EndHistory = {
  /** Since the supervisor started, by reason. */
  restarts: Readonly<Record<EndReason, number>>
  endsInRow: number
  neverReadyInRow: number
}

export const NO_HISTORY: EndHistory = { restarts: { crashed: 0, hung: 0, 'never-ready': 0 }, endsInRow: 0, neverReadyInRow: 0 }

/** What to do next. `alert` is a sentence for the operator, null when the end is nothing to look at. */
export type NextStart =
  | { kind: 'restart-now' }
  | { kind: 'wait'; waitMs: number; alert: string | null }
  | { kind: 'give-up'; alert: string }

/** Decides after the end of a child: start again now, start again after a wait that doubles, or give up with an alert. */
export function afterEnd(history: EndHistory, end: ChildEnd): { history: EndHistory; next: NextStart } {
  const after = remember(history, end)
  if (end.exitCode === EXIT_BAD_CONFIG)
    return { history: after, next: { kind: 'give-up', alert: 'it cannot start with these settings; see the lines above' } }
  if (after.neverReadyInRow >= STARTS_NEVER_READY_MAX) {
    return {
      history: after,
      next: { kind: 'give-up', alert: `${after.neverReadyInRow} starts in a row never became ready; see the lines above for the cause` },
    }
  }
  if (after.endsInRow <= 1) return { history: after, next: { kind: 'restart-now' } }
  return { history: after, next: { kind: 'wait', waitMs: backoffMs(after.endsInRow), alert: loopAlert(after.endsInRow) } }
}

function remember(history: EndHistory, end: ChildEnd): EndHistory {
  const wasHealthy = end.readyForMs !== null && end.readyForMs >= HEALTHY_MS
  return {
    restarts: { ...history.restarts, [end.reason]: history.restarts[end.reason] + 1 },
    endsInRow: wasHealthy ? 1 : history.endsInRow + 1,
    neverReadyInRow: end.readyForMs === null ? history.neverReadyInRow + 1 : 0,
  }
}

function backoffMs(endsInRow: number): number {
  return Math.min(BACKOFF_FIRST_MS * 2 ** (endsInRow - 2), BACKOFF_MAX_MS)
}

/** Once when the loop is recognised and then at every doubling, so that a long loop does not fill the log. */
function loopAlert(endsInRow: number): string | null {
  const doublings = Math.log2(endsInRow / ENDS_IN_ROW_ALERT)
  return Number.isInteger(doublings) && doublings >= 0
    ? `${endsInRow} ends in a row without ${HEALTHY_MS / 1000} s of good service between them`
    : null
}

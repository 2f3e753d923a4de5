/** Long enough for connections that waited for this process to be answered first. */
const SETTLE_MS = 1_000

/**
 * Gives back, once and soon after the start, what loading the program has left in memory: about 40 MB, most of it the young generation, which
 * grows to its full size while modules load and does not shrink by itself in an idle process. Takes 0.1 to 0.2 s. Does nothing in a process
 * without `--expose-gc`.
 */
export function comeToRest(): void {
  // Only a collection of last resort shrinks the young generation; an ordinary one leaves it as it is.
  setTimeout(() => globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' }), SETTLE_MS).unref()
}

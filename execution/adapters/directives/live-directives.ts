import { watch } from 'node:fs'
import type { Clock } from '#ports/clock.ts'
import type { DirectiveLibrary } from '#ports/directives.ts'
import { loadDirectives } from './load-directives.ts'

/** An editor writes a file in several steps; what it left is read this long after the last of them. */
const SETTLE_MS = 300

export type LiveDirectives = {
  /** Always the last version without a problem. */
  directives: DirectiveLibrary
  /** Reads the folder now; false when it has a problem, and then the last good version goes on. */
  reload(): boolean
  /** The problems of the newest edit, with file and line; null while it is in use. */
  broken(): string | null
  stop(): void
}

type Told = {
  /** A new version is in use from now on. */
  reloaded: (hash: string) => void
  /** The newest edit cannot be used; the last good version stays. Told once per edit. */
  broken: (error: Error) => void
}

/**
 * The procedures of a folder, taken in anew whenever a file changes, without a restart. Throws when the folder has a problem at the start; a
 * later problem is told and the last good version goes on. Decisions under way keep the version that they began with.
 */
export function liveDirectives(folder: string, clock: Pick<Clock, 'after'>, told: Told): LiveDirectives {
  let current = loadDirectives(folder)
  let problem: string | null = null
  let cancelPending = () => {}

  function reload(): boolean {
    cancelPending()
    try {
      const next = loadDirectives(folder)
      const isNew = next.hash !== current.hash
      if (isNew) current = next
      if (isNew || problem !== null) told.reloaded(next.hash)
      problem = null
      return true
    } catch (error) {
      const fault = error instanceof Error ? error : new Error(String(error))
      if (fault.message !== problem) told.broken(fault)
      problem = fault.message
      return false
    }
  }

  const watcher = watch(folder, { recursive: true, persistent: false }, () => {
    cancelPending()
    cancelPending = clock.after(SETTLE_MS, reload)
  })
  // Without watching (a folder that went away, no more watches in the kernel) the signal still reloads.
  watcher.on('error', (error) => told.broken(error))
  return {
    directives: {
      forTrade: (trade) => current.forTrade(trade),
      forTenant: (trade, overrides) => current.forTenant(trade, overrides),
      checkOverrides: (trade, overrides) => current.checkOverrides(trade, overrides),
      source: (name) => current.source(name),
      get hash() {
        return current.hash
      },
    },
    reload,
    broken: () => problem,
    stop() {
      cancelPending()
      watcher.close()
    },
  }
}

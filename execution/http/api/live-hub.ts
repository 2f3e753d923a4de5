import type { LiveEvent } from '#contract/dashboard.ts'
import { toIso } from '#core/values/instant.ts'
import type { Change } from '#ports/change.ts'
import type { Clock } from '#ports/clock.ts'
import type { Store } from '#ports/store.ts'

export type Watcher = { session: string; tell(event: LiveEvent): void; close(): void }

/** Open views of one sign-in; a phone, two tabs and a forgotten laptop fit. */
export const STREAMS_PER_SESSION_MAX = 6
/** Open views in all: each holds a socket. */
const STREAMS_MAX = 2_000

export type LiveHub = {
  /** False: this sign-in, or the server, has as many as it may have. */
  join(tenantId: string, watcher: Watcher): boolean
  leave(tenantId: string, watcher: Watcher): void
  /** Ends every view of a session that signed out. */
  closeSession(session: string): void
  closeAll(): void
  open(): number
}

/** Hears of every commit and tells those who watch that tenant. Nothing of another tenant can reach a watcher: they are kept by tenant. */
export function createLiveHub(store: Pick<Store, 'onChange'>, clock: Pick<Clock, 'now'>): LiveHub {
  const watchers = new Map<string, Set<Watcher>>()
  const all = () => [...watchers.values()].flatMap((set) => [...set])

  store.onChange((tenantId, changes) => {
    const watching = watchers.get(tenantId)
    if (watching === undefined) return
    const at = toIso(clock.now())
    for (const { kind, leadId } of withoutRepeats(changes)) for (const watcher of watching) watcher.tell({ kind, leadId, at })
  })

  return {
    join(tenantId, watcher) {
      const open = all()
      if (open.length >= STREAMS_MAX || open.filter(({ session }) => session === watcher.session).length >= STREAMS_PER_SESSION_MAX)
        return false
      const watching = watchers.get(tenantId) ?? new Set()
      watchers.set(tenantId, watching.add(watcher))
      return true
    },
    leave(tenantId, watcher) {
      const watching = watchers.get(tenantId)
      watching?.delete(watcher)
      if (watching?.size === 0) watchers.delete(tenantId)
    },
    closeSession(session) {
      for (const watcher of all()) if (watcher.session === session) watcher.close()
    },
    closeAll() {
      for (const watcher of all()) watcher.close()
    },
    open: () => all().length,
  }
}

/** A change that names its lead says more than the same kind without one. */
function withoutRepeats(changes: readonly Change[]): Change[] {
  return changes.filter(({ kind, leadId }) => leadId !== null || !changes.some((other) => other.kind === kind && other.leadId !== null))
}

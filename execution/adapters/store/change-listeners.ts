import type { ChangeListener } from '#ports/change.ts'
import type { TenantScope } from './query-scope.ts'

/** Who wants to hear of commits that changed what somebody may be looking at. */
export class ChangeListeners {
  readonly #listeners = new Set<ChangeListener>()

  get isEmpty(): boolean {
    return this.#listeners.size === 0
  }

  add(listener: ChangeListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tell({ tenantId, changes }: TenantScope): void {
    if (changes.length > 0) for (const listener of this.#listeners) listener(tenantId, changes)
  }
}

import type { InboxRow } from '#ports/inbox.ts'
import type { DecisionRow, Store, TenantTransaction } from '#ports/store.ts'
import type { PlannedEffect } from '#core/effect.ts'
import type { TenantId } from '#core/values/tenant-id.ts'

/** What one transaction of a business wrote of its events and decisions, told once it is committed. */
export type Committed = {
  tenantId: TenantId
  events: InboxRow[]
  decisions: DecisionRow[]
  /** With the event or deed that planned them. */
  effects: { id: string; planned: PlannedEffect }[]
  /** Waiting effects that were taken back. */
  canceled: string[]
}

/** The same store, which tells what was committed. For the lab's timeline only: it looks over the shoulder and changes nothing. */
export function watchStore(store: Store, tell: (committed: Committed) => void): Store {
  return instead(store, {
    async transaction<Result>(tenantId: TenantId, work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
      let noted = nothingYet(tenantId)
      const result = await store.transaction(tenantId, (tx) => {
        noted = nothingYet(tenantId)
        return work(watched(tx, noted))
      })
      if (noted.events.length + noted.decisions.length + noted.effects.length + noted.canceled.length > 0) tell(noted)
      return result
    },
  })
}

function nothingYet(tenantId: TenantId): Committed {
  return { tenantId, events: [], decisions: [], effects: [], canceled: [] }
}

function watched(tx: TenantTransaction, noted: Committed): TenantTransaction {
  const note = (ids: string[]) => {
    noted.canceled.push(...ids)
    return ids
  }
  return {
    ...tx,
    inbox: instead(tx.inbox, {
      async add(row) {
        await tx.inbox.add(row)
        noted.events.push(row)
      },
    }),
    decisions: instead(tx.decisions, {
      async add(row) {
        await tx.decisions.add(row)
        noted.decisions.push(row)
      },
    }),
    outbox: instead(tx.outbox, {
      async add(rows) {
        const added = await tx.outbox.add(rows)
        noted.effects.push(...rows.filter(({ id }) => added.includes(id)).map(({ id, planned }) => ({ id, planned })))
        return added
      },
      cancel: async (key, cancelKeys) => note(await tx.outbox.cancel(key, cancelKeys)),
      cancelTexts: async (key) => note(await tx.outbox.cancelTexts(key)),
    }),
  }
}

/** The same object with some methods in place of its own; a proxy, so that methods it gains later go through. */
function instead<Thing extends object>(thing: Thing, methods: Partial<Thing>): Thing {
  return new Proxy(thing, {
    get(target, name) {
      const value: unknown = Reflect.get(Object.hasOwn(methods, name) ? methods : target, name)
      // Bound to what they belong to: the repositories have private fields.
      return typeof value === 'function' && !Object.hasOwn(methods, name) ? value.bind(target) : value
    },
  })
}

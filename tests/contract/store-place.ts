import { after, before } from 'node:test'
import type { Store } from '#ports/store.ts'

export type StoreOptions = { faults?: { beforeCommit?: () => void; afterCommit?: () => void }; secretKey?: Uint8Array }

/** A place that keeps data: the store in it can be closed, or die, and be opened again. */
export type StorePlace = { open(options?: StoreOptions): Promise<Store>; remove(): Promise<void> }

/** `lasting`: the place will be opened again after its store was closed; else it may live in memory. */
export type StoreFactory = (needs: { lasting: boolean }) => Promise<StorePlace>

/** Gives the tests of one `describe` a store of their own, opened before the first and removed after the last. */
export function storeFor(factory: StoreFactory): () => Store {
  let place: StorePlace
  let store: Store
  before(async () => {
    place = await factory({ lasting: false })
    store = await place.open()
  })
  after(async () => {
    await store.close()
    await place.remove()
  })
  return () => store
}

/** A test of one store that nobody else uses. */
export function withStore(factory: StoreFactory, work: (store: Store) => Promise<void>): () => Promise<void> {
  return async () => {
    const place = await factory({ lasting: false })
    const store = await place.open()
    await work(store)
    await store.close()
    await place.remove()
  }
}

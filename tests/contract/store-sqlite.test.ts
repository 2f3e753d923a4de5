import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '#adapters/store/open-sqlite-store.ts'
import { storeContract } from './store.ts'
import type { StoreFactory, StorePlace } from './store-place.ts'

const DEFAULTS = { synchronous: 'NORMAL', secretKey: new Uint8Array(32).fill(1) } as const

const placeOf: StoreFactory = async ({ lasting }) => (lasting ? placeOnDisk() : placeInMemory())

function placeInMemory(): StorePlace {
  return { open: (options = {}) => openSqliteStore({ ...DEFAULTS, path: ':memory:', ...options }), remove: async () => undefined }
}

async function placeOnDisk(): Promise<StorePlace> {
  const folder = await mkdtemp(join(tmpdir(), 'lead-agent-store-'))
  const path = join(folder, 'store.db')
  return {
    open: (options = {}) => openSqliteStore({ ...DEFAULTS, path, ...options }),
    remove: () => rm(folder, { recursive: true }),
  }
}

storeContract('SQLite', placeOf)

import { existsSync } from 'node:fs'
import { loadConfig } from '#config/config.ts'
import type { Config } from '#config/config.ts'
import { loadSecrets } from '#config/secrets.ts'
import { openStore } from '#execution/open-store.ts'
import type { Store } from '#ports/store.ts'

type Environment = Record<string, string | undefined> | undefined
/** What a command opens a store with. */
type Opened = { config: Config; secretKey: Uint8Array }

/** Opens the database of DATA_DIR and DATABASE_URL for one command. Throws, naming the setting, when there is none. */
export async function withStore<Result>(env: Environment, work: (store: Store, opened: Opened) => Promise<Result>): Promise<Result> {
  const config = loadConfig(env)
  const { database, dataDir } = config
  if (database.kind === 'sqlite' && !existsSync(database.path))
    throw new Error(`there is no database at ${database.path}; set DATA_DIR or DATABASE_URL`)
  const secretKey = loadSecrets(dataDir, env).encryptionKey
  const store = await openStore(database, secretKey, { serves: false })
  try {
    return await work(store, { config, secretKey })
  } finally {
    await store.close()
  }
}

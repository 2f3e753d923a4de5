import { systemClock } from '#adapters/clock/system-clock.ts'
import { openSqliteStore } from '#adapters/store/open-sqlite-store.ts'
import { buildApp, type App } from '#execution/app.ts'

const SECRET_KEY = new Uint8Array(32).fill(7)
/** The bearer token of such an app. */
export const QUIET_TOKEN = 'operator'

/** The whole product over one file, or over memory, that answers requests and does nothing by itself: no carrier, no timers. */
export async function quietApp(path: string, dataDir: string): Promise<App> {
  const store = await openSqliteStore({ path, synchronous: 'NORMAL', secretKey: SECRET_KEY })
  const config = {
    mode: 'lab' as const,
    listen: { host: '127.0.0.1', port: 3000 },
    publicUrl: 'http://127.0.0.1:3000',
    dataDir,
    database: { kind: 'sqlite' as const, path, synchronous: 'NORMAL' as const },
    twilioAccount: null,
    twilioApiBaseUrl: 'http://127.0.0.1:9',
    transcribes: false,
    ai: null,
    n8n: null,
  }
  const onFault = (where: string, error: unknown) => process.stderr.write(`${where}: ${String(error)}\n`)
  const app = await buildApp(config, { operatorToken: QUIET_TOKEN, encryptionKey: SECRET_KEY }, { clock: systemClock(), store, onFault })
  await app.server.ready()
  return app
}

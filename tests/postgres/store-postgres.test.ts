import { after } from 'node:test'
import { openPostgresStore } from '#adapters/store/open-postgres-store.ts'
import { storeContract } from '../contract/store.ts'
import type { StoreFactory } from '../contract/store-place.ts'
import { startTestServer } from './test-server.ts'

const secretKey = new Uint8Array(32).fill(1)

const server = await startTestServer()
after(() => server.remove())

/** Databases that nobody uses any more: making and migrating one takes ten times as long as emptying it. */
const free: string[] = []

const placeOf: StoreFactory = async () => {
  const url = free.pop() ?? (await server.newDatabase())
  return {
    open: (options = {}) => openPostgresStore({ url, secretKey, ...options }),
    async remove() {
      await server.ask(url, EMPTY)
      free.push(url)
    },
  }
}

/** Past the triggers of the ledger, which only a superuser can switch off. */
const EMPTY = `do $$ declare name text; begin
  set local session_replication_role = replica;
  for name in select tablename from pg_tables where schemaname = 'public' and tablename not in ('schema_migrations', 'store_checks') loop
    execute 'delete from ' || name;
  end loop;
end $$`

storeContract('PostgreSQL', placeOf)

import { lookup } from 'node:dns/promises'
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { getSystemErrorName } from 'node:util'
import type { ListenAddress } from '#config/listen-address.ts'

/** An old serving process whose supervisor was killed leaves within 1.5 s; the rest is for a slow machine. */
export const BIND_RETRY_MS = 15_000
const BIND_STEP_MS = 200

/** A bound TCP socket on which this process never accepts. */
export type HeldSocket = { fd: number; close(): void }

/** The part of Node's internal TCP handle used here. */
type TcpHandle = { fd: number; close(): void; getsockname(out: object): number }

/**
 * Binds the address without listening or accepting. The child that is given `fd` calls `listen` on it; as long as this process
 * keeps its copy open, the kernel goes on queueing new connections whatever happens to the child.
 *
 * Node has no public call for "bind only", so this uses `net._createServerHandle`, which its own cluster module uses (the same from
 * Node 0.x to 24; the Node version is pinned). Where it is missing the answer is null: the child then listens by itself.
 *
 * Waits up to `retryMs` for an address still held by somebody else, and says so once. Throws an error that names the address and the fix.
 */
export async function holdSocket(
  address: ListenAddress,
  signal: AbortSignal,
  { retryMs = BIND_RETRY_MS, say = () => undefined }: { retryMs?: number; say?: (text: string) => void } = {},
): Promise<HeldSocket | null> {
  const ip = await lookup(address.host).catch((error: unknown) => {
    throw new Error(
      `HOST=${address.host} cannot be resolved (${reasonOf(error)}): use an IP address of this machine, for example HOST=127.0.0.1`,
    )
  })
  for (let waitedMs = 0; ; waitedMs += BIND_STEP_MS) {
    const result = bind(ip.address, address.port, ip.family)
    if (typeof result !== 'string') return result
    if (result !== 'EADDRINUSE') throw new Error(bindFailure(address, result))
    if (waitedMs >= retryMs) {
      throw new Error(`${address.host}:${address.port} is in use by another program: stop that program or set another PORT`)
    }
    if (waitedMs === 0) say(`${address.host}:${address.port} is in use by another program; waiting up to ${retryMs / 1_000} s for it ...`)
    await sleep(BIND_STEP_MS, undefined, { signal })
  }
}

/** Answers the name of the system's error when the address cannot be bound. */
function bind(ip: string, port: number, family: number): HeldSocket | string | null {
  const create = createServerHandle()
  if (create === null) return null
  const handle = create(ip, port, family)
  if (typeof handle === 'number') return getSystemErrorName(handle)
  // libuv keeps "address in use" for later calls on the handle instead of reporting it when binding.
  const status = handle.getsockname({})
  if (status === 0) return handle
  handle.close()
  return getSystemErrorName(status)
}

function createServerHandle(): ((ip: string, port: number, family: number) => TcpHandle | number) | null {
  const create: unknown = Reflect.get(net, '_createServerHandle')
  // Its shape was read in the source of Node 24 and is exercised by the supervisor's tests.
  return typeof create === 'function' ? (create as (ip: string, port: number, family: number) => TcpHandle | number) : null
}

function bindFailure({ host, port }: ListenAddress, code: string): string {
  if (code === 'EACCES') return `port ${port} needs more rights than this user has: set PORT to 1024 or higher`
  if (code === 'EADDRNOTAVAIL') return `HOST=${host} is not an address of this machine: use 127.0.0.1, or 0.0.0.0 for all of its addresses`
  return `${host}:${port} cannot be bound (${code}): set HOST and PORT to an address of this machine that is free`
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandLine, processTree } from './process-tree.ts'

const SUPERVISOR = join(import.meta.dirname, '..', '..', 'execution', 'supervisor.ts')
const READY_LIMIT_MS = 30_000
const STOP_LIMIT_MS = 12_000
export const OPERATOR_TOKEN = 'bench-operator-token'

export type ProductOptions = {
  /** Receives every REST call of the product. */
  peerOrigin: string
  publicUrl?: string
  /** More or other variables of the environment. */
  env?: Readonly<Record<string, string>>
  /** For the serving process too, since the supervisor hands its environment on: such as `--cpu-prof`. */
  nodeOptions?: string
}

/** The product as `npm start` runs it, in live mode, in processes of its own, on data of its own. */
export type Product = {
  /** Where it listens on this machine. */
  origin: string
  /** What the outside calls it; signatures are computed over it. */
  publicUrl: string
  dataDir: string
  supervisorPid(): number
  /** Starts the supervisor (again) and waits until requests are served. */
  start(): Promise<void>
  /** The address on this machine of an address under `publicUrl`. Throws for any other address: the product must not name one. */
  local(url: string): string
  /** A request to `/api/v1` as operator; `path` begins with a slash. Throws when the answer is no success. */
  api<Answer>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<Answer>
  /** Everything that the processes wrote. */
  output(): string
  /** Asks the processes to end; kills them when they do not. `keepData` leaves the data folder for a look. */
  stop(): Promise<void>
}

/** Prepares the product; nothing runs before `start`. */
export async function createProduct(options: ProductOptions): Promise<Product> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const publicUrl = options.publicUrl ?? origin
  const dataDir = mkdtempSync(join(tmpdir(), 'lead-agent-run-'))
  const env = {
    ...inheritedEnv(),
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    DATA_DIR: dataDir,
    LEAD_AGENT_MODE: 'live',
    LEAD_AGENT_OPERATOR_TOKEN: OPERATOR_TOKEN,
    TWILIO_API_BASE_URL: options.peerOrigin,
    ...(options.nodeOptions === undefined ? {} : { NODE_OPTIONS: options.nodeOptions }),
    ...options.env,
  }
  const started: ChildProcess[] = []
  let output = ''

  return {
    origin,
    publicUrl,
    dataDir,
    supervisorPid: () => started.at(-1)?.pid ?? 0,
    async start() {
      const child = spawn(process.execPath, [SUPERVISOR], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      started.push(child)
      child.stdout.on('data', (chunk) => (output += chunk))
      child.stderr.on('data', (chunk) => (output += chunk))
      await untilReady(origin, child, () => output)
    },
    local(url) {
      if (!url.startsWith(`${publicUrl}/`)) throw new Error(`${url} is not under PUBLIC_URL ${publicUrl}`)
      return origin + url.slice(publicUrl.length)
    },
    async api<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
      const response = await fetch(`${origin}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${OPERATOR_TOKEN}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`)
      // The caller names the shape that the contract gives to this path.
      return JSON.parse(text) as Answer
    },
    output: () => output,
    async stop() {
      for (const child of started) await end(child)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Settings of whoever runs the benchmark must not reach the product. */
function inheritedEnv(): Record<string, string> {
  const { PATH, HOME, TMPDIR } = process.env
  return { PATH: PATH ?? '', HOME: HOME ?? '', ...(TMPDIR === undefined ? {} : { TMPDIR }) }
}

async function untilReady(origin: string, child: ChildProcess, output: () => string): Promise<void> {
  const giveUpAt = performance.now() + READY_LIMIT_MS
  while (performance.now() < giveUpAt) {
    if (child.exitCode !== null) throw new Error(`the product ended at its start:\n${output()}`)
    const ready = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return
    await sleep(50)
  }
  throw new Error(`the product was not ready within ${READY_LIMIT_MS} ms:\n${output()}`)
}

/** The tree is read before the end, because an orphan has no parent to be found by. */
async function end(child: ChildProcess): Promise<void> {
  const pids = child.pid === undefined ? [] : processTree(child.pid)
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await Promise.race([gone, sleep(STOP_LIMIT_MS, undefined, { ref: false })])
  }
  for (const pid of pids) killIfAlive(pid)
}

/** A process id may have been given to somebody else meanwhile, so the command line is looked at first. */
function killIfAlive(pid: number): void {
  if (!commandLine(pid).includes('execution/')) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended already, which is what was wanted.
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the system gave no port')
  server.close()
  await once(server, 'close')
  return address.port
}

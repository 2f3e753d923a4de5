/** The whole product in lab mode under its supervisor, in a folder of its own: what `npm start` starts. */
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SUPERVISOR = join(import.meta.dirname, '..', '..', 'execution', 'supervisor.ts')
const START_LIMIT_MS = 30_000

export type LabProduct = {
  origin: string
  /** Signs the operator in, as printed at the start. */
  link: string
  stop: () => Promise<void>
}

export async function startLabProduct(more: Readonly<Record<string, string>> = {}): Promise<LabProduct> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-product-'))
  const port = await freePort()
  // By name, because passkeys belong to names; an address of numbers has none.
  const origin = `http://localhost:${port}`
  const env = { ...process.env, PORT: String(port), PUBLIC_URL: origin, DATA_DIR: folder, LEAD_AGENT_MODE: 'lab', ...more }
  const product = spawn(process.execPath, [SUPERVISOR], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const link = await signInLink(product)
  return { origin, link, stop: () => stopped(product, folder) }
}

async function stopped(product: ChildProcess, folder: string): Promise<void> {
  product.kill('SIGTERM')
  if (product.exitCode === null) await once(product, 'exit')
  rmSync(folder, { recursive: true, force: true })
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : assert.fail('no port')
}

/** The product prints where to go once it serves. */
function signInLink(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const timer = setTimeout(() => reject(new Error(`the product did not start: ${said}`)), START_LIMIT_MS)
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /Sign in with (\S+)/.exec(said)?.[1]
      if (found === undefined) return
      clearTimeout(timer)
      resolve(found)
    })
  })
}

/** An n8n of its own folder and ports on this machine, with the workflows of `orchestration/` in it. */
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Workflow } from '../../orchestration/workflow-file.ts'
import { freePort } from '../e2e/lab-product.ts'
import { within } from '../e2e/open-world.ts'
import type { InstalledN8n } from './install-n8n.ts'

const OWNER = { email: 'owner@example.com', password: 'Orchestration-24' }
const START_LIMIT_MS = 120_000
const BCRYPT_ROUNDS = 10
/** n8n says healthy before its webhooks are there, so a webhook is asked; this one refuses whoever asks without a signature. */
const WEBHOOK = '/webhook/lead-events'

export type Credential = { id: string; name: string; type: string; data: Record<string, string> }
export type Execution = { id: string; workflowId: string; status: string }

export type N8nServer = {
  webhookUrl: string
  /** Imports and publishes, as the README tells people to. */
  install(workflows: readonly Workflow[], credentials: readonly Credential[]): Promise<void>
  start(): Promise<void>
  /** At once, as a crash would. */
  kill(): Promise<void>
  executions(workflowId: string): Promise<Execution[]>
  close(): Promise<void>
}

/** A folder and ports; nothing runs before `start`. */
export async function prepareN8n(installed: InstalledN8n): Promise<N8nServer> {
  const folder = mkdtempSync(join(tmpdir(), 'lead-agent-n8n-'))
  const [port, broker, otherBroker] = [await freePort(), await freePort(), await freePort()]
  const origin = `http://127.0.0.1:${port}`
  const env = environment(installed, folder, port)
  const run = (args: string[]) => command(installed, args, { ...env, N8N_RUNNERS_BROKER_PORT: String(otherBroker) })
  let child: ChildProcess | null = null
  let apiKey: string | null = null
  async function kill(): Promise<void> {
    if (child === null || child.exitCode !== null) return
    // With its task runner, which is a process of its group.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    await once(child, 'exit')
  }
  return {
    webhookUrl: `${origin}${WEBHOOK}`,
    kill,
    async install(workflows, credentials) {
      const given = join(folder, 'given')
      mkdirSync(given)
      for (const workflow of workflows) writeFileSync(join(given, `${workflow.id}.json`), JSON.stringify(workflow))
      writeFileSync(join(folder, 'credentials.json'), JSON.stringify(credentials))
      await run(['import:credentials', `--input=${join(folder, 'credentials.json')}`])
      await run(['import:workflow', '--separate', `--input=${given}`])
      // One command per workflow: n8n has none for all.
      // oxlint-disable-next-line no-await-in-loop
      for (const { id } of workflows) await run(['publish:workflow', `--id=${id}`])
    },
    async start() {
      const running = spawn(installed.node, [installed.bin, 'start'], {
        env: { ...env, N8N_RUNNERS_BROKER_PORT: String(broker) },
        stdio: 'ignore',
        detached: true,
      })
      child = running
      await within(START_LIMIT_MS, 'n8n to register its webhook', async () => {
        if (running.exitCode !== null) assert.fail(`n8n ended with ${running.exitCode}`)
        return (await statusOf(`${origin}${WEBHOOK}`)) === 401 ? true : undefined
      })
    },
    async executions(workflowId) {
      apiKey ??= await makeApiKey(origin)
      const response = await fetch(`${origin}/api/v1/executions?limit=100&workflowId=${workflowId}`, {
        headers: { 'x-n8n-api-key': apiKey },
      })
      assert.equal(response.status, 200)
      // The shape of n8n's own API.
      return ((await response.json()) as { data: Execution[] }).data
    },
    async close() {
      await kill()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function environment(installed: InstalledN8n, folder: string, port: number): Record<string, string> {
  // It comes with n8n.
  const { hashSync } = createRequire(installed.bin)('bcryptjs') as { hashSync: (password: string, rounds: number) => string }
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    N8N_USER_FOLDER: folder,
    N8N_ENCRYPTION_KEY: 'a-key-that-is-only-for-this-test',
    N8N_LISTEN_ADDRESS: '127.0.0.1',
    N8N_HOST: '127.0.0.1',
    N8N_PORT: String(port),
    N8N_PROTOCOL: 'http',
    WEBHOOK_URL: `http://127.0.0.1:${port}/`,
    DB_TYPE: 'sqlite',
    N8N_DIAGNOSTICS_ENABLED: 'false',
    N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
    N8N_TEMPLATES_ENABLED: 'false',
    N8N_PERSONALIZATION_ENABLED: 'false',
    N8N_HIRING_BANNER_ENABLED: 'false',
    N8N_SECURE_COOKIE: 'false',
    N8N_DISABLE_UI: 'true',
    N8N_LOG_LEVEL: 'error',
    NO_COLOR: '1',
    N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
    N8N_INSTANCE_OWNER_EMAIL: OWNER.email,
    N8N_INSTANCE_OWNER_FIRST_NAME: 'Test',
    N8N_INSTANCE_OWNER_LAST_NAME: 'Owner',
    N8N_INSTANCE_OWNER_PASSWORD_HASH: hashSync(OWNER.password, BCRYPT_ROUNDS),
  }
}

function command({ node, bin }: InstalledN8n, args: string[], env: Record<string, string>): Promise<string> {
  const child = spawn(node, [bin, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let words = ''
  const keep = (chunk: Buffer) => (words += chunk.toString())
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(words) : reject(new Error(`n8n ${args.join(' ')} ended with ${code}: ${words}`))))
  })
}

/** Without a signature. */
async function statusOf(url: string): Promise<number | null> {
  try {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
    await response.body?.cancel()
    return response.status
  } catch {
    return null
  }
}

/** As a person would in the settings of n8n. */
async function makeApiKey(origin: string): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ emailOrLdapLoginId: OWNER.email, password: OWNER.password })
  const login = await fetch(`${origin}/rest/login`, { method: 'POST', headers, body })
  assert.equal(login.status, 200, await login.text())
  const cookie = login.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ')
  const wanted = JSON.stringify({ label: 'test', expiresAt: null, scopes: ['execution:list', 'execution:read'] })
  const made = await fetch(`${origin}/rest/api-keys`, { method: 'POST', headers: { ...headers, cookie }, body: wanted })
  assert.equal(made.status, 200)
  // The shape of n8n's own API.
  return ((await made.json()) as { data: { rawApiKey: string } }).data.rawApiKey
}

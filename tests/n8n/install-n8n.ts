/** A real n8n in a prefix of its own under `node_modules/.cache`: some 3 GB and five minutes, once. Says loudly why when it cannot. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Proven. 2.41.3 asks for a package that npm does not find, and 1.x needs one from outside of npm. */
const N8N_VERSION = '2.41.1'
const CACHE = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', `n8n-${N8N_VERSION}`)
/** Node apart from n8n: while npm lays out one tree anew, the headers that the other's addon is compiled with are gone. */
const NODE_PREFIX = join(CACHE, 'node24')
const N8N_PREFIX = join(CACHE, 'n8n')
const NODE_HOME = join(NODE_PREFIX, 'node_modules', 'node', 'node_modules', `node-${process.platform}-${process.arch}`)
const N8N_HOME = join(N8N_PREFIX, 'node_modules', 'n8n')
const SQLITE_ADDON = join(N8N_PREFIX, 'node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node')
/** npm writes this file last. */
const LAID_OUT = join(N8N_PREFIX, 'node_modules', '.package-lock.json')
const LINES_SHOWN = 20

export type InstalledN8n = { node: string; bin: string; home: string }

/** Installs what is missing. `say` hears of each step, because they are long. */
export async function installN8n(say: (line: string) => void): Promise<InstalledN8n> {
  mkdirSync(CACHE, { recursive: true })
  if (!existsSync(join(NODE_HOME, 'bin', 'node'))) {
    say('installing Node 24 for n8n')
    await npm(['install', '--prefix', NODE_PREFIX, 'node@24'])
  }
  if (!existsSync(LAID_OUT) || installedVersion() !== N8N_VERSION) {
    say(`installing n8n ${N8N_VERSION}: about 4 minutes, 3 GB`)
    // Scripts would fetch and build what only nodes for Kafka, SSH and the like need, and break the whole where that fails.
    await npm(['install', '--prefix', N8N_PREFIX, `n8n@${N8N_VERSION}`, '--ignore-scripts'])
  }
  if (!existsSync(SQLITE_ADDON)) {
    say('compiling its SQLite: about a minute; needs make, g++ and python3')
    await npm(['rebuild', '--prefix', N8N_PREFIX, 'sqlite3'], { npm_config_nodedir: NODE_HOME })
  }
  return { node: join(NODE_HOME, 'bin', 'node'), bin: join(N8N_HOME, 'bin', 'n8n'), home: N8N_HOME }
}

function installedVersion(): string | null {
  const path = join(N8N_HOME, 'package.json')
  if (!existsSync(path)) return null
  // A package of npm always has one.
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}

function npm(args: string[], more: Record<string, string> = {}): Promise<void> {
  const PATH = `${join(NODE_HOME, 'bin')}:${process.env['PATH'] ?? ''}`
  const env = { ...process.env, PATH, ...more }
  const child = spawn('npm', [...args, '--no-audit', '--no-fund'], { cwd: CACHE, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let words = ''
  const keep = (chunk: Buffer) => (words += chunk.toString())
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      const last = words.trimEnd().split('\n').slice(-LINES_SHOWN).join('\n')
      reject(new Error(`n8n CANNOT BE INSTALLED, so nothing of it is tested: npm ${args.join(' ')} ${why}\n${last}`))
    }
    child.on('error', (error) => fail(`could not be started (${error.message})`))
    child.on('close', (code) => (code === 0 ? resolve() : fail(`ended with ${code}`)))
  })
}

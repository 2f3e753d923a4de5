/**
 * Makes the tree ready to run: packages as package-lock.json says, the private Node 24, and the dashboard built from web/.
 * Plain JavaScript without a dependency, because it runs on whatever Node (20 or newer) is installed, before anything else is.
 * Long because everything that must happen before the packages are there stands here, where it can be copied and tried alone.
 *
 *   node scripts/ensure.mjs            everything, for tests and development
 *   node scripts/ensure.mjs --start    before a start: accepts a tree without development packages, and fills the compile cache
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  readdirSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The oldest Node that can start this script and npm's own `ci`. */
const BOOTSTRAP_NODE_MAJOR = 20
/** The oldest Node that runs the program: type stripping, node:sqlite without a warning, import.meta.main. */
const PROGRAM_NODE = [24, 21, 0]
/** A fresh install takes 10 to 20 s; five minutes leaves room for a slow line. */
const WAIT_FOR_OTHER_MS = 300_000
const WAIT_STEP_MS = 200
/** The holder of the lock touches it this often, and a lock untouched for much longer belongs to a dead process. */
const LOCK_TOUCH_MS = 2_000
const LOCK_STALE_MS = 15_000
/** Loading the whole program takes about a second. */
const WARM_LIMIT_MS = 30_000
/** How much of npm's own words a failure shows; npm puts the cause first. */
const NPM_LINES_SHOWN = 12

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const paths = {
  packageLock: join(root, 'package-lock.json'),
  modules: join(root, 'node_modules'),
  // npm writes this file last, so a broken install never leaves it behind.
  installedLock: join(root, 'node_modules', '.package-lock.json'),
  stamp: join(root, 'node_modules', '.ensure-stamp'),
  // The start script names the same folder.
  compileCache: join(root, 'node_modules', '.cache', 'compile'),
  web: join(root, 'web'),
  // Outside node_modules, which `npm ci` deletes first.
  lock: join(root, '.ensure.lock'),
}

const beforeStart = process.argv.includes('--start')
await ensure({ runtimeOnly: beforeStart })
await ensureWeb()
if (beforeStart) warmCompileCache()

async function ensure({ runtimeOnly }) {
  if (major(process.versions.node) < BOOTSTRAP_NODE_MAJOR) {
    fail(
      `Node ${process.versions.node} is too old: install Node ${BOOTSTRAP_NODE_MAJOR} or newer from https://nodejs.org, then run the command again.`,
    )
  }
  if (isInstalled(runtimeOnly)) return
  await withLock(async () => {
    // Another process may have installed everything while we waited for the lock.
    if (isInstalled(runtimeOnly)) return
    await install(runtimeOnly)
    checkProgramNode()
    writeFileSync(paths.stamp, wantedStamp())
  })
}

/** True when node_modules holds what the lock file names: by our stamp, or (after a hand-made `npm ci`) by npm's own record. */
function isInstalled(runtimeOnly) {
  if (!existsSync(paths.installedLock)) return false
  if (existsSync(paths.stamp) && readFileSync(paths.stamp, 'utf8') === wantedStamp()) return true
  if (!holdsEveryPackage(runtimeOnly)) return false
  checkProgramNode()
  if (holdsEveryPackage(false)) writeFileSync(paths.stamp, wantedStamp())
  return true
}

function wantedStamp() {
  const hash = createHash('sha256').update(readFileSync(paths.packageLock)).digest('hex')
  return `${hash} ${process.platform}-${process.arch}\n`
}

/** Compares the versions in package-lock.json with those npm recorded. Optional packages depend on the platform and are left out. */
function holdsEveryPackage(runtimeOnly) {
  const wanted = JSON.parse(readFileSync(paths.packageLock, 'utf8')).packages
  const installed = JSON.parse(readFileSync(paths.installedLock, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || entry.optional || entry.devOptional || (runtimeOnly && entry.dev) || installed[path]?.version === entry.version,
  )
}

async function install(runtimeOnly) {
  refuseLink()
  const withoutDevelopment = runtimeOnly && process.env['NODE_ENV'] === 'production'
  say(`installing the packages of package-lock.json with npm ci (the first time takes about 15 s) ...`)
  const npm = npmCommand()
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error', withoutDevelopment ? '--omit=dev' : '--include=dev']
  const { code, output } = await run(npm.file, [...npm.args, ...options])
  if (code === 0) return
  const shown = output.trim().split('\n').slice(0, NPM_LINES_SHOWN).join('\n')
  fail(
    `npm ci failed (${code}). npm said:\n\n${shown}\n\n` +
      'What to do: check the network and the registry npm uses (npm config get registry), then run the command again. ' +
      'If package.json and package-lock.json disagree, run npm install once and commit both.',
  )
}

/**
 * The npm that started us, run by the Node it runs on: our own Node may be the private one inside node_modules, which
 * `npm ci` is about to delete. Started by hand or by another package manager, the npm on the path.
 */
function npmCommand() {
  const cli = process.env['npm_execpath']
  if (cli !== undefined && /[\\/]npm-cli\.[cm]?js$/.test(cli) && existsSync(cli)) {
    return { file: process.env['npm_node_execpath'] ?? process.execPath, args: [cli] }
  }
  return { file: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] }
}

/** `npm ci` empties the folder first, also through a link: what it leads to belongs to somebody else. */
function refuseLink() {
  if (lstatSync(paths.modules, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return
  fail(
    'node_modules is a link and does not hold what package-lock.json says. Install where it leads to, or remove the link and run the command again.',
  )
}

function run(file, args) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
    let output = ''
    const keep = (chunk) => (output = (output + chunk).slice(0, 100_000))
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => resolve({ code: error.message, output }))
    child.on('close', (code, signal) => resolve({ code: code ?? signal, output }))
  })
}

/**
 * The script that npm runs next finds node_modules/.bin/node first on its path. Where no private Node exists for the platform (or it
 * cannot run, as on a system without glibc) the installed Node must be new enough itself.
 */
function checkProgramNode() {
  const name = `node-${process.platform}-${process.arch}`
  const binary = join(paths.modules, name, 'bin', 'node')
  if (existsSync(binary) && isNewEnough(versionOf(binary))) return
  const link = join(paths.modules, '.bin', 'node')
  rmSync(link, { force: true })
  const own = versionOf('node')
  if (isNewEnough(own)) {
    say(`no private Node runs on ${process.platform}-${process.arch}; using the installed Node ${own}.`)
    return
  }
  fail(
    `No private Node runs on ${process.platform}-${process.arch} (package ${name}), and the installed Node ${own ?? 'could not be started'} ` +
      `is older than ${PROGRAM_NODE.join('.')}. Install Node ${PROGRAM_NODE.join('.')} or newer from https://nodejs.org, then run the command again.`,
  )
}

/** Calls and texts matter more than the dashboard: a start goes on without it, and says so. */
async function ensureWeb() {
  if (!existsSync(paths.web)) return
  const { buildWeb, isWebBuilt } = await import('./ensure-web.mjs')
  if (isWebBuilt()) return
  await withLock(async () => {
    // Another process may have built it while we waited for the lock.
    const trouble = isWebBuilt() ? null : buildWeb(programNode())
    if (trouble === null) return
    const words = `the dashboard could not be built (node scripts/build-web.mjs):\n\n${trouble}`
    if (beforeStart) say(words)
    else fail(words)
  })
}

/** Decoration: a start without a warm cache works as well, only with more memory, so failures are passed over. */
function warmCompileCache() {
  const stamp = join(paths.compileCache, '.warm')
  const warmedAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0
  if (newestSource() <= warmedAt) return
  const startedAt = new Date()
  const environment = { ...process.env, NODE_COMPILE_CACHE: paths.compileCache }
  const { status } = spawnSync(programNode(), [join(root, 'scripts', 'warm-start.mjs')], {
    env: environment,
    stdio: 'ignore',
    timeout: WARM_LIMIT_MS,
  })
  if (status !== 0) return
  writeFileSync(stamp, '')
  // A source saved while it was being loaded must count as newer.
  utimesSync(stamp, startedAt, startedAt)
}

function newestSource() {
  const sources = readdirSync(join(root, 'execution'), { recursive: true }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  )
  return Math.max(statSync(paths.packageLock).mtimeMs, ...sources.map((name) => statSync(join(root, 'execution', name)).mtimeMs))
}

function programNode() {
  const binary = join(paths.modules, `node-${process.platform}-${process.arch}`, 'bin', 'node')
  return existsSync(binary) ? binary : process.execPath
}

function versionOf(binary) {
  const { status, stdout } = spawnSync(binary, ['-p', 'process.versions.node'], { encoding: 'utf8', timeout: 10_000 })
  return status === 0 ? stdout.trim() : null
}

function isNewEnough(version) {
  if (version === null) return false
  const parts = version.split('.').map(Number)
  for (const [index, wanted] of PROGRAM_NODE.entries()) {
    if (parts[index] !== wanted) return parts[index] > wanted
  }
  return true
}

function major(version) {
  return Number(version.split('.')[0])
}

/** Runs `work` while holding the lock file; waits for a living holder and breaks the lock of a dead one. */
async function withLock(work) {
  await takeLock()
  const touch = setInterval(() => existsSync(paths.lock) && utimesSync(paths.lock, new Date(), new Date()), LOCK_TOUCH_MS)
  const release = () => rmSync(paths.lock, { force: true })
  process.on('exit', release)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1))
  try {
    await work()
  } finally {
    clearInterval(touch)
    release()
    process.off('exit', release)
  }
}

async function takeLock() {
  const giveUpAt = Date.now() + WAIT_FOR_OTHER_MS
  let told = false
  while (!tryLock()) {
    if (breakStaleLock()) continue
    if (Date.now() > giveUpAt)
      fail(`another install has held ${paths.lock} for too long. If none is running, delete that file and try again.`)
    if (!told) say('another process is installing the packages; waiting for it ...')
    told = true
    await sleep(WAIT_STEP_MS)
  }
}

/** A hard link appears whole or not at all, so nobody ever reads a lock without its owner in it. */
function tryLock() {
  const draft = `${paths.lock}.${process.pid}`
  writeFileSync(draft, String(process.pid))
  try {
    linkSync(draft, paths.lock)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    return fail(`cannot write ${paths.lock}: ${error.message}. The project's folder must be writable for the install.`)
  } finally {
    rmSync(draft, { force: true })
  }
}

function breakStaleLock() {
  try {
    const owner = Number(readFileSync(paths.lock, 'utf8'))
    const untouchedMs = Date.now() - statSync(paths.lock).mtimeMs
    if (isAlive(owner) && untouchedMs < LOCK_STALE_MS) return false
    const aside = `${paths.lock}.stale-${process.pid}`
    renameSync(paths.lock, aside)
    // Another waiter may have broken the stale lock and taken a fresh one meanwhile: give that one back.
    if (Number(readFileSync(aside, 'utf8')) !== owner) linkSync(aside, paths.lock)
    rmSync(aside)
    return true
  } catch (error) {
    // Released between the two reads: the next try takes it.
    if (error.code === 'ENOENT') return true
    throw error
  }
}

function isAlive(pid) {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function say(text) {
  process.stderr.write(`setup: ${text}\n`)
}

function fail(text) {
  say(text)
  process.exit(1)
}

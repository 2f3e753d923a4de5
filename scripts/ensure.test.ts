/** The real script in an invented project, with a stand-in for npm that writes down each run and installs one package and the private Node. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'ensure-test-'))
after(() => rmSync(folder, { recursive: true }))

const STAND_IN = `
  const fs = require('node:fs')
  const path = require('node:path')
  fs.appendFileSync('npm-runs', process.argv.slice(2).join(' ') + '\\n')
  if (fs.existsSync('fail')) { console.error('npm error code ENOTFOUND'); process.exit(7) }
  setTimeout(() => {
    const bin = path.join('node_modules', 'node-' + process.platform + '-' + process.arch, 'bin')
    fs.mkdirSync(bin, { recursive: true })
    fs.rmSync(path.join(bin, 'node'), { force: true })
    fs.symlinkSync(process.execPath, path.join(bin, 'node'))
    fs.copyFileSync('package-lock.json', path.join('node_modules', '.package-lock.json'))
  }, 300)
`

function newProject(name: string): string {
  const root = join(folder, name)
  mkdirSync(join(root, 'scripts'), { recursive: true })
  copyFileSync(join(import.meta.dirname, 'ensure.mjs'), join(root, 'scripts', 'ensure.mjs'))
  writeFileSync(join(root, 'npm-cli.js'), STAND_IN)
  writeLock(root, '1.0.0')
  return root
}

function writeLock(root: string, version: string): void {
  const packages = { '': {}, 'node_modules/a': { version }, 'node_modules/only-elsewhere': { version, optional: true } }
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }))
}

async function ensure(root: string): Promise<{ code: number; said: string }> {
  const env = { ...process.env, npm_execpath: join(root, 'npm-cli.js'), npm_node_execpath: process.execPath }
  const child = spawn(process.execPath, ['scripts/ensure.mjs'], { cwd: root, env, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk) => (said += chunk))
  const [code] = await once(child, 'close')
  return { code, said }
}

function runs(root: string): number {
  return readFileSync(join(root, 'npm-runs'), 'utf8').trim().split('\n').length
}

test('a link to the packages of another tree is never emptied', async () => {
  const [root, other] = [newProject('linked'), join(folder, 'packages-of-another')]
  mkdirSync(other)
  writeFileSync(join(other, 'kept'), '')
  symlinkSync(other, join(root, 'node_modules'))
  const { code, said } = await ensure(root)
  assert.equal(code, 1)
  assert.match(said, /^setup: node_modules is a link/)
  assert(existsSync(join(other, 'kept')))
  assert(!existsSync(join(root, 'npm-runs')))
})

test('a fresh clone is installed with one line said, and the next run says and does nothing', async () => {
  const root = newProject('fresh')
  const first = await ensure(root)
  assert.equal(first.code, 0)
  assert.match(first.said, /^setup: installing the packages [^\n]*\n$/)
  assert.deepEqual(await ensure(root), { code: 0, said: '' })
  assert.equal(runs(root), 1)
})

test('a changed lock file is installed again', async () => {
  const root = newProject('changed')
  await ensure(root)
  writeLock(root, '1.0.1')
  assert.equal((await ensure(root)).code, 0)
  assert.equal(runs(root), 2)
})

test('what a hand-made npm ci installed is recognised without installing again', async () => {
  const root = newProject('by-hand')
  await ensure(root)
  rmSync(join(root, 'node_modules', '.ensure-stamp'))
  assert.deepEqual(await ensure(root), { code: 0, said: '' })
  assert.equal(runs(root), 1)
})

test('of two at once one installs, the other waits, and both end well', async () => {
  const root = newProject('two')
  const both = await Promise.all([ensure(root), ensure(root)])
  assert.deepEqual(
    both.map(({ code }) => code),
    [0, 0],
  )
  assert.equal(runs(root), 1)
  assert.equal(both.filter(({ said }) => said.includes('waiting')).length, 1)
  assert.equal(existsSync(join(root, '.ensure.lock')), false)
})

test('the lock of a dead process is broken', async () => {
  const root = newProject('dead')
  const dead = spawn(process.execPath, ['-e', ''])
  await once(dead, 'close')
  writeFileSync(join(root, '.ensure.lock'), String(dead.pid))
  assert.equal((await ensure(root)).code, 0)
  assert.equal(runs(root), 1)
})

test('a lock that nobody has touched for long is broken although its number belongs to a living process', async () => {
  const root = newProject('reused')
  const path = join(root, '.ensure.lock')
  writeFileSync(path, String(process.pid))
  utimesSync(path, new Date(0), new Date(0))
  assert.equal((await ensure(root)).code, 0)
})

test('a failed install shows what npm said and what to do, and leaves no lock behind', async () => {
  const root = newProject('failed')
  writeFileSync(join(root, 'fail'), '')
  const { code, said } = await ensure(root)
  assert.equal(code, 1)
  assert.match(said, /npm ci failed \(7\)/)
  assert.match(said, /npm error code ENOTFOUND/)
  assert.match(said, /What to do: check the network/)
  assert.equal(existsSync(join(root, '.ensure.lock')), false)
})

test('every optional platform package that the lock file names has its entry, or npm ci refuses the whole file', () => {
  const lock: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } = JSON.parse(
    readFileSync(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8'),
  )
  const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) => lock.packages[`node_modules/${name}`] === undefined && lock.packages[`${path}/node_modules/${name}`] === undefined,
    ),
  )
  assert.deepEqual(missing, [], 'run: node scripts/complete-lock.mjs')
})

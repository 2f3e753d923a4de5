/**
 * Completes package-lock.json: every optional platform package that an installed package names gets an entry.
 *
 * Why: a registry mirror may carry only some platforms of a package. `npm install` then silently leaves the others out of the lock file,
 * and `npm ci` refuses that file on every machine ("Missing: ... from lock file"). An entry with the exact version and the platform
 * it is for is all `npm ci` wants; on a platform that does need the package it is fetched by that version.
 *
 * Run it after every `npm install` that adds or updates a package: node scripts/complete-lock.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const lockPath = join(dirname(dirname(fileURLToPath(import.meta.url))), 'package-lock.json')

const OPERATING_SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

const lock = JSON.parse(readFileSync(lockPath, 'utf8'))
const added = addMissing(lock.packages)
if (added.length > 0) {
  lock.packages = sorted(lock.packages)
  writeFileSync(lockPath, `${JSON.stringify(lock, null, 2)}\n`)
}
process.stdout.write(`package-lock.json: ${added.length} platform packages added\n`)

function addMissing(packages) {
  const added = []
  for (const entry of Object.values(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const path = `node_modules/${name}`
      if (packages[path] !== undefined || !/^\d+\.\d+\.\d+/.test(version)) continue
      packages[path] = { version, ...platformOf(name), ...(entry.dev === true ? { dev: true } : {}), optional: true }
      added.push(path)
    }
  }
  return added
}

/** Reads the platform from a name such as `@oxlint/binding-linux-arm64-musl`. An unreadable name would be fetched everywhere: refuse it. */
function platformOf(name) {
  const words = name.split('/').at(-1).split('-')
  const os = OPERATING_SYSTEMS.find((known) => words.includes(known))
  const cpu = PROCESSORS.find((known) => words.includes(known))
  if (os === undefined || cpu === undefined)
    throw new Error(`cannot read the platform of ${name}: add its entry to package-lock.json by hand`)
  if (words.some((word) => word.startsWith('musl'))) return { libc: ['musl'], cpu: [cpu], os: [os] }
  if (words.some((word) => word.startsWith('gnu')) && os === 'linux') return { libc: ['glibc'], cpu: [cpu], os: [os] }
  return { cpu: [cpu], os: [os] }
}

function sorted(packages) {
  return Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
}

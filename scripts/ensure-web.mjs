/** Whether web/dist is newer than what it is built from, and the build itself. Plain JavaScript: scripts/ensure.mjs runs it on any Node from 20 on. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Building takes about a second. */
const BUILD_LIMIT_MS = 60_000

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const web = join(root, 'web')
const build = join(root, 'scripts', 'build-web.mjs')
/** Written last, so that a build that died halfway does not count. */
const stamp = join(web, 'dist', '.built')

export function isWebBuilt() {
  return existsSync(stamp) && newestSource() <= statSync(stamp).mtimeMs
}

/** Null when it worked, else what the build said. */
export function buildWeb(node) {
  const startedAt = new Date()
  const { status, stdout, stderr } = spawnSync(node, [build], { cwd: root, encoding: 'utf8', timeout: BUILD_LIMIT_MS })
  if (status !== 0) return `${stdout}${stderr}`
  writeFileSync(stamp, '')
  // A source saved during the build must count as newer.
  utimesSync(stamp, startedAt, startedAt)
  return null
}

function newestSource() {
  const names = readdirSync(web, { recursive: true }).filter((name) => !/^(dist|node_modules)\b/.test(name))
  const sources = [join(root, 'package-lock.json'), build, ...names.map((name) => join(web, name))]
  return Math.max(...sources.map((path) => statSync(path).mtimeMs))
}

/**
 * Prints the licences of everything that is installed for production, and ends with 1 when one is not among those that let a product be sold, changed
 * and passed on without opening it.
 */
import { existsSync, readFileSync } from 'node:fs'

const PERMISSIVE = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  'Python-2.0',
  'Zlib',
])
/** Weak copyleft, used unchanged: what is changed in the package itself would have to be opened, nothing else. */
const UNCHANGED = new Set(['MPL-2.0'])

type LockedPackage = { dev?: boolean; devOptional?: boolean; optional?: boolean; link?: boolean }

/** Whether a licence expression of SPDX allows it: one of `OR`, all of `AND`. */
export function isAllowed(expression: string): boolean {
  const words = expression.replaceAll(/[()]/g, '').trim()
  if (words.includes(' OR ')) return words.split(' OR ').some(isAllowed)
  if (words.includes(' AND ')) return words.split(' AND ').every(isAllowed)
  return PERMISSIVE.has(words) || UNCHANGED.has(words)
}

/** The licence as a package states it; older packages write a list of objects. */
export function statedLicence(manifest: { license?: unknown; licenses?: unknown }): string {
  const { license, licenses } = manifest
  if (typeof license === 'string') return license
  const all = [license, ...(Array.isArray(licenses) ? licenses : [])].flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'type' in one && typeof one.type === 'string' ? [one.type] : [],
  )
  return all.length === 0 ? 'none stated' : all.join(' OR ')
}

function main(): void {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, LockedPackage> }
  // npm's own file; only these flags are read.
  const counts = new Map<string, number>()
  const refused: string[] = []
  for (const [path, { dev, devOptional, link }] of Object.entries(lock.packages)) {
    const manifestPath = `${path}/package.json`
    if (path === '' || dev === true || devOptional === true || link === true || !existsSync(manifestPath)) continue
    const licence = statedLicence(JSON.parse(readFileSync(manifestPath, 'utf8')) as { license?: unknown })
    counts.set(licence, (counts.get(licence) ?? 0) + 1)
    if (!isAllowed(licence)) refused.push(`${path}: ${licence}`)
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  for (const line of refused) process.stdout.write(`NOT ALLOWED ${line}\n`)
  process.stdout.write(
    `${total} packages, ${refused.length} with a licence that is not allowed: ${[...counts].map(([name, count]) => `${name} ${count}`).join(', ')}\n`,
  )
  process.exitCode = refused.length === 0 && total > 0 ? 0 : 1
}

if (import.meta.main) main()

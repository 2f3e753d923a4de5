/**
 * Every list and chart of one business, with a million leads and five million texts of a thousand businesses in the same file.
 * Goal: each answers within 50 ms at the 99th percentile. Method: the file is filled by SQL in the order of time, so that the rows of one business lie as
 * scattered as in real life; then the whole product answers real requests for businesses in turn. `--leads N` makes a smaller world,
 * `--file PATH` keeps it there for another run.
 */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openSqliteStore } from '#adapters/store/open-sqlite-store.ts'
import type { App } from '#execution/app.ts'
import { fillLists, TENANTS, tenantName, TEXTS_PER_LEAD } from './bench/fill-lists.ts'
import { quantiles } from './bench/quantiles.ts'
import { QUIET_TOKEN, quietApp } from './reference/quiet-app.ts'

const P99_MS_MAX = 50
const ROUNDS = 3
const TENANTS_ASKED = 100
const LEADS_DEFAULT = 1_000_000
const SECRET_KEY = new Uint8Array(32).fill(7)

const PATHS = [
  '/leads',
  '/leads?limit=200',
  '/messages?limit=200',
  '/calls?limit=200',
  '/decisions?limit=200',
  '/alerts?limit=200',
  '/usage?limit=200',
  '/now',
  '/results',
  '/results?from=2025-11-01&to=2026-11-22',
  '/results.csv?from=2025-11-01&to=2026-11-22',
  '/staff',
] as const

const { values } = parseArgs({ options: { leads: { type: 'string' }, file: { type: 'string' } } })
const leads = Number(values.leads ?? LEADS_DEFAULT)
const folder = mkdtempSync(join(tmpdir(), 'lead-agent-lists-'))
const path = values.file ?? join(folder, 'lists.db')
try {
  if (!existsSync(path)) await fill()
  const app = await quietApp(path, folder)
  process.exitCode = (await measure(app)) ? 0 : 1
  await app.stop()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function fill(): Promise<void> {
  const started = performance.now()
  const empty = await openSqliteStore({ path, synchronous: 'NORMAL', secretKey: SECRET_KEY })
  await empty.close()
  fillLists(path, leads)
  const gigabytes = (statSync(path).size / 2 ** 30).toFixed(1)
  const seconds = ((performance.now() - started) / 1_000).toFixed(0)
  process.stdout.write(
    `${leads} leads and ${leads * TEXTS_PER_LEAD} texts of ${TENANTS} businesses, ${gigabytes} GB, filled in ${seconds} s\n`,
  )
}

async function measure(app: App): Promise<boolean> {
  const times = new Map<string, Took[]>()
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let turn = 0; turn < TENANTS_ASKED; turn += 1) {
      const tenant = tenantName((turn * 37 + round * 311) % TENANTS)
      for (const path of PATHS) await timed(app, times, path, `/api/v1/tenants/${tenant}${path}`)
      const leadId = await anyLead(app, tenant)
      await timed(app, times, '/leads/{id}', `/api/v1/tenants/${tenant}/leads/${leadId}`)
      const cursor = await deepCursor(app, tenant)
      await timed(app, times, '/messages?cursor (fourth page)', `/api/v1/tenants/${tenant}/messages?limit=200&cursor=${cursor}`)
    }
  }
  for (let round = 0; round < ROUNDS; round += 1)
    await timed(app, times, '(operator) /tenants?sort=needs-me', '/api/v1/tenants?sort=needs-me')
  let held = true
  for (const [name, all] of times) {
    const { p50, p99, max } = quantiles(all.map(({ wall }) => wall))
    const cpu = quantiles(all.map((took) => took.cpu))
    const ofOne = !name.startsWith('(operator)')
    if (ofOne && p99 > P99_MS_MAX) held = false
    const verdict = ofOne ? (p99 <= P99_MS_MAX ? 'ok' : 'TOO SLOW') : ''
    const ms = (figure: number) => `${figure.toFixed(1).padStart(7)} ms`
    process.stdout.write(
      `${name.padEnd(44)} p50 ${ms(p50)}  p99 ${ms(p99)}  max ${ms(max)}  processor p50 ${ms(cpu.p50)}  p99 ${ms(cpu.p99)}  ${verdict}\n`,
    )
  }
  process.stdout.write(`asked for: p99 at most ${P99_MS_MAX} ms for every list and chart of one business\n`)
  return held
}

async function timed(app: App, times: Map<string, Took[]>, name: string, url: string): Promise<void> {
  const [started, busy] = [performance.now(), process.cpuUsage()]
  const response = await app.server.inject({ url, headers: { authorization: `Bearer ${QUIET_TOKEN}` } })
  const used = process.cpuUsage(busy)
  const took = { wall: performance.now() - started, cpu: (used.user + used.system) / 1_000 }
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}: ${response.body.slice(0, 300)}`)
  times.set(name, [...(times.get(name) ?? []), took])
}

/** In milliseconds. On a busy machine the clock on the wall shows the neighbours too; the processor's own time does not. */
type Took = { wall: number; cpu: number }

type Listed = { items: { id: string }[]; nextCursor: string | null }

async function list(app: App, url: string): Promise<Listed> {
  return (await app.server.inject({ url, headers: { authorization: `Bearer ${QUIET_TOKEN}` } })).json<Listed>()
}

async function anyLead(app: App, tenant: string): Promise<string> {
  return (await list(app, `/api/v1/tenants/${tenant}/leads?limit=5`)).items.at(-1)?.id ?? ''
}

async function deepCursor(app: App, tenant: string): Promise<string> {
  let cursor = ''
  for (let page = 0; page < 3; page += 1) {
    const { nextCursor } = await list(app, `/api/v1/tenants/${tenant}/messages?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`)
    cursor = nextCursor ?? cursor
  }
  return cursor
}

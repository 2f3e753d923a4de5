/**
 * `npm run bench`: the real product in processes of its own (supervisor and serving process, live mode, fresh data) against a small Twilio-like
 * peer, all on 127.0.0.1. Prints what was measured and writes nothing. Exit code 1 when a bound is broken.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { cpus, loadavg } from 'node:os'
import { measureLatency, type Latency } from './bench/latency.ts'
import { measureMicro, type Micro } from './bench/micro.ts'
import { createProduct, type Product } from './bench/product.ts'
import { treeMemory, type Memory } from './bench/process-tree.ts'
import { startLoad, startPeerProcess } from './bench/staff.ts'
import { makeTenants } from './bench/tenants.ts'
import { measureThroughput, type Throughput } from './bench/throughput.ts'
import { newSid } from './bench/webhook.ts'

const THROUGHPUT_RATIO_MIN = 0.25
const MISSED_TO_TEXT_P99_MS_MAX = 250
const MISSED_TO_TEXT_MS_MAX = 5_000
const IDLE_MEMORY_MB_MAX = 250

const BUSY_TENANTS = 50
const MANY_TENANTS = 1_000
/** Time for a started product to come to rest before its memory is read. */
const REST_MS = 5_000
/** Twilio's own answers take 50 to 200 ms. */
const PEER_ANSWER_MS = 50

const broken: string[] = []

async function main(): Promise<void> {
  say(`${cpus().length} processors, Node ${process.versions.node}, load before the run ${(loadavg()[0] ?? 0).toFixed(1)}\n`)
  showMicro(measureMicro())
  const account = { accountSid: newSid('AC'), authToken: 'bench-auth-token' }
  const peer = await startPeerProcess({ reports: 'sent and delivered', answerMs: PEER_ANSWER_MS })
  const load = await startLoad()
  const product = await createProduct({ peerOrigin: peer.origin })
  try {
    await product.start()
    const atRest = await memoryAtRest(product)
    const tenants = await makeTenants(product, account, { first: 0, count: BUSY_TENANTS })
    await makeTenants(product, account, { first: BUSY_TENANTS, count: MANY_TENANTS - BUSY_TENANTS })
    showMemory(atRest, await memoryAtRest(product))
    showLatency(await measureLatency(load, peer, tenants, 0))
    showThroughput(await measureThroughput(product, { load, peer }, tenants, 1))
    const after = treeMemory(product.supervisorPid())
    say(`after all of this the processes hold ${mb(after.rssMb)} (shared pages once: ${mb(after.pssMb)})\n`)
  } finally {
    load.end()
    await product.stop()
    peer.end()
  }
  say(broken.length === 0 ? 'every bound held' : broken.map((each) => `BROKEN: ${each}`).join('\n'))
  process.exitCode = broken.length === 0 ? 0 : 1
}

async function memoryAtRest(product: Product): Promise<Memory> {
  await sleep(REST_MS)
  return treeMemory(product.supervisorPid())
}

function showMicro(figures: Micro[]): void {
  say('one call of a function, microseconds       p50      p99      max')
  for (const { what, micros } of figures)
    say(`  ${what.padEnd(38)}${[micros.p50, micros.p99, micros.max].map((each) => each.toFixed(1).padStart(8)).join(' ')}`)
  say('')
}

function showMemory(atRest: Memory, withTenants: Memory): void {
  say('memory of the whole tree                 resident   shared pages once')
  say(`  at rest                                ${mb(atRest.rssMb)}    ${mb(atRest.pssMb)}`)
  say(`  with ${MANY_TENANTS} tenants, at rest              ${mb(withTenants.rssMb)}    ${mb(withTenants.pssMb)}\n`)
  if (atRest.rssMb > IDLE_MEMORY_MB_MAX) broken.push(`idle memory ${mb(atRest.rssMb)} is above ${IDLE_MEMORY_MB_MAX} MB`)
}

function showLatency(latency: Latency): void {
  const { p50, p95, p99, max } = latency.missedToTextMs
  say(`missed call to text, ${latency.calls} calls at 100/s over ${BUSY_TENANTS} tenants, ms`)
  say(`  p50 ${p50.toFixed(1)}   p95 ${p95.toFixed(1)}   p99 ${p99.toFixed(1)}   max ${max.toFixed(1)}`)
  say(
    `  calls without text ${latency.callsWithoutText}, with more than one ${latency.callsWithMoreTexts}, texts above two segments ${latency.textsTooLong}, webhooks refused ${latency.webhooksRefused}\n`,
  )
  if (p99 >= MISSED_TO_TEXT_P99_MS_MAX)
    broken.push(`missed call to text p99 ${p99.toFixed(0)} ms is not under ${MISSED_TO_TEXT_P99_MS_MAX} ms`)
  if (max >= MISSED_TO_TEXT_MS_MAX) broken.push(`missed call to text took ${max.toFixed(0)} ms once`)
  if (latency.callsWithoutText + latency.callsWithMoreTexts > 0) broken.push('not every call has exactly one text')
  if (latency.textsTooLong > 0) broken.push(`${latency.textsTooLong} texts are longer than two segments`)
  if (latency.webhooksRefused > 0) broken.push(`${latency.webhooksRefused} webhooks were refused or lost`)
}

/** The first line is the one with the bound; the others show where the time goes. */
function showThroughput(figures: Throughput[]): void {
  say('webhooks a second, medians of three rounds in turn: a bare node:http server that checks the same signature, and the product')
  say('(missed call: voice, rung, played, voice-status from the load, two sms-status from the peer; all that follows from them included)')
  for (const { mix, bare, product, ratio, processorRatio, unanswered } of figures) {
    say(
      `  ${mix.padEnd(14)} bare ${bare.perSecond.toFixed(0).padStart(6)}/s   product ${product.perSecond.toFixed(0).padStart(6)}/s   ratio ${percent(ratio)}` +
        `   processor time ${bare.processorMicros.toFixed(0)} and ${product.processorMicros.toFixed(0)} us each, ratio ${percent(processorRatio)}`,
    )
    if (unanswered > 0) broken.push(`${unanswered} webhooks of the mix "${mix}" were not answered with success`)
  }
  say('')
  const ratio = figures[0]?.ratio ?? 0
  if (ratio < THROUGHPUT_RATIO_MIN)
    broken.push(`webhook throughput is ${percent(ratio)} of the bare server, not ${percent(THROUGHPUT_RATIO_MIN)}`)
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function mb(figure: number): string {
  return `${figure.toFixed(0)} MB`.padStart(7)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

await main()

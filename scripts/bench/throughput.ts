import { setTimeout as sleep } from 'node:timers/promises'
import type { FloodMix, FloodResult, FloodTenant } from './flood.ts'
import { freePort, type Product } from './product.ts'
import { processorMs, servingPid } from './process-tree.ts'
import { median } from './quantiles.ts'
import { startBareServer, type LoadProcess, type PeerProcess } from './staff.ts'

const ROUNDS = 3
const CONNECTIONS = 64
const PRODUCT_CALLS = 1_500
const BARE_CALLS = 4_000
const DRAIN_LIMIT_MS = 30_000

export type Measured = {
  /** Webhooks answered with success in a second. */
  perSecond: number
  /** Processor time of the serving process for each webhook, what follows from it included: tells more than time on a busy machine. */
  processorMicros: number
}
export type Throughput = { mix: string; bare: Measured; product: Measured; ratio: number; processorRatio: number; unanswered: number }

/** The bare server and the product in turn, three times, on the same webhooks; the medians are compared. */
export async function measureThroughput(
  product: Product,
  staff: { load: LoadProcess; peer: PeerProcess },
  tenants: FloodTenant[],
  firstRun: number,
): Promise<Throughput[]> {
  const port = await freePort()
  const bare = await startBareServer({ port, publicUrl: product.publicUrl, authToken: tenants[0]?.account.authToken ?? '' })
  let run = firstRun
  const results: Throughput[] = []
  for (const mix of ['missed call', 'voice alone', 'report alone'] as const) {
    const bares: Measured[] = []
    const products: Measured[] = []
    let unanswered = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const calls = mix === 'missed call' ? 1 : 4
      const bareMix = mix === 'missed call' ? 'missed call with reports' : mix
      bares.push(await measureBare(bare.pid, staff.load, { port, tenants, mix: bareMix, calls: BARE_CALLS * calls, run: run++ }))
      const measured = await measureProduct(product, staff, { tenants, mix, calls: PRODUCT_CALLS * calls, run: run++ })
      products.push(measured)
      unanswered += measured.unanswered
    }
    results.push(compare(mix, bares, products, unanswered))
  }
  bare.end()
  return results
}

type Flood = { tenants: FloodTenant[]; mix: FloodMix; calls: number; run: number }

async function measureBare(pid: number, load: LoadProcess, { port, ...flood }: Flood & { port: number }): Promise<Measured> {
  const before = processorMs(pid)
  const result = await load.run<FloodResult>({ kind: 'flood', host: '127.0.0.1', port, connections: CONNECTIONS, ...flood })
  return { perSecond: answered(result) / result.seconds, processorMicros: ((processorMs(pid) - before) * 1_000) / result.requests }
}

/** The delivery reports of a missed call come from the peer, as they do in life, and count while the flood lasts. */
async function measureProduct(
  product: Product,
  { load, peer }: { load: LoadProcess; peer: PeerProcess },
  flood: Flood,
): Promise<Measured & { unanswered: number }> {
  await peer.forget()
  const pid = servingPid(product.supervisorPid())
  const before = processorMs(pid)
  const port = Number(new URL(product.origin).port)
  const result = await load.run<FloodResult>({ kind: 'flood', host: '127.0.0.1', port, connections: CONNECTIONS, ...flood })
  const during = await peer.counts()
  const reports = flood.mix === 'missed call' ? await drained(peer, 2 * flood.calls) : 0
  const processorMicros = ((processorMs(pid) - before) * 1_000) / (result.requests + reports)
  return {
    perSecond: (answered(result) + during.answered) / result.seconds,
    processorMicros,
    unanswered: result.requests - answered(result),
  }
}

async function drained(peer: PeerProcess, reports: number): Promise<number> {
  const giveUpAt = performance.now() + DRAIN_LIMIT_MS
  for (;;) {
    const { answered: done, failed } = await peer.counts()
    if (done + failed >= reports || performance.now() > giveUpAt) return done
    await sleep(50)
  }
}

function answered(result: FloodResult): number {
  return (result.statuses['200'] ?? 0) + (result.statuses['204'] ?? 0)
}

function compare(mix: string, bares: Measured[], products: Measured[], unanswered: number): Throughput {
  const bare = middle(bares)
  const product = middle(products)
  return {
    mix,
    bare,
    product,
    ratio: product.perSecond / bare.perSecond,
    processorRatio: bare.processorMicros / product.processorMicros,
    unanswered,
  }
}

function middle(rounds: Measured[]): Measured {
  return {
    perSecond: median(rounds.map((round) => round.perSecond)),
    processorMicros: median(rounds.map((round) => round.processorMicros)),
  }
}

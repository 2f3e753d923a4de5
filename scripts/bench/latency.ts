import { setTimeout as sleep } from 'node:timers/promises'
import type { FloodTenant } from './flood.ts'
import { plainGsmSegments } from './plain-gsm-segments.ts'
import { quantiles, type Quantiles } from './quantiles.ts'
import type { LoadProcess, PeerProcess } from './staff.ts'
import type { CallResult } from './steady-calls.ts'

const CALLS_PER_SECOND = 100
const SECONDS = 20
/** Shorter than any real ringing, and long enough for the question about the line type to be answered, as in life. */
const RING_MS = 1_000
/** A text that has not come by then does not come. */
const LATE_MS = 8_000

export type Latency = {
  calls: number
  /** From the writing of the request that says that nobody answered until the whole text is at the carrier. */
  missedToTextMs: Quantiles
  callsWithoutText: number
  callsWithMoreTexts: number
  textsTooLong: number
  webhooksRefused: number
}

/** Missed calls at a fixed rate over all tenants, and the texts that they bring. */
export async function measureLatency(load: LoadProcess, peer: PeerProcess, tenants: FloodTenant[], run: number): Promise<Latency> {
  await peer.forget()
  const calls = await load.run<CallResult[]>({
    kind: 'calls',
    tenants,
    calls: CALLS_PER_SECOND * SECONDS,
    perSecond: CALLS_PER_SECOND,
    ringMs: RING_MS,
    run,
  })
  await untilTexts(peer, calls.length)
  const texts = await peer.texts()
  const byReceiver = Map.groupBy(texts, (text) => `${text.from} ${text.to}`)
  const waits: number[] = []
  let none = 0
  let more = 0
  for (const call of calls) {
    const got = byReceiver.get(`${call.to} ${call.from}`) ?? []
    if (got.length > 1) more += 1
    if (got[0] === undefined) none += 1
    else waits.push(got[0].arrivedMs - call.missedMs)
  }
  return {
    calls: calls.length,
    missedToTextMs: quantiles(waits),
    callsWithoutText: none,
    callsWithMoreTexts: more,
    textsTooLong: texts.filter((text) => plainGsmSegments(text.body) > 2).length,
    webhooksRefused: calls.flatMap((call) => call.statuses).filter((status) => status < 200 || status > 204).length,
  }
}

/** A moment more than needed, so that a second text would be seen. */
async function untilTexts(peer: PeerProcess, count: number): Promise<void> {
  const giveUpAt = performance.now() + LATE_MS
  while ((await peer.counts()).texts < count && performance.now() < giveUpAt) await sleep(100)
  await sleep(1_000)
}

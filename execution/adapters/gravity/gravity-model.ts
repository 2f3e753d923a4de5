import type { Clock } from '#ports/clock.ts'
import type { LanguageModel, ModelAnswer } from '#ports/language-model.ts'
import { containerTransport } from './container-transport.ts'
import { GravityFault } from './gravity-http.ts'
import { hostedTransport } from './hosted-transport.ts'
import { DEFAULT_MAPPING, proposalOfOutput, type OutputMapping } from './output-mapping.ts'
import type { GravityTransport, Job } from './transport.ts'

export const HOSTED_URL = 'https://on-demand.gravity-ai.com'

/** A short job is done at the first look, a long one is not asked for ten times a second. */
const LOOK_AGAIN_MS = [100, 200, 400, 800, 1_600] as const

/** Deleting what a container holds may take this long after the answer. */
const REMOVE_LIMIT_MS = 5_000

export type GravityOptions = {
  /** Null for the vendor's on-demand service. */
  baseUrl: string | null
  /** Null for a container. */
  apiKey: string | null
  mapping?: OutputMapping
  clock: Pick<Clock, 'after'>
}

/**
 * A model that Gravity AI runs. With a key the job runs at the vendor (on demand, or the enterprise address in `baseUrl`); with an address
 * and no key it runs in the customer's container. The model gets the words, the trade and what was asked: no number and no name besides.
 */
export function createGravityModel({ baseUrl, apiKey, mapping = DEFAULT_MAPPING, clock }: GravityOptions): LanguageModel {
  const transport = apiKey === null ? containerTransport(baseUrl ?? '') : hostedTransport(baseUrl ?? HOSTED_URL, apiKey)
  return {
    name: 'gravity',
    reword: null,
    async propose({ text, trade, asked }, signal): Promise<ModelAnswer> {
      const started: { job: Job | null } = { job: null }
      try {
        const output = await runJob(transport, JSON.stringify({ text, trade, asked }), clock, signal, started)
        const proposal = proposalOfOutput(text, output, mapping)
        if (proposal === null) return { kind: 'failed', reason: 'an output that is no record', costMicros: started.job?.costMicros ?? 0 }
        return { kind: 'proposed', proposal, costMicros: started.job?.costMicros ?? 0 }
      } catch (error) {
        const reason = error instanceof GravityFault ? error.message : error instanceof Error ? error.name : 'unknown fault'
        return { kind: 'failed', reason, costMicros: started.job?.costMicros ?? 0 }
      } finally {
        removeJob(transport, started.job, clock)
      }
    },
  }
}

/** `started` tells the caller of the job and its price also when the rest fails. */
async function runJob(
  transport: GravityTransport,
  input: string,
  clock: Pick<Clock, 'after'>,
  signal: AbortSignal,
  started: { job: Job | null },
): Promise<unknown> {
  let job = await transport.submit(input, signal)
  started.job = job
  for (let looks = 0; job.state === 'running'; looks += 1) {
    await pause(LOOK_AGAIN_MS[Math.min(looks, LOOK_AGAIN_MS.length - 1)] ?? 0, clock, signal)
    const seen = await transport.look(job.id, signal)
    // The price is set when the job is made; a later answer may leave it out.
    job = { ...seen, costMicros: Math.max(seen.costMicros, job.costMicros) }
    started.job = job
  }
  if (job.state === 'failed') throw new GravityFault('the job failed')
  return transport.result(job.id, signal)
}

function pause(ms: number, clock: Pick<Clock, 'after'>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new GravityFault('given up'))
    const giveUp = () => {
      cancel()
      reject(new GravityFault('given up'))
    }
    const cancel = clock.after(ms, () => {
      signal.removeEventListener('abort', giveUp)
      resolve()
    })
    signal.addEventListener('abort', giveUp, { once: true })
  })
}

/** Customers' words do not stay in a container, however the job ended. Nobody waits for it; a container that is gone holds them no longer than it holds the rest. */
function removeJob({ remove }: GravityTransport, job: Job | null, clock: Pick<Clock, 'after'>): void {
  if (remove === null || job === null) return
  const abort = new AbortController()
  const cancel = clock.after(REMOVE_LIMIT_MS, () => abort.abort())
  void remove(job.id, abort.signal).then(cancel, cancel)
}

/**
 * The load, as a process of its own. Requests are built and signed before the clock starts. Two ways:
 *   flood: each connection takes the next call and sends its webhooks one after another, as fast as they are answered (raw sockets, so that
 *          the client costs little beside the server that it measures)
 *   calls: missed calls begin at a fixed rate, whatever the answers do; each rings for a while before nobody has answered
 */
import { flood, type FloodJob } from './flood.ts'
import { steadyCalls, type CallsJob } from './steady-calls.ts'

export type LoadJob = ({ kind: 'flood' } & FloodJob) | ({ kind: 'calls' } & CallsJob)

process.on('message', (job: LoadJob) => {
  const work = job.kind === 'flood' ? flood(job) : steadyCalls(job)
  work.then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')

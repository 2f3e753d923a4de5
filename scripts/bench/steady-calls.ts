import { Agent, request as httpRequest } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { clockMs } from './clock-ms.ts'
import { callerNumber, type FloodTenant } from './flood.ts'
import { callEndedForm, callForm, newSid, rungForm, signedWebhook, type SignedWebhook } from './webhook.ts'

export type CallsJob = {
  tenants: FloodTenant[]
  calls: number
  perSecond: number
  /** From the first webhook until the `<Dial>` has ended. */
  ringMs: number
  run: number
}

export type CallResult = {
  from: string
  to: string
  /** When the request was written that says that nobody answered, by `clockMs`. */
  missedMs: number
  statuses: number[]
}

/** Begins each call at its time, whether or not the ones before it are done (an open load: a slow server gets no rest). */
export async function steadyCalls(job: CallsJob): Promise<CallResult[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 })
  const prepared = Array.from({ length: job.calls }, (_, index) => prepare(job, index))
  const startMs = clockMs() + 100
  const results = await Promise.all(
    prepared.map(async (call, index) => {
      await sleep(Math.max(0, startMs + (index * 1_000) / job.perSecond - clockMs()))
      return makeCall(agent, call, job.ringMs)
    }),
  )
  agent.destroy()
  return results
}

type PreparedCall = { from: string; to: string; voice: SignedWebhook; rung: SignedWebhook; played: SignedWebhook; ended: SignedWebhook }

function prepare(job: CallsJob, index: number): PreparedCall {
  const tenant = job.tenants[index % job.tenants.length]
  if (tenant === undefined) throw new Error('calls need a tenant')
  const { account, number: to, webhooks } = tenant
  const from = callerNumber(job.run, index)
  const callSid = newSid('CA')
  const sign = (url: string, form: Record<string, string>) => signedWebhook(url, form, account.authToken)
  const link = (path: string) => `${webhooks.voice}/${path}?call=${callSid}`
  return {
    from,
    to,
    voice: sign(webhooks.voice, callForm(account, { from, to }, callSid, 'ringing')),
    rung: sign(link('rung'), rungForm(account, { from, to }, callSid)),
    played: sign(link('played'), callForm(account, { from, to }, callSid, 'in-progress')),
    ended: sign(webhooks.voiceStatus, callEndedForm(account, { from, to }, callSid)),
  }
}

async function makeCall(agent: Agent, call: PreparedCall, ringMs: number): Promise<CallResult> {
  const statuses = [await post(agent, call.voice)]
  await sleep(ringMs)
  const missedMs = clockMs()
  for (const webhook of [call.rung, call.played, call.ended]) statuses.push(await post(agent, webhook))
  return { from: call.from, to: call.to, missedMs, statuses }
}

/** The status of the answer; 0 when there was none. */
function post(agent: Agent, { url, body, signature }: SignedWebhook): Promise<number> {
  return new Promise((resolve) => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'content-length': Buffer.byteLength(body),
      'x-twilio-signature': signature,
    }
    const outgoing = httpRequest(url, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    outgoing.on('error', () => resolve(0))
    outgoing.end(body)
  })
}

import { connect, type Socket } from 'node:net'
import { clockMs } from './clock-ms.ts'
import { quantiles, type Quantiles } from './quantiles.ts'
import { callEndedForm, callForm, newSid, reportForm, rungForm, signedWebhook, type Account, type Line } from './webhook.ts'

export type FloodTenant = { account: Account; number: string; webhooks: { voice: string; voiceStatus: string; smsStatus: string } }

/** Which webhooks a call consists of. With `reports` the two delivery reports are sent too; the product gets them from its carrier. */
export type FloodMix = 'voice alone' | 'missed call' | 'missed call with reports' | 'report alone'

export type FloodJob = {
  host: string
  port: number
  tenants: FloodTenant[]
  mix: FloodMix
  calls: number
  connections: number
  /** Distinguishes the callers of this run from those of other runs on the same data. */
  run: number
}

export type FloodResult = {
  requests: number
  seconds: number
  perSecond: number
  startedMs: number
  endedMs: number
  /** How many answers had which status. */
  statuses: Record<string, number>
  latencyMs: Quantiles
}

/** Sends everything, at most one request at a time on each connection. */
export async function flood(job: FloodJob): Promise<FloodResult> {
  const calls = Array.from({ length: job.calls }, (_, index) => requestsOf(job, index))
  const latencies: number[] = []
  const statuses: Record<string, number> = {}
  let next = 0
  const startedMs = clockMs()
  const worker = async (): Promise<void> => {
    const connection = openConnection(job.host, job.port)
    for (let call = calls[next++]; call !== undefined; call = calls[next++]) {
      for (const request of call) {
        const sentMs = clockMs()
        const status = await connection.exchange(request)
        latencies.push(clockMs() - sentMs)
        statuses[status] = (statuses[status] ?? 0) + 1
      }
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: job.connections }, worker))
  const endedMs = clockMs()
  const seconds = (endedMs - startedMs) / 1_000
  return {
    requests: latencies.length,
    seconds,
    perSecond: latencies.length / seconds,
    startedMs,
    endedMs,
    statuses,
    latencyMs: quantiles(latencies),
  }
}

function requestsOf(job: FloodJob, index: number): Buffer[] {
  const tenant = job.tenants[index % job.tenants.length]
  if (tenant === undefined) throw new Error('a flood needs a tenant')
  const { account, number, webhooks } = tenant
  const line: Line = { from: callerNumber(job.run, index), to: number }
  const callSid = newSid('CA')
  const step = (url: string, form: Record<string, string>) => httpRequest(job, signedWebhook(url, form, account.authToken))
  const link = (path: string) => `${webhooks.voice}/${path}?call=${callSid}`
  const voice = () => step(webhooks.voice, callForm(account, line, callSid, 'ringing'))
  const report = (status: string, sid: string) =>
    step(webhooks.smsStatus, reportForm(account, { sid, status, from: number, to: line.from }))
  const sid = newSid('SM')
  if (job.mix === 'voice alone') return [voice()]
  if (job.mix === 'report alone') return [report('sent', sid)]
  const missed = [
    voice(),
    step(link('rung'), rungForm(account, line, callSid)),
    step(link('played'), callForm(account, line, callSid, 'in-progress')),
    step(webhooks.voiceStatus, callEndedForm(account, line, callSid)),
  ]
  return job.mix === 'missed call' ? missed : [...missed, report('sent', sid), report('delivered', sid)]
}

/** Ten million callers in area codes of Illinois; a run has a million of its own. */
export function callerNumber(run: number, index: number): string {
  const areaCodes = [312, 773, 630, 708, 847, 815, 309, 618, 224, 331]
  const areaCode = areaCodes[run % areaCodes.length] ?? 312
  return `+1${areaCode}${2_000_000 + (index % 7_999_999)}`
}

function httpRequest({ host, port }: FloodJob, { url, body, signature }: { url: string; body: string; signature: string }): Buffer {
  const target = url.replace(/^https?:\/\/[^/]+/, '')
  return Buffer.from(
    `POST ${target} HTTP/1.1\r\nHost: ${host}:${port}\r\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n` +
      `X-Twilio-Signature: ${signature}\r\nUser-Agent: TwilioProxy/1.1\r\nAccept: */*\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

type Connection = { exchange(request: Buffer): Promise<number>; close(): void }

/** Reads just as much HTTP as the answers of the two servers need: a status line and `Content-Length`. */
function openConnection(host: string, port: number): Connection {
  const socket: Socket = connect({ host, port, noDelay: true })
  let received = ''
  let waiting: { resolve: (status: number) => void; reject: (error: Error) => void } | null = null
  const fail = (error: Error) => {
    waiting?.reject(error)
    waiting = null
  }
  socket.setEncoding('latin1')
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the server closed the connection')))
  socket.on('data', (chunk: string) => {
    received += chunk
    const head = received.indexOf('\r\n\r\n')
    if (head === -1) return
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(received.slice(0, head + 2))?.[1] ?? 0)
    if (received.length < head + 4 + length) return
    const status = Number(received.slice(9, 12))
    received = ''
    waiting?.resolve(status)
    waiting = null
  })
  return {
    exchange: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}

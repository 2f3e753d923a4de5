import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { BareServerSettings } from './bare-server.ts'
import type { LoadJob } from './load.ts'
import type { PeerOptions, PeerText } from './peer.ts'
import type { PeerQuestion } from './peer-process.ts'

/** The processes that stand around the product in a benchmark. Each ends with its channel to us. */
export type LoadProcess = { run<Result>(job: LoadJob): Promise<Result>; end(): void }
export type PeerProcess = {
  origin: string
  texts(): Promise<PeerText[]>
  counts(): Promise<PeerCounts>
  forget(): Promise<void>
  end(): void
}
export type PeerCounts = { texts: number; answered: number; failed: number }
export type BareServer = { pid: number; end(): void }

export async function startLoad(): Promise<LoadProcess> {
  const child = fork(join(import.meta.dirname, 'load.ts'), { serialization: 'advanced' })
  await firstMessage(child)
  return {
    async run<Result>(job: LoadJob): Promise<Result> {
      const answer = await ask(child, job)
      if (typeof answer === 'object' && answer !== null && 'error' in answer) throw new Error(`the load failed: ${String(answer.error)}`)
      // `load.ts` answers each kind of job with the result of its function.
      return (answer as { result: Result }).result
    },
    end: () => child.disconnect(),
  }
}

export async function startPeerProcess(options: PeerOptions): Promise<PeerProcess> {
  const child = fork(join(import.meta.dirname, 'peer-process.ts'), [JSON.stringify(options)], { serialization: 'advanced' })
  const origin = String(await firstMessage(child))
  const question = (asked: PeerQuestion) => ask(child, asked)
  return {
    origin,
    // `peer-process.ts` answers each question with just this.
    texts: async () => (await question({ ask: 'texts' })) as PeerText[],
    counts: async () => (await question({ ask: 'counts' })) as PeerCounts,
    forget: async () => void (await question({ ask: 'forget' })),
    end: () => child.disconnect(),
  }
}

export async function startBareServer(settings: BareServerSettings): Promise<BareServer> {
  const env = { ...process.env, PORT: String(settings.port), PUBLIC_URL: settings.publicUrl, AUTH_TOKEN: settings.authToken }
  const child = fork(join(import.meta.dirname, 'bare-server.ts'), { env })
  await firstMessage(child)
  return { pid: child.pid ?? 0, end: () => child.disconnect() }
}

function firstMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown) => {
      child.off('exit', onExit)
      resolve(message)
    }
    const onExit = (code: number | null) => {
      child.off('message', onMessage)
      reject(new Error(`${child.spawnargs.at(1) ?? 'a child'} ended with code ${code}`))
    }
    child.once('message', onMessage)
    child.once('exit', onExit)
  })
}

function ask(child: ChildProcess, question: object): Promise<unknown> {
  const answer = firstMessage(child)
  child.send(question)
  return answer
}

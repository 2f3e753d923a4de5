import { text as textOf } from 'node:stream/consumers'
import { answer, complete, listen, type ModelFate, type Said, type SeenRequest } from './model-world.ts'

/** What happens to a job besides what its output is. */
export type JobFate = {
  /** Looks at the job until it is done; 0: done in the answer that makes it. */
  looks?: number
  /** `isError` in an envelope with status 200, for this call. */
  errorAt?: 'submit' | 'look' | 'link'
  /** The job ends badly. */
  fails?: boolean
  /** So many links have expired before one works. */
  expiredLinks?: number
  billedUsage?: unknown
  /** The field in which the state comes: published clients read the second. */
  stateField?: 'status' | 'statusMessage'
}

export type GravityStandIn = {
  origin: string
  fate: (fate: ModelFate) => void
  job: (fate: JobFate) => void
  seen: () => SeenRequest[]
  /** Inputs that the service still holds. */
  held: () => string[]
  close: () => Promise<void>
}

const OUTPUT_FIELDS = { callbackPhone: 'phone', preferredTime: 'time' } as const

/** The output of a model in the shape of our default mapping. */
function outputOf(said: Said): string {
  const { quotes, ...labels } = complete(said)
  const entities = Object.fromEntries(
    Object.entries(quotes ?? {}).map(([field, quote]) => [Reflect.get(OUTPUT_FIELDS, field) ?? field, quote]),
  )
  return JSON.stringify({ ...labels, entities })
}

function wrapped(data: unknown, isError = false): string {
  return JSON.stringify({ data: isError ? null : data, isError, errorMessage: isError ? 'secret details of the service' : null })
}

type Stored = { input: string; looks: number; links: number }

/** Gravity AI as documented: `hosted` with jobs, keys and signed links; `container` with add-job, status, result and delete. */
export async function gravityStandIn(kind: 'hosted' | 'container'): Promise<GravityStandIn> {
  let fate: ModelFate = { kind: 'says', said: {} }
  let jobFate: JobFate = {}
  const seen: SeenRequest[] = []
  const jobs = new Map<string, Stored>()

  const stateOf = (job: Stored): string => {
    if (job.looks < (jobFate.looks ?? 0)) return kind === 'hosted' ? 'running' : 'Created'
    if (jobFate.fails === true) return kind === 'hosted' ? 'error' : 'Failed'
    return kind === 'hosted' ? 'success' : 'Complete'
  }
  const described = (id: string, job: Stored) => {
    const bill = kind === 'hosted' ? { billedUsage: jobFate.billedUsage ?? 20 } : {}
    return { id, [jobFate.stateField ?? 'status']: stateOf(job), errorMessage: null, ...bill }
  }
  const says = (body: string) => ({ status: 200, body })
  const missing = { status: 404, body: wrapped(null, true) }

  const submit = (input: string) => {
    const id = `job-${jobs.size + 1}`
    const job: Stored = { input, looks: 0, links: 0 }
    jobs.set(id, job)
    return says(wrapped(described(id, job), jobFate.errorAt === 'submit'))
  }
  const look = (id: string) => {
    const job = jobs.get(id)
    if (job === undefined) return missing
    job.looks += 1
    return says(wrapped(described(id, job), jobFate.errorAt === 'look'))
  }
  const link = (id: string) => {
    const job = jobs.get(id)
    if (job === undefined) return missing
    job.links += 1
    const isExpired = job.links <= (jobFate.expiredLinks ?? 0)
    return says(wrapped(`${place.origin}/files/${id}?signature=${isExpired ? 'expired' : 'valid'}`, jobFate.errorAt === 'link'))
  }
  const remove = (id: string) => {
    jobs.delete(id)
    return says(wrapped({ id, status: 'Deleted' }))
  }

  const place = await listen(async (request, response) => {
    const body = await textOf(request)
    const path = request.url ?? ''
    const { method = '' } = request
    seen.push({ method, path, headers: request.headers, body })
    const id = /\/(job-\d+)/.exec(path)?.[1] ?? ''
    const isResult = path.startsWith('/files/') || path.startsWith('/data/result/json/')
    if (isResult && path.includes('expired')) return void response.writeHead(403).end('<Error>Request has expired</Error>')
    // The fate of the model itself shows where its output is read, or, when the whole service is out of order, at the door.
    if (isResult && fate.kind === 'says') return answer(response, { kind: 'bytes', bytes: outputOf(fate.said) }, String)
    if (isResult || fate.kind === 'status' || fate.kind === 'hangs' || fate.kind === 'redirects') return answer(response, fate, String)
    const reply =
      kind === 'hosted'
        ? method === 'POST' && path === '/api/v1/jobs'
          ? request.headers['x-api-key'] === 'GAI-test'
            ? submit(body)
            : { status: 401, body: wrapped(null, true) }
          : path.startsWith('/api/v1/jobs/result-link/')
            ? link(id)
            : look(id)
        : method === 'DELETE'
          ? remove(id)
          : path === '/data/add-job'
            ? submit(body)
            : look(id)
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(reply.body)
  })
  return {
    ...place,
    fate: (next) => (fate = next),
    job: (next) => (jobFate = next),
    seen: () => seen,
    held: () => [...jobs.values()].map((job) => job.input),
  }
}

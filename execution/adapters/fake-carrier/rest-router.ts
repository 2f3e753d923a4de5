import type { AccountBook, CarrierAccount } from './accounts.ts'
import type { CarrierClock } from './clock.ts'
import type { EventLog } from './event-log.ts'
import type { FaultBook, RestFaultAction } from './faults.ts'
import type { RestAnswer, RestCall, RestRequest } from './rest-answer.ts'
import { ConnectionLost, RestRefusal, notFound, refusalAnswer } from './rest-answer.ts'
import type { ParamRules } from './rest-params.ts'
import { readParams } from './rest-params.ts'

/** One operation. In `path`, `{AccountSid}` names the account, `{Sid:CA}` an id with its prefix, `{Number}` anything. */
export type RestRoute = { method: 'GET' | 'POST' | 'DELETE'; path: string; params: ParamRules; handle: (call: RestCall) => RestAnswer }

const TIME_OUT_AFTER_MS = 30_000
/** Longest body taken; the longest that makes sense is a `Twiml` parameter of 4,000 characters. */
const BODY_BYTES_MAX = 1_000_000

/** Answers REST requests: credentials, path, parameters, then the operation; faults asked for come in between. */
export function createRestRouter(parts: {
  routes: readonly RestRoute[]
  accounts: AccountBook
  clock: CarrierClock
  log: EventLog
  faults: FaultBook
}): (request: RestRequest) => Promise<RestAnswer> {
  const routes = parts.routes.map((route) => ({ ...route, pattern: patternOf(route.path) }))

  async function answer(request: RestRequest): Promise<RestAnswer> {
    const method = request.method.toUpperCase()
    const path = request.path.split('?', 1)[0] ?? ''
    const fault = parts.faults.takeRest({ method, path })
    if (fault !== null) parts.log.add({ kind: 'fault', detail: { on: 'rest', method, path, fault: fault.kind } })
    const given = await answerWithFault({ ...request, method }, path, fault)
    parts.log.add({ kind: 'rest', detail: { method, path: request.path, status: given.status, request: request.body.slice(0, 2_000) } })
    return given
  }

  async function answerWithFault(request: RestRequest, path: string, fault: RestFaultAction | null): Promise<RestAnswer> {
    switch (fault?.kind) {
      case undefined:
        return process(request, path)
      case 'lose-answer':
        process(request, path)
        throw new ConnectionLost('ECONNRESET')
      case 'time-out':
        await pause(fault.afterMs ?? TIME_OUT_AFTER_MS)
        throw new ConnectionLost('ETIMEDOUT')
      case 'slow': {
        const late = process(request, path)
        await pause(fault.ms)
        return late
      }
      case 'status': {
        const code = fault.status === 429 ? 20429 : 20500
        return refusalAnswer({
          status: fault.status,
          code,
          message: fault.status === 429 ? 'Too Many Requests' : 'An internal server error has occurred',
        })
      }
      default:
        return fault satisfies never
    }
  }

  function process(request: RestRequest, path: string): RestAnswer {
    try {
      return handle(request, path)
    } catch (error) {
      if (error instanceof RestRefusal) return refusalAnswer(error)
      throw error
    }
  }

  function handle(request: RestRequest, path: string): RestAnswer {
    const caller = parts.accounts.authenticate(request.headers['authorization'])
    if (caller === null) throw new RestRefusal(401, 20003, 'Authenticate')
    const atPath = routes.filter((route) => route.pattern.test(path))
    if (atPath.length === 0) throw notFound(path)
    const route = atPath.find((each) => each.method === request.method)
    if (route === undefined) throw new RestRefusal(405, 20004, `Method not allowed: ${request.method}`)
    const ids = decodedIds(route.pattern, path)
    const account = accountFor(caller, ids['AccountSid'], path)
    return route.handle({ account, ids, params: readParams(route.params, givenParams(request, path)) })
  }

  function accountFor(caller: CarrierAccount, named: string | undefined, path: string): CarrierAccount {
    if (named === undefined) return caller
    if (!parts.accounts.mayAct(caller, named)) throw new RestRefusal(401, 20003, 'Authenticate')
    const account = parts.accounts.find(named)
    if (account === null) throw notFound(path)
    return account
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      parts.clock.after(ms, resolve)
    })
  }

  return answer
}

function givenParams(request: RestRequest, path: string): URLSearchParams {
  const query = new URLSearchParams(request.path.slice(path.length + 1))
  if (request.method !== 'POST') return query
  if (query.size > 0) throw new RestRefusal(400, 20001, 'Parameters of a POST belong in its body')
  if (Buffer.byteLength(request.body) > BODY_BYTES_MAX) throw new RestRefusal(413, 20001, 'The request body is too large')
  if (request.body === '') return new URLSearchParams()
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new RestRefusal(400, 20001, 'The body must be application/x-www-form-urlencoded')
  }
  return new URLSearchParams(request.body)
}

function patternOf(path: string): RegExp {
  const source = path
    .replaceAll('{AccountSid}', '{AccountSid:AC}')
    .replaceAll('.', String.raw`\.`)
    .replaceAll(/\{(\w+)(?::([A-Z|]+))?\}/g, (_all, name: string, prefix: string | undefined) =>
      prefix === undefined ? `(?<${name}>[^/]+)` : `(?<${name}>(?:${prefix})[0-9a-fA-F]{32})`,
    )
  return new RegExp(`^${source}$`)
}

function decodedIds(pattern: RegExp, path: string): Record<string, string> {
  const ids: Record<string, string> = {}
  for (const [name, value] of Object.entries(pattern.exec(path)?.groups ?? {})) ids[name] = decoded(value)
  return ids
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    // A stray percent sign is no escape; the value is then looked up as it stands and not found.
    return value
  }
}
